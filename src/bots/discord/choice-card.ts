import type { APIMessageTopLevelComponent } from 'discord.js';
import { ComponentType } from 'discord.js';
import type { ChoiceMessage } from '../../core/views/message.ts';
import { ACCENT } from './accent.ts';
import { buttonRows } from './button-rows.ts';
import { inert } from './inert.ts';
import { renderLine } from './line.ts';
import { player } from './take-parts.ts';
import { lines, text } from './text-parts.ts';

/** How much of the 4,000 characters that all texts of a message share each part may take. */
const ROOM = { heading: 900, lines: 600, outcome: 700 } as const;

/** Asks what to do with a clip of another length; its picture below at full width. */
export function choiceCard(message: ChoiceMessage): APIMessageTopLevelComponent[] {
  const { heading, picture, outcome, buttons } = message;
  return [
    {
      type: ComponentType.Container,
      accent_color: ACCENT[outcome?.tone ?? 'asking'],
      components: [
        ...text(inert(heading, ROOM.heading)),
        ...text(lines(message.lines, ROOM.lines, renderLine)),
        ...text(outcome ? renderLine(outcome.line, ROOM.outcome) : ''),
        ...buttonRows(buttons),
      ],
    },
    ...(picture ? [player(picture)] : []),
  ];
}
