import { type APIContainerComponent, ComponentType } from 'discord.js';
import type { StatusMessage, StepLine } from '../../core/views/message.ts';
import { ACCENT } from './accent.ts';
import { buttonRows } from './button-rows.ts';
import { inert } from './inert.ts';
import { renderLine } from './line.ts';
import { factLine, lines, text } from './text-parts.ts';

const MARK: Record<StepLine['state'], string> = {
  done: '✓',
  active: '◐',
  waiting: '○',
  failed: '✗',
  skipped: '–',
};

/** How much of the 4,000 characters that all texts of a message share each part may take; the facts take 600. */
const ROOM = { title: 500, steps: 1200, notes: 700, outcome: 900 } as const;

/** How an edit goes on: what it is, its steps, and how it ended. */
export function statusCard(message: StatusMessage): APIContainerComponent {
  const { steps, notes, outcome } = message;
  return {
    type: ComponentType.Container,
    accent_color: ACCENT[outcome?.tone ?? 'running'],
    components: [
      ...text(heading(message)),
      ...text(lines(steps, ROOM.steps, drawStep)),
      ...text(lines(notes, ROOM.notes, renderLine)),
      ...text(outcome ? renderLine(outcome.line, ROOM.outcome) : ''),
      ...buttonRows(message.buttons),
    ],
  };
}

function heading({ title, facts }: StatusMessage): string {
  const name = `**${inert(title, ROOM.title) || 'Edit'}**`;
  return facts.length > 0 ? `${name}\n-# ${factLine(facts)}` : name;
}

function drawStep({ state, text: step }: StepLine, room: number): string {
  return `${MARK[state]} ${inert(step, room - 2)}`;
}
