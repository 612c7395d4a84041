import type { Answer, Choice, Question, Stretch } from '../edit/choosing.ts';
import type { Edit } from '../edit/edit.ts';
import { formatTimecode } from '../edit/timecode.ts';
import { formatDollars } from '../money/micros.ts';
import type { Facts } from './facts.ts';
import { clockTime, seconds } from './figures.ts';
import type { Button, ChoiceMessage, Line, ShownFile } from './message.ts';

/** Asks what to do with a clip that is too long or too short, and says what was chosen; null where nothing was asked. */
export function choiceView(edit: Edit, facts: Facts): ChoiceMessage | null {
  const { choice } = edit;
  if (!choice) return null;
  const open = edit.state === 'choosing';
  return {
    kind: 'choice',
    edit: edit.id,
    heading: headingOf(choice.question),
    lines: open ? [howLong(edit, choice, facts)] : [],
    picture: picture(choice.question, facts),
    outcome: open ? null : { tone: 'neutral', line: [outcome(edit, choice)] },
    buttons: open ? buttonsFor(edit, choice.question) : [],
  };
}

function headingOf(question: Question): string {
  const { within, named } = question;
  const length = `${named ? `${stretchWording(within)} is` : 'This is'} ${seconds(within.to - within.from)} long`;
  if (question.kind === 'too_short') {
    const { heldTo, billedMs, amount } = question;
    return `${length}; the model needs at least ${seconds(heldTo)}. Its last frame can be held until then: that is billed as ${seconds(billedMs)}, ${formatDollars(amount)}.`;
  }
  const { parts, length: may } = question;
  const all = parts ? '' : ' It is too long to be edited in parts.';
  return `${length}; the model takes up to ${seconds(may.max)} at a time.${all} Which part is to be edited?`;
}

function howLong({ person }: Edit, { until }: Choice, { timeZone }: Facts): Line {
  return ['', { person }, ` chooses, until ${clockTime(until, timeZone)}. Nothing was charged so far.`];
}

function picture(question: Question, { pathOf }: Facts): ShownFile | null {
  if (question.kind !== 'too_long' || !question.strip) return null;
  const { file, bytes, times } = question.strip;
  const told = times.map(formatTimecode).join(', ');
  const altText = `Frames of the clip, in order, each with its time: ${told}.`;
  return { path: pathOf(file), name: 'moments.jpg', bytes, altText, spoiler: false };
}

function buttonsFor({ id: edit }: Edit, question: Question): Button[] {
  if (question.kind === 'too_short') {
    const { heldTo, billedMs, amount } = question;
    const billed = `billed as ${seconds(billedMs)}, ${formatDollars(amount)}`;
    return [
      {
        action: 'held',
        edit,
        label: `Hold the last frame to ${seconds(heldTo)} · ${billed}`,
        emphasis: 'primary',
      },
    ];
  }
  const { length, amount, parts, named } = question;
  const each = `${seconds(length.max)} · ${formatDollars(amount)}`;
  return [
    { action: 'first', edit, label: `First ${each}` },
    { action: 'last', edit, label: `Last ${each}` },
    { action: 'choose', edit, label: 'Choose…' },
    ...(parts
      ? [
          {
            action: 'parts' as const,
            edit,
            label: `${named ? 'All of it' : 'Whole clip'} in ${parts.windows.length} parts · ${formatDollars(parts.amount)}`,
          },
        ]
      : []),
  ];
}

function outcome(edit: Edit, { answer }: Choice): string {
  if (answer) return answerWording(answer);
  return edit.state === 'cancelled' ? 'Withdrawn.' : 'Nobody chose.';
}

function answerWording(answer: Answer): string {
  switch (answer.kind) {
    case 'window':
      return `Chosen: ${stretchWording(answer.window)}.`;
    case 'held':
      return 'Chosen: the last frame is held.';
    case 'parts':
      return `Chosen: the whole in ${answer.parts.length} parts, cut at ${cutsBetween(answer.parts.map(({ window }) => window))}.`;
  }
}

function cutsBetween(windows: readonly Stretch[]): string {
  return windows
    .slice(1)
    .map(({ from }) => formatTimecode(from))
    .join(', ');
}

/** "0:12–0:22". */
export function stretchWording({ from, to }: Stretch): string {
  return `${formatTimecode(from)}–${formatTimecode(to)}`;
}
