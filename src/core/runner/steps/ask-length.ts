import type { Question, Stretch } from '../../edit/choosing.ts';
import type { EditIn } from '../../edit/edit.ts';
import { billableMs } from '../../edit/result-options.ts';
import { findCuts } from '../../media/cuts.ts';
import { partLength } from '../../media/judge-clip.ts';
import { MediaError } from '../../media/media-error.ts';
import { MOST_PARTS, planParts } from '../../media/plan-parts.ts';
import { strip } from '../../media/strip.ts';
import { type Micros, micros } from '../../money/micros.ts';
import { quoteFor } from '../../money/price.ts';
import { type Kit, modelOf, type Outcome, type StepOf } from '../kit.ts';
import { sizeOfFile } from './size-of-file.ts';

type Checking = EditIn<'checking'>;

const STRIP = 'strip';

/** What is to be edited is longer or shorter than the model takes: the person who asked is asked what to do. */
export async function askLength(
  edit: Checking,
  within: Stretch,
  kit: Kit,
  signal: AbortSignal,
): Promise<Outcome> {
  const isShort = within.to - within.from < modelOf(edit, kit).limits.durationMs.min;
  const question = isShort ? tooShort(edit, within, kit) : await tooLong(edit, within, kit, signal);
  const until = kit.clock.now() + kit.settings.quoteHoldsMs;
  return { event: { type: 'choice_asked', question, until } };
}

/** Choosing: due only when nobody chose in time. */
export const expireChoice: StepOf<'choosing'> = async ({ choice: { until } }, kit) =>
  kit.clock.now() < until ? { later: until } : { event: { type: 'choice_expired' } };

function tooShort(edit: Checking, within: Stretch, kit: Kit): Question {
  const heldTo = modelOf(edit, kit).limits.durationMs.min;
  const { amount, billedMs } = quoteFor(
    modelOf(edit, kit),
    billableMs(edit.wish, heldTo),
    kit.clock.now(),
    0,
  );
  return { kind: 'too_short', within, ...named(edit), heldTo, amount, billedMs };
}

async function tooLong(edit: Checking, within: Stretch, kit: Kit, signal: AbortSignal): Promise<Question> {
  const { limits } = modelOf(edit, kit);
  const { max } = partLength(limits);
  const [parts, picture] = await Promise.all([
    inParts(edit, within, kit, signal),
    drawStrip(edit, within, kit, signal),
  ]);
  return {
    kind: 'too_long',
    within,
    ...named(edit),
    length: { min: limits.durationMs.min, max },
    amount: priceOf(billableMs(edit.wish, max), edit, kit),
    parts,
    strip: picture,
  };
}

function named({ wish }: Checking): { named?: true } {
  return wish.window ? { named: true } : {};
}

type TooLong = Extract<Question, { kind: 'too_long' }>;

async function inParts(
  edit: Checking,
  within: Stretch,
  kit: Kit,
  signal: AbortSignal,
): Promise<TooLong['parts']> {
  const length = partLength(modelOf(edit, kit).limits);
  if (within.to - within.from > length.max * MOST_PARTS) return null;
  const path = kit.workspace.pathFor(edit.id, edit.clipFile);
  const cuts = await kit.progress.during(edit.id, (report) =>
    findCuts(kit.media, path, within, signal, report).catch(withoutIt(edit, kit, { scenes: [], keys: [] })),
  );
  const windows = planParts(within, length, cuts);
  if (!windows) return null;
  const amounts = windows.map(({ from, to }) => priceOf(to - from, edit, kit));
  return { windows, amount: micros(amounts.reduce((sum, amount) => sum + amount, 0)) };
}

async function drawStrip(
  edit: Checking,
  within: Stretch,
  kit: Kit,
  signal: AbortSignal,
): Promise<TooLong['strip']> {
  const [clip, path] = [edit.clipFile, STRIP].map((file) => kit.workspace.pathFor(edit.id, file));
  if (!clip || !path) return null;
  const times = await strip(kit.media, clip, within, path, signal).catch(withoutIt(edit, kit, null));
  return times && { file: STRIP, bytes: await sizeOfFile(path), times };
}

/** A question can do without a picture, and a plan without scenes. */
function withoutIt<T>(edit: Checking, kit: Kit, instead: T): (error: unknown) => T {
  return (error) => {
    if (!(error instanceof MediaError)) throw error;
    kit.logger.warn({ edit: edit.id, err: error }, 'a long clip could not be looked through');
    return instead;
  };
}

function priceOf(durationMs: number, edit: Checking, kit: Kit): Micros {
  return quoteFor(modelOf(edit, kit), durationMs, kit.clock.now(), 0).amount;
}
