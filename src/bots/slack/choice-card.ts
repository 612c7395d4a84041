import type { ChoiceMessage } from '../../core/views/message.ts';
import { buttonRow } from './button-row.ts';
import { cutTo, LIMITS } from './limits.ts';
import { plainSection, present } from './plain-blocks.ts';
import { escapeText } from './plain-text.ts';
import type { Rendered } from './rendered.ts';
import { lineText, richLines } from './rich-line.ts';

/** Asks what to do with a clip of another length; its picture stands above it, as a message of its own. */
export function renderChoice({ heading, lines, outcome, buttons }: ChoiceMessage): Rendered {
  const text = [escapeText(heading), outcome ? lineText(outcome.line) : ''].filter(Boolean).join(' — ');
  return {
    text: cutTo(text, LIMITS.text),
    blocks: present([
      plainSection(heading),
      lines.length > 0 ? richLines(lines) : null,
      outcome && richLines([outcome.line]),
      buttonRow(buttons),
    ]),
  };
}
