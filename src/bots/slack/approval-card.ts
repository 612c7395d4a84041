import type { RichTextBlock, RichTextElement } from '@slack/web-api';
import type { ApprovalMessage, CapLine, Line } from '../../core/views/message.ts';
import { buttonRow } from './button-row.ts';
import { cutTo, LIMITS } from './limits.ts';
import { factRow, present } from './plain-blocks.ts';
import { escapeText } from './plain-text.ts';
import type { Rendered } from './rendered.ts';
import { lineText, richElements, richLines, stacked } from './rich-line.ts';

/**
 * The card that asks the approvers, and then says who decided, with blocks that every workspace has. Whom it calls
 * stands in its text as well, so that the notification names them.
 */
export function renderApproval(message: ApprovalMessage): Rendered {
  const { heading, title, facts, caps, lines, outcome, buttons } = message;
  const now = outcome ? lineText(outcome.line) : escapeText(facts.join(' · '));
  const said = [lineText(heading), escapeText(cutTo(title, LIMITS.title)), now];
  return {
    text: cutTo(said.filter(Boolean).join(' — '), LIMITS.text),
    blocks: present([
      question(heading, title),
      factRow(facts),
      capList(caps),
      richLines(lines.slice(0, LIMITS.notes)),
      outcome && richLines([outcome.line]),
      buttonRow(buttons),
    ]),
  };
}

/** What is asked and of whom, with the prompt as a quotation below it. */
function question(heading: Line, title: string): RichTextBlock {
  const asked = richElements([heading]).map((piece) => (piece.type === 'text' ? bold(piece) : piece));
  const quoted = richElements([[cutTo(title, LIMITS.title)]]);
  return {
    type: 'rich_text',
    elements: [
      { type: 'rich_text_section', elements: asked },
      ...(quoted.length === 0 ? [] : [{ type: 'rich_text_quote' as const, elements: quoted }]),
    ],
  };
}

function capList(caps: readonly CapLine[]): RichTextBlock | null {
  if (caps.length === 0) return null;
  const elements = stacked(caps.slice(0, LIMITS.caps).map(capRow));
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

/** "Team, November: $248.00 of $250.00 → over by $1.60", which is bold where it breaks the cap. */
function capRow({ name, before, after, broken }: CapLine): RichTextElement[] {
  const now = `${cutTo(name, LIMITS.capName)}: ${cutTo(before, LIMITS.capAmount)} → `;
  const then: RichTextElement = { type: 'text', text: cutTo(after, LIMITS.capAmount) };
  return [{ type: 'text', text: now }, broken ? bold(then) : then];
}

function bold(element: RichTextElement): RichTextElement {
  return { ...element, style: { bold: true } };
}
