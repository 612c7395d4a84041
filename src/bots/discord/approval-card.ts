import { type APIContainerComponent, ComponentType } from 'discord.js';
import { type ApprovalMessage, type CapLine, filesOf } from '../../core/views/message.ts';
import { ACCENT } from './accent.ts';
import { buttonRows } from './button-rows.ts';
import { inert } from './inert.ts';
import { renderLine } from './line.ts';
import { pictureOf } from './take-parts.ts';
import { factLine, lines, text } from './text-parts.ts';

/** How much of the 4,000 characters that all texts of a message share each part may take; the facts take 600. */
const ROOM = { heading: 800, title: 500, caps: 700, lines: 600, outcome: 700 } as const;

/** Asks the approvers about one quote, and says in the same place what came of it. */
export function approvalCard(message: ApprovalMessage): APIContainerComponent {
  const { caps, outcome, buttons } = message;
  return {
    type: ComponentType.Container,
    accent_color: ACCENT[outcome?.tone ?? 'asking'],
    components: [
      ...text(question(message)),
      ...filesOf(message).map(pictureOf),
      ...text(lines(caps, ROOM.caps, drawCap)),
      ...text(lines(message.lines, ROOM.lines, renderLine)),
      ...text(outcome ? renderLine(outcome.line, ROOM.outcome) : ''),
      ...buttonRows(buttons),
    ],
  };
}

/** Who is asked, what was typed, and what it costs. */
function question({ heading, title, facts }: ApprovalMessage): string {
  const asked = `**${renderLine(heading, ROOM.heading).trim() || 'Approval'}**`;
  const typed = inert(title, ROOM.title);
  return [asked, typed && `> ${typed}`, factLine(facts)].filter((line) => line !== '').join('\n');
}

/** "Team, November · $248.00 of $250.00 → **over by $1.60**": Discord has no tables, and phones are narrow. */
function drawCap({ name, before, after, broken }: CapLine, room: number): string {
  const each = Math.max(0, Math.floor((room - 10) / 3));
  const then = inert(after, each);
  return `${inert(name, each)} · ${inert(before, each)} → ${broken && then ? `**${then}**` : then}`;
}
