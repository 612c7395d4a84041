import type { KnownBlock, SectionBlock, TaskCardBlock } from '@slack/web-api';
import type { Line, Message, StatusMessage, StepLine, TakeMessage } from '../../core/views/message.ts';
import { renderApproval } from './approval-card.ts';
import { buttonRow } from './button-row.ts';
import { renderChoice } from './choice-card.ts';
import { cutTo, LIMITS } from './limits.ts';
import { factRow, plainSection, present } from './plain-blocks.ts';
import { escapeText } from './plain-text.ts';
import type { Rendered } from './rendered.ts';
import { lineText, richLines } from './rich-line.ts';

/**
 * How a status is drawn: as a `plan`, a block of 2026 that a workspace may not have yet, or with the blocks that every
 * workspace has.
 */
export type Style = 'plan' | 'plain';

export function render(message: Message, style: Style): Rendered {
  switch (message.kind) {
    case 'status':
      return renderStatus(message, style);
    case 'approval':
    case 'settlement':
      return renderApproval(message);
    case 'choice':
      return renderChoice(message);
    case 'take':
      return renderTake(message);
    case 'notice':
      return renderLine(message.line);
  }
}

/** One line, such as the opening of a thread. */
export function renderLine(line: Line): Rendered {
  return { text: cutTo(lineText(line), LIMITS.text), blocks: present([richLines([line])]) };
}

function renderStatus(message: StatusMessage, style: Style): Rendered {
  const { title, steps, notes, outcome, buttons } = message;
  const plan = style === 'plan' && steps.length > 0;
  const now = outcome
    ? lineText(outcome.line)
    : escapeText(steps.find(({ state }) => state === 'active')?.text ?? '');
  return {
    text: cutTo(
      [escapeText(cutTo(heading(title), LIMITS.title)), now].filter(Boolean).join(' — '),
      LIMITS.text,
    ),
    blocks: present([
      ...(plan ? [planOf(title, steps)] : [plainSection(heading(title)), stepList(steps)]),
      factRow(message.facts),
      richLines(notes.slice(0, LIMITS.notes)),
      outcome && richLines([outcome.line]),
      buttonRow(buttons),
    ]),
  };
}

function renderTake({ facts, line, buttons }: TakeMessage): Rendered {
  const summary = facts.join(' · ');
  return {
    text: cutTo([escapeText(summary), line ? lineText(line) : ''].filter(Boolean).join(' — '), LIMITS.text),
    blocks: present([plainSection(summary), line && richLines([line]), buttonRow(buttons)]),
  };
}

const TASK_STATUS = {
  done: 'complete',
  active: 'in_progress',
  waiting: 'pending',
  skipped: 'pending',
  failed: 'error',
} as const satisfies Record<StepLine['state'], TaskCardBlock['status']>;

const STEP_MARK = { done: '✓', active: '◐', waiting: '○', skipped: '–', failed: '✗' } as const;

/** Titles of plans and tasks are plain text by definition, so a prompt is safe in them. */
function planOf(title: string, steps: readonly StepLine[]): KnownBlock {
  const tasks = steps.map(
    ({ state, text }, index): TaskCardBlock => ({
      type: 'task_card',
      task_id: `step-${index + 1}`,
      title: cutTo(text, LIMITS.title),
      status: TASK_STATUS[state],
    }),
  );
  return { type: 'plan', title: cutTo(heading(title), LIMITS.title), tasks };
}

function stepList(steps: readonly StepLine[]): SectionBlock | null {
  return plainSection(steps.map(({ state, text }) => `${STEP_MARK[state]} ${text}`).join('\n'));
}

/** Slack refuses an empty title, and a prompt may be missing. */
function heading(title: string): string {
  return title.trim() === '' ? 'Edit' : title;
}
