import { chargedFor } from '../edit/charged.ts';
import { type Edit, type EditIn, hasEnded } from '../edit/edit.ts';
import { isKeptWaiting } from '../edit/elsewhere.ts';
import { canCancel } from '../edit/transition.ts';
import { formatDollars, type Micros, micros, ZERO } from '../money/micros.ts';
import { stretchWording } from './choice-view.ts';
import type { Facts } from './facts.ts';
import { about, clockTime, elapsed } from './figures.ts';
import type { Button, Line, StepLine } from './message.ts';
import { partsElsewhereButton, partsElsewhereNote, waitingNotes } from './parts-elsewhere-view.ts';
import { reasonWording } from './reason-wording.ts';

type Assembling = EditIn<'assembling'>;

/** How often joining has to fail before the parts are offered on their own. */
const SHOWN_AFTER = 3;

export interface PartNow {
  /** From 1. */
  number: number;
  /** "0:10–0:20". */
  where: string;
  now: Edit;
  /** The title of the provider that it is made at. */
  provider: string;
  /** What it would cost to make it again. */
  price: Micros;
}

/** What the parts of a clip have become, in order; those that could not be read are left out. */
function partsOf({ parts }: Assembling, facts: Facts): PartNow[] {
  return parts.flatMap(({ id, window }, index) => {
    const found = facts.parts.find(({ edit }) => edit.id === id);
    if (!found) return [];
    return [
      {
        number: index + 1,
        where: stretchWording(window),
        now: found.edit,
        provider: found.provider,
        price: found.price,
      },
    ];
  });
}

/** How far all of them are. */
export function partsText(edit: Assembling, facts: Facts): string {
  if (facts.fitted !== null) return `Joining the parts · ${Math.floor(facts.fitted * 100)} %`;
  const parts = partsOf(edit, facts);
  const done = parts.filter(({ now }) => now.state === 'delivered').length;
  const isOpen = edit.decideBy !== null && edit.stoppedBy === null && !edit.withoutFailed;
  const waits = isOpen && parts.every(({ now }) => hasEnded(now));
  return waits
    ? `Waiting for your decision, until ${clockTime(edit.decideBy ?? 0, facts.timeZone)}`
    : `Editing ${edit.parts.length} parts · ${done} done`;
}

/** What all of them come to as they are now: each at the price of where it is made, and what did not work at its charge. */
export function partsPrice(edit: Assembling, facts: Facts): Micros {
  const amounts = edit.parts.map(({ id, quote }) => {
    const found = facts.parts.find((part) => part.edit.id === id);
    return found ? amountOf(found.edit, found.price) : quote.amount;
  });
  return sumOf(amounts);
}

function sumOf(amounts: readonly Micros[]): Micros {
  return micros(amounts.reduce<number>((sum, amount) => sum + amount, 0));
}

function amountOf(part: Edit, price: Micros): Micros {
  if (hasEnded(part)) return chargedFor(part);
  return 'quote' in part && part.quote ? part.quote.amount : price;
}

/** A line for each. */
export function partLines(edit: Assembling, facts: Facts): StepLine[] {
  return partsOf(edit, facts).map(({ number, where, now, provider, price }) => {
    const [state, text] = partState(now, facts);
    const cost = hasEnded(now) ? '' : ` for ${formatDollars(amountOf(now, price))}`;
    const at = now.wish.model === edit.wish.model ? '' : ` · at ${provider}${cost}`;
    return { state, text: `Part ${number}, ${where}${at} · ${text}` };
  });
}

function partState(part: Edit, { now, likelyMs }: Facts): [StepLine['state'], string] {
  switch (part.state) {
    case 'delivered':
      return ['done', `${formatDollars(part.charged)} charged`];
    case 'failed':
    case 'refused':
    case 'declined':
    case 'expired': {
      const charged = chargedFor(part);
      return ['failed', charged > 0 ? `did not work · ${formatDollars(charged)} charged` : 'did not work'];
    }
    case 'cancelled':
      return ['skipped', 'cancelled'];
    case 'awaiting_approval':
      return ['waiting', 'waits for an approval'];
    case 'approved':
      return ['waiting', 'waits for a free place at the provider'];
    case 'running':
      if (part.stopAskedBy !== undefined) return ['active', 'the provider is asked to stop it'];
      return ['active', `editing · ${elapsed(now - part.prediction.submittedAt)} of ${about(likelyMs)}`];
    case 'unresolved':
      return ['active', 'being looked for at the provider'];
    case 'fetching':
    case 'delivering':
      return ['active', 'its take is being fetched'];
    default:
      return ['active', isKeptWaiting(part) ? 'waits for the provider' : 'on its way to the provider'];
  }
}

