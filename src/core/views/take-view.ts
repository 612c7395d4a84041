import type { EditIn, KeptFile } from '../edit/edit.ts';
import { formatDollars } from '../money/micros.ts';
import type { Facts } from './facts.ts';
import { calendarDay, rate, seconds, shorten, size, took } from './figures.ts';
import type { Button, Line, ShownFile, TakeMessage } from './message.ts';

type Finished = EditIn<'delivering' | 'delivered'>;

const ALT_TEXT_LENGTH = 500;

/** The message that brings the take: the file, what it cost, how it was made, what can be done next. */
export function takeView(edit: Finished, facts: Facts): TakeMessage {
  const { take, part } = edit;
  return {
    kind: 'take',
    edit: edit.id,
    facts: [
      part ? `Part ${part.number} of ${part.of}` : `Take ${take.number}`,
      seconds(take.facts.durationMs),
      soundText(edit),
      `${formatDollars(edit.charged)} charged`,
      took(edit.finishedAt - edit.startedAt),
    ],
    file: file(edit, facts),
    pictures: pictures(edit, facts),
    line: line(edit, facts),
    buttons: buttons(edit, facts),
  };
}

/** Edits of earlier versions were shown as they were, without anything beside them. */
function file(edit: Finished, facts: Facts): ShownFile | null {
  const { take, withheld, presentation } = edit;
  const kept = presentation ? presentation.file : { file: take.file, bytes: take.facts.bytes };
  return withheld || !kept ? null : shown(kept, take.name, altText(edit), edit, facts);
}

function pictures(edit: Finished, facts: Facts): ShownFile[] {
  const { presentation, withheld, take, wish } = edit;
  if (!presentation || withheld) return [];
  const { preview, comparison } = presentation;
  const stem = take.name.replace(/\.\w+$/, '');
  const moving = `The beginning of the edited clip, without sound: ${wish.prompt}`;
  const moments = `The same moments of the clip, above as it was, below as edited: ${wish.prompt}`;
  return [
    ...(preview ? [shown(preview, `${stem}-preview.gif`, moving, edit, facts)] : []),
    ...(comparison ? [shown(comparison, `${stem}-before-after.jpg`, moments, edit, facts)] : []),
  ];
}

function shown(
  { file, bytes }: KeptFile,
  name: string,
  altText: string,
  { take }: Finished,
  { pathOf }: Facts,
): ShownFile {
  return {
    path: pathOf(file),
    name,
    bytes,
    altText: shorten(altText, ALT_TEXT_LENGTH),
    spoiler: take.sensitive,
  };
}

function soundText({ wish, clip, take }: Finished): string {
  if (take.sound === 'put_back') return 'sound put back from your clip';
  if (take.sound === 'removed') return 'sound removed';
  if (clip.facts.audioTracks === 0) return 'without sound, as the clip';
  if (!wish.keepSound) return take.facts.audioTracks > 0 ? 'with sound' : 'sound removed';
  return take.facts.audioTracks > 0 ? 'sound kept' : 'the provider dropped the sound';
}

/** For people who do not see the take: what it is and what was asked. */
function altText({ wish, take }: Finished): string {
  return `Edited clip, ${seconds(take.facts.durationMs)}: ${wish.prompt}`;
}

function line(edit: Finished, facts: Facts): Line | null {
  const pieces = [warning(edit), lengthText(edit), rateText(edit, facts), sizeText(edit, facts)].filter(
    (each) => each !== null,
  );
  return pieces.length > 0 ? pieces.flatMap((each, index) => (index > 0 ? [' ', ...each] : each)) : null;
}

function warning({ withheld, take }: Finished): Line | null {
  if (withheld === 'sensitive') {
    return [
      'The provider marked this take as sensitive, so it is not shown here. Whoever runs Recut can hand it out.',
    ];
  }
  return take.sensitive ? ['The provider marked this take as sensitive.'] : null;
}

/** A model gives back about as much as it was given. */
const LENGTH_ROOM_MS = 500;

/** What came back is not as long as what was given, or as what was asked for. */
function lengthText({ withheld, take, clip, wish }: Finished): Line | null {
  const expected = wish.seconds === undefined ? clip.facts.durationMs : wish.seconds * 1_000;
  const came = take.facts.durationMs;
  if (withheld === 'sensitive' || Math.abs(expected - came) <= LENGTH_ROOM_MS) return null;
  const of = wish.seconds === undefined ? 'of the clip' : 'that were asked for';
  return [`The provider gave back ${seconds(came)} for the ${seconds(expected)} ${of}.`];
}

/** 23.976 is 24 to everybody, and an average over a few seconds is off by a little. */
const RATE_ROOM_FPS = 1;

/** What came back has fewer frames than this model is known to make; where nobody states that, than the clip has. */
function rateText({ withheld, take, clip }: Finished, { model }: Facts): Line | null {
  const expected = model.fps ?? clip.facts.fps;
  const came = take.facts.fps;
  if (withheld === 'sensitive' || came >= expected - RATE_ROOM_FPS) return null;
  const of = model.fps === null ? 'of the clip' : `that ${model.title} makes`;
  return [`The provider gave back ${rate(came)} frames per second for the ${rate(expected)} ${of}.`];
}

/** What is posted in place of a take that is too large, and how to get the whole of it. */
function sizeText({ withheld, take, presentation, nowhere }: Finished, { timeZone }: Facts): Line | null {
  const posted = withheld ? null : presentation ? presentation.file : { file: take.file, bytes: 0 };
  if (withheld === 'sensitive' || posted?.file === take.file) return null;
  const whole = size(take.facts.bytes);
  const what = nowhere
    ? 'This take could not be posted here.'
    : posted
      ? `This is a copy of ${size(posted.bytes)}; the take itself has ${whole}, more than can be uploaded here.`
      : `This take has ${whole}, more than can be uploaded here.`;
  const link = presentation?.link;
  if (!link) return [`${what} It is kept; whoever runs Recut can hand it out.`];
  return [
    `${what} `,
    { link: link.url, label: 'Open the take' },
    ` until ${calendarDay(link.until, timeZone)}.`,
  ];
}

function buttons(edit: Finished, { final }: Facts): Button[] {
  return [
    { action: 'again', edit: edit.id, label: 'Edit again', emphasis: 'primary' },
    ...(final
      ? [
          {
            action: 'finalize' as const,
            edit: edit.id,
            label: `Make it final for ${formatDollars(final.amount)}`,
          },
        ]
      : []),
    { action: 'retry', edit: edit.id, label: 'Try again' },
  ];
}
