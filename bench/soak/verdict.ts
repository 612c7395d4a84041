import { hasEnded } from '../../src/core/edit/edit.ts';
import { EVERYTHING } from '../../src/core/money/ledger.ts';
import { formatDollars } from '../../src/core/money/micros.ts';
import { verifyLedger } from '../../src/core/money/verify-ledger.ts';
import type { Store } from '../../src/core/store/store.ts';
import type { House } from '../../test/journeys/house.ts';
import { growthOf } from './growth.ts';
import type { Outcome, People } from './people.ts';
import type { Row } from './watch.ts';

/** Connections that are kept for the next request come and go. */
const SPARE_HANDLES = 4;

interface Soaked {
  house: House;
  store: Store;
  people: People;
  outcomes: readonly Outcome[];
  rows: readonly Row[];
}

/** What is not as it should be, a sentence each; nothing when all is well. */
export async function judge(soaked: Soaked): Promise<string[]> {
  return [
    ...ofEdits(soaked),
    ...(await ofSubmissions(soaked)),
    ...(await ofMoney(soaked)),
    ...(await ofThreads(soaked)),
    ...ofLevels(soaked),
  ];
}

function ofEdits({ outcomes }: Soaked): string[] {
  return outcomes.flatMap(({ edit, wish, thread }) =>
    edit ? [] : [`${wish.prompt} (${wish.kind}, ${wish.platform}, ${thread}) never ended`],
  );
}

/** Each request is one edit at most, and each edit is submitted at most once. */
async function ofSubmissions({ house, store, outcomes }: Soaked): Promise<string[]> {
  const sent = Map.groupBy(house.sandbox.wavespeed.predictions(), ({ input }) => input.prompt);
  const edits = Map.groupBy(await store.edits(null, 2 * outcomes.length), ({ wish }) => wish.prompt);
  return outcomes.flatMap(({ wish: { prompt }, asks }) => {
    const made = edits.get(prompt) ?? [];
    const delivered = made.filter(({ state }) => state === 'delivered').length;
    const times = sent.get(prompt)?.length ?? 0;
    return [
      ...(made.length <= asks ? [] : [`${prompt}: ${asks} requests became ${made.length} edits`]),
      ...(times <= made.length && times >= delivered
        ? []
        : [`${prompt}: ${made.length} edits, ${delivered} of them delivered, were submitted ${times} times`]),
      ...made.flatMap((edit) => (hasEnded(edit) ? [] : [`${prompt} is still ${edit.state}`])),
    ];
  });
}

async function ofMoney({ house, store }: Soaked): Promise<string[]> {
  const { findings } = await verifyLedger(store);
  const { held, posted } = await store.balance(EVERYTHING);
  return [
    ...findings.map((finding) => `the ledger: ${JSON.stringify(finding)}`),
    ...(held === 0 ? [] : [`${formatDollars(held)} is still set aside`]),
    ...(posted === house.billed
      ? []
      : [`${formatDollars(posted)} was booked, ${formatDollars(house.billed)} was billed`]),
  ];
}

/** Each take is in its thread once, and no status goes on. */
async function ofThreads({ store, people, outcomes }: Soaked): Promise<string[]> {
  const all = await store.edits(null, 2 * outcomes.length);
  return [...Map.groupBy(all, ({ place }) => place.thread ?? '')].flatMap(([thread, edits]) => {
    const stage = people.stages[edits[0]?.place.platform === 'slack' ? 'slack' : 'discord'];
    const told = stage.thread(thread).filter(({ bot }) => bot);
    const takes = told.flatMap(({ files }) => files).filter(({ name }) => /take-\d+.*\.mp4$/.test(name));
    const delivered = edits.filter(({ state }) => state === 'delivered');
    return [
      ...(takes.length === delivered.length
        ? []
        : [`${stage.name} ${thread} has ${takes.length} takes of ${delivered.length} edits`]),
      ...(told.some(({ buttons }) => buttons.includes('Cancel'))
        ? [`${stage.name} ${thread}: a status never ended`]
        : []),
    ];
  });
}

/** Everything is where it was after the first row. */
function ofLevels({ rows }: Soaked): string[] {
  const [first, last] = [rows.at(0), rows.at(-1)];
  if (!first || !last) return ['nothing was measured'];
  const more = last.handles.length - first.handles.length;
  const growth = growthOf(rows);
  return [
    ...(more <= SPARE_HANDLES
      ? []
      : [`${more} more handles are open: ${newIn(last.handles, first.handles)}`]),
    ...(last.children <= first.children ? [] : [`${last.children} processes are left`]),
    ...(last.unfinished === 0 ? [] : [`${last.unfinished} files were never finished`]),
    ...(growth?.isGrowing ? [growth.sentence] : []),
  ];
}

function newIn(after: readonly string[], before: readonly string[]): string {
  const count = (all: readonly string[], kind: string) => all.filter((each) => each === kind).length;
  return [...new Set(after)]
    .map((kind) => ({ kind, more: count(after, kind) - count(before, kind) }))
    .flatMap(({ kind, more }) => (more > 0 ? [`${more} ${kind}`] : []))
    .join(', ');
}
