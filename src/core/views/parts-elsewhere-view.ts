import type { EditIn } from '../edit/edit.ts';
import { isKeptWaiting } from '../edit/elsewhere.ts';
import { waitsUntil } from '../edit/transition.ts';
import { formatDollars } from '../money/micros.ts';
import type { Facts } from './facts.ts';
import { clockTime } from './figures.ts';
import type { Button, Line } from './message.ts';
import { listed, type PartNow } from './parts-view.ts';

/** Which parts their provider keeps waiting, and what becomes of them if it goes on. */
export function waitingNotes(parts: readonly PartNow[], { timeZone }: Facts): Line[] {
  const waiting = parts.filter(({ now }) => isKeptWaiting(now));
  const [first] = waiting;
  if (!first) return [];
  const ends = waiting.flatMap(({ now }) => waitsUntil(now) ?? []);
  const until = ends.length > 0 ? clockTime(Math.max(...ends), timeZone) : null;
  const they = waiting.length === 1 ? 'it ends' : 'they end';
  const end =
    until === null ? '' : ` until ${until} at the latest; then ${they}, and nothing is charged for that`;
  return [[`${first.provider} does not take ${listed(waiting)} at the moment. Recut keeps trying${end}.`]];
}

/** What can go on at the next provider, and that everything else stays as it is. */
export function partsElsewhereNote(parts: readonly PartNow[], { elsewhere }: Facts): Line[] {
  if (!elsewhere?.parts) return [];
  const { provider, amount, parts: ids } = elsewhere;
  const going = parts.filter(({ now }) => ids.includes(now.id));
  const staying = parts.filter((part) => !going.includes(part));
  const stay =
    staying.length === 0 ? '' : ` What was made of ${listed(staying)}, or is being made, stays as it is.`;
  const text = `Nothing was submitted of ${listed(going)}: ${provider} makes ${going.length === 1 ? 'it' : 'them'} for ${formatDollars(amount)}.`;
  return [[`${text}${stay}`]];
}

export function partsElsewhereButton({ id }: EditIn<'assembling'>, { elsewhere }: Facts): Button[] {
  if (!elsewhere?.parts) return [];
  const { provider, amount, parts } = elsewhere;
  const what = parts.length === 1 ? '1 part' : `${parts.length} parts`;
  const label = `Run ${what} at ${provider} for ${formatDollars(amount)}`;
  return [{ action: 'elsewhere', edit: id, label, emphasis: 'primary' }];
}
