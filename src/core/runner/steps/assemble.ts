import { chargedFor } from '../../edit/charged.ts';
import type { Missing } from '../../edit/choosing.ts';
import { type Edit, type EditIn, hasEnded, type Take } from '../../edit/edit.ts';
import type { Reason } from '../../edit/reason.ts';
import { canCancel } from '../../edit/transition.ts';
import type { Part } from '../../edit/whole.ts';
import { RecutError } from '../../errors.ts';
import { join } from '../../media/join.ts';
import { MediaError } from '../../media/media-error.ts';
import { probe } from '../../media/probe.ts';
import { type Micros, micros } from '../../money/micros.ts';
import { advance } from '../advance.ts';
import { type Kit, type Outcome, providerOf, type StepOf } from '../kit.ts';
import { nextTakeNumber, takeName } from '../take-name.ts';

type Assembling = EditIn<'assembling'>;
/** A part, and the edit that it became. */
interface Known {
  part: Part;
  edit: Edit;
}

/** Parts are edits of their own and take minutes; nothing tells the whole of them, so it looks. */
const LOOK_EVERY_MS = 2_000;
/** While a person decides: a part that an approver settled as never run may turn out to have run after all. */
const LOOK_MEANWHILE_MS = 30_000;

/** Assembling: waits for the parts, then joins what they made. */
export const assemble: StepOf<'assembling'> = async (edit, kit, signal) => {
  const known = await readParts(edit, kit);
  if (edit.stoppedBy !== null) await stopParts(known, edit.stoppedBy, kit, signal);
  const now = kit.clock.now();
  if (known.some((each) => !hasEnded(each.edit))) return { later: now + LOOK_EVERY_MS };
  const made = known.flatMap(({ part, edit }) => (edit.state === 'delivered' ? [{ part, edit }] : []));
  const failed = known.filter((each) => each.edit.state !== 'delivered');
  const isDecided = edit.stoppedBy !== null || edit.withoutFailed;
  if (failed.length > 0 && !isDecided) {
    if (edit.decideBy === null) {
      return { event: { type: 'parts_failed', decideBy: now + kit.settings.quoteHoldsMs } };
    }
    if (now < edit.decideBy) return { later: Math.min(edit.decideBy, now + LOOK_MEANWHILE_MS) };
  }
  if (made.length === 0) return { event: { type: 'parts_lost', reason: whyLost(failed) } };
  try {
    return await joined(edit, made, failed, kit, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (edit.tries + 1 < triesFor(error)) throw error;
    kit.logger.error({ edit: edit.id, err: error }, 'parts cannot be joined; they are shown one by one');
    return oneByOne(made, failed, kit, signal);
  }
};

/** The same files fail in the same way; what lies with this machine may pass within a quarter of an hour. */
function triesFor(error: unknown): number {
  return error instanceof MediaError && !error.retryable ? 3 : 10;
}

/** What was paid for is seen even if it cannot be joined. After a crash in between, the rest of them is shown. */
async function oneByOne(
  made: readonly Known[],
  failed: readonly Known[],
  kit: Kit,
  signal: AbortSignal,
): Promise<Outcome> {
  for (const { edit } of made) await advance(edit, { type: 'part_wanted' }, kit, signal);
  const charged = chargedForAll([...made, ...failed]);
  return { event: { type: 'not_joined', parts: made.length, charged } };
}

async function readParts({ id, parts }: Assembling, { store }: Kit): Promise<Known[]> {
  return Promise.all(
    parts.map(async (part) => {
      const edit = await store.read(part.id);
      if (!edit) throw new RecutError('no_such_edit', `Edit ${id} has lost its part ${part.id}`);
      return { part, edit };
    }),
  );
}

/** Those that the provider works on can only be asked to stop, where it takes that; the others are left to it. */
async function stopParts(known: readonly Known[], by: string, kit: Kit, signal: AbortSignal): Promise<void> {
  for (const { edit } of known) {
    if (canCancel(edit)) await advance(edit, { type: 'cancelled', by }, kit, signal);
    const stops = edit.state === 'running' && edit.stopAskedBy === undefined && providerOf(edit, kit).cancel;
    if (stops) await advance(edit, { type: 'stop_asked', by }, kit, signal);
  }
}

function whyLost(failed: readonly Known[]): Reason {
  const [first] = failed;
  if (!first || !('reason' in first.edit)) throw new Error('a part that has ended without a take says why');
  const charged = chargedForAll(failed);
  return {
    code: 'parts_failed',
    parts: failed.length,
    why: first.edit.reason,
    ...(charged > 0 ? { charged } : {}),
  };
}

async function joined(
  edit: Assembling,
  made: readonly { part: Part; edit: EditIn<'delivered'> }[],
  failed: readonly Known[],
  kit: Kit,
  signal: AbortSignal,
): Promise<Outcome> {
  const file = 'take';
  const path = kit.workspace.pathFor(edit.id, file);
  const source = kit.workspace.pathFor(edit.id, edit.clip.file);
  const takes = made.map(({ part, edit: { id, take } }) => ({
    path: kit.workspace.pathFor(id, take.file),
    of: part.window,
  }));
  const sound = edit.wish.keepSound && edit.clip.facts.audioTracks > 0 ? source : null;
  await kit.progress.during(edit.id, (report) => join(kit.media, { takes, sound }, path, signal, report));
  const facts = await probe(kit.media, path, signal);
  const number = await nextTakeNumber(edit, kit);
  const sensitive = made.some((each) => each.edit.take.sensitive);
  const take: Take = { name: takeName(edit.clip.name, number), file, facts, number, sensitive };
  const charged = chargedForAll([...made, ...failed]);
  const withheld = sensitive && kit.settings.sensitiveTakes === 'withhold' ? 'sensitive' : null;
  const missing = failed.map(({ part, edit }): Missing => {
    const cost = chargedFor(edit);
    return { ...part.window, ...(cost > 0 ? { charged: cost } : {}) };
  });
  return { event: { type: 'joined', take, charged, withheld, missing } };
}

/** Also of parts that brought no take, where an approver found that the provider charged them. */
function chargedForAll(known: readonly Known[]): Micros {
  return micros(known.reduce((sum, { edit }) => sum + chargedFor(edit), 0));
}