/** What to know of parts that failed, and of those that are charged although the whole was cancelled. */
export function partNotes(edit: Assembling, facts: Facts): Line[] {
  const parts = partsOf(edit, facts);
  if (edit.stoppedBy !== null) return [stopNote(edit.stoppedBy, parts, facts.canStop)];
  const failed = parts.flatMap(({ number, where, now }): Line[] =>
    'reason' in now ? [[`Part ${number}, ${where}: ${reasonWording(now.reason)}`]] : [],
  );
  return [...failed, ...waitingNotes(parts, facts), ...partsElsewhereNote(parts, facts)];
}

/** What is charged although it was cancelled: for certain, and perhaps, where the provider is asked to stop. */
function stopNote(by: string, parts: readonly PartNow[], canStop: boolean): Line {
  const asked = parts.filter(({ now }) => now.state === 'running' && canStop);
  const kept = parts.filter((part) => !asked.includes(part) && isCharged(part.now));
  const said = [
    ...(kept.length > 0
      ? [
          `The provider has ${listed(kept)} already and charges ${priceOf(kept)}: what comes of that is delivered.`,
        ]
      : []),
    ...(asked.length > 0
      ? [
          `The provider is asked to stop ${listed(asked)}, and may finish and charge up to ${priceOf(asked)} all the same; then that is delivered.`,
        ]
      : []),
    kept.length + asked.length > 0 ? 'Nothing else is charged.' : 'Nothing is charged.',
  ];
  return ['Cancelled by ', { person: by }, `. ${said.join(' ')}`];
}

function isCharged(part: Edit): boolean {
  return hasEnded(part) ? chargedFor(part) > 0 : !canCancel(part);
}

/** What was charged for these parts, or is going to be. */
function priceOf(parts: readonly PartNow[]): string {
  return formatDollars(sumOf(parts.map(({ now }) => amountOf(now, ZERO))));
}

/** "part 2", "parts 1, 2 and 4". */
export function listed(parts: readonly PartNow[]): string {
  const numbers = parts.map(({ number }) => number);
  const last = numbers.pop();
  return numbers.length === 0 ? `part ${last}` : `parts ${numbers.join(', ')} and ${last}`;
}

/** What can be done about parts that failed, once all others are done. */
export function partButtons(edit: Assembling, facts: Facts): Button[] {
  const parts = partsOf(edit, facts);
  const hidden = parts.some(({ now }) => now.state === 'delivered' && !now.shown);
  const show: Button = { action: 'showparts', edit: edit.id, label: 'Show the finished parts' };
  // What was paid for can be seen even if joining it does not work.
  const shown = hidden && edit.tries >= SHOWN_AFTER ? [show] : [];
  if (edit.stoppedBy !== null || edit.withoutFailed) return shown;
  const cancel: Button = { action: 'cancel', edit: edit.id, label: 'Cancel' };
  const failed = parts.filter(({ now }) => hasEnded(now) && now.state !== 'delivered');
  const other = partsElsewhereButton(edit, facts);
  if (edit.decideBy === null || failed.length === 0) return [...other, ...shown, cancel];
  const made = parts.filter(({ now }) => now.state === 'delivered');
  const numbers = failed.map(({ number }) => number).join(', ');
  return [
    ...other,
    ...failed.map(
      ({ number, now, price }): Button => ({
        action: 'retrypart',
        edit: now.id,
        label: `Try part ${number} again for ${formatDollars(price)}`,
        emphasis: 'primary',
      }),
    ),
    ...(made.length > 0
      ? [{ action: 'without' as const, edit: edit.id, label: `Take it without part ${numbers}` }]
      : []),
    ...(hidden ? [show] : []),
    cancel,
  ];
}
