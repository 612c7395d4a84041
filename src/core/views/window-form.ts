import type { Question, Stretch } from '../edit/choosing.ts';
import type { EditId } from '../edit/edit.ts';
import { formatTimecode, parseTimecode } from '../edit/timecode.ts';
import { formatDollars } from '../money/micros.ts';
import { seconds } from './figures.ts';
import type { Form, FormProblem } from './form.ts';
import { writeToken } from './token.ts';

type TooLong = Extract<Question, { kind: 'too_long' }>;

/** Names the side desk that takes the form. */
export const WINDOW = 'window';

const EXPECTED = 'Write a time such as 0:12 or 12.5.';

/** Asks for a part of a clip that is too long. */
export function windowForm(edit: EditId, question: TooLong): Form {
  const { length, amount } = question;
  const most = seconds(length.max);
  return {
    token: writeToken(WINDOW, edit),
    title: 'Choose a part',
    intro: [
      [
        `${extent(question)} A part has ${seconds(length.min)} to ${most}; ${most} cost ${formatDollars(amount)}.`,
      ],
    ],
    fields: [
      { kind: 'text', name: 'from', label: 'From', hint: 'Such as 0:12', maxLength: 12 },
      { kind: 'text', name: 'to', label: 'To', hint: `At most ${most} later`, maxLength: 12 },
    ],
    submit: 'Edit this part',
  };
}

/** The part that was typed, or what is wrong with it, kindly. */
export function readWindow(
  { from: typedFrom = '', to: typedTo = '' }: Readonly<Record<string, string>>,
  question: TooLong,
): Stretch | FormProblem[] {
  const { within, length } = question;
  const [from, to] = [parseTimecode(typedFrom), parseTimecode(typedTo)];
  if (from === null || to === null) {
    return [
      ...(from === null ? [{ field: 'from', text: EXPECTED }] : []),
      ...(to === null ? [{ field: 'to', text: EXPECTED }] : []),
    ];
  }
  if (from < within.from || from >= within.to) {
    return problem('from', extent(question));
  }
  // The clip ends a little before or behind the whole second that people read.
  const end = to > within.to && to - within.to < 1_000 ? within.to : to;
  if (end > within.to)
    return problem(
      'to',
      `${question.named ? 'What was asked for' : 'The clip'} ends at ${formatTimecode(within.to)}.`,
    );
  const long = end - from;
  if (long <= 0) return problem('to', 'This has to be later than the start.');
  if (long < length.min) {
    return problem('to', `That is ${seconds(long)}; the model needs at least ${seconds(length.min)}.`);
  }
  if (long > length.max) {
    const latest = formatTimecode(from + length.max);
    return problem(
      'to',
      `That is ${seconds(long)}; the model takes up to ${seconds(length.max)}. From there, ${latest} is the latest end.`,
    );
  }
  return { from, to: end };
}

function extent({ within: { from, to }, named }: TooLong): string {
  const what = named ? 'What was asked for' : 'The clip';
  return `${what} runs from ${formatTimecode(from)} to ${formatTimecode(to)}.`;
}

function problem(field: string, text: string): FormProblem[] {
  return [{ field, text }];
}
