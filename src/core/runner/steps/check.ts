import type { Clip, Fit, ReferenceImage } from '../../edit/clip.ts';
import type { EditIn } from '../../edit/edit.ts';
import type { Reason } from '../../edit/reason.ts';
import { billableMs } from '../../edit/result-options.ts';
import { fitFor } from '../../media/fit.ts';
import { fitClip } from '../../media/fit-clip.ts';
import { judgeLength, judgeShape, judgeWindow, limitsWithin, misfitsOf } from '../../media/judge-clip.ts';
import { MediaError, reasonOfMedia } from '../../media/media-error.ts';
import { probe } from '../../media/probe.ts';
import { probeImage } from '../../media/probe-image.ts';
import { quoteFor } from '../../money/price.ts';
import { type Kit, modelOf, type Outcome, type StepOf } from '../kit.ts';
import { askLength } from './ask-length.ts';
import { cutParts } from './cut-parts.ts';

type Checking = EditIn<'checking'>;

/**
 * Checking: judges the clip and the images by their bytes, makes the clip fit the model where it does not, and prices
 * the edit. Fitting takes long, so that it is to be done is an event of its own, and shown.
 */
export const check: StepOf<'checking'> = async (edit, kit, signal) => {
  try {
    return await (edit.fitting ? fitted(edit, edit.fitting, kit, signal) : judged(edit, kit, signal));
  } catch (error) {
    if (!(error instanceof MediaError) || error.retryable) throw error;
    kit.logger.info({ edit: edit.id, err: error }, 'a clip or an image cannot be worked with');
    return refused(reasonOfMedia(error, { name: edit.clipName }));
  }
};

async function judged(edit: Checking, kit: Kit, signal: AbortSignal): Promise<Outcome> {
  const { limits } = modelOf(edit, kit);
  const facts = await probe(kit.media, kit.workspace.pathFor(edit.id, edit.clipFile), signal);
  const window = windowOf(edit, facts.durationMs);
  const misfit = judgeShape(facts, limits) ?? (window && judgeWindow(facts, window));
  if (misfit) return refused(misfit);
  const references = await readImages(edit, kit, signal);
  if ('code' in references) return refused(references);
  if (edit.parts) return cutParts(edit, edit.parts, { facts, references }, kit, signal);
  const within = window ?? { from: 0, to: facts.durationMs };
  const tooLongOrShort = judgeLength(within.to - within.from, limits);
  const heldTo = edit.wish.holdLastFrame ? limits.durationMs.min : undefined;
  if (tooLongOrShort && !(tooLongOrShort.code === 'clip_too_short' && heldTo)) {
    return mayChoose(edit) ? askLength(edit, within, kit, signal) : refused(tooLongOrShort);
  }
  const fit = fitFor(facts, window ? limitsWithin(limits, window) : limits, window, heldTo);
  if (fit) return { event: { type: 'fit_planned', fit, references } };
  return priced(edit, { name: edit.clipName, file: edit.clipFile, facts }, references, kit);
}

/** Asked once, and never about a part of something that was asked about already. */
function mayChoose({ choice, partOf }: Checking): boolean {
  return !choice && !partOf;
}

/** What was asked for of the clip; null when that is all of it. */
function windowOf({ wish: { window } }: Checking, durationMs: number): Fit['window'] {
  if (!window || (window.from === 0 && (window.to ?? durationMs) >= durationMs)) return null;
  return { from: window.from, to: Math.min(window.to ?? durationMs, durationMs) };
}

async function fitted(
  edit: Checking,
  { fit, references }: NonNullable<Checking['fitting']>,
  kit: Kit,
  signal: AbortSignal,
): Promise<Outcome> {
  const { limits } = modelOf(edit, kit);
  const pathOf = (file: string) => kit.workspace.pathFor(edit.id, file);
  const path = pathOf('fitted');
  const { silenced } = await kit.progress.during(edit.id, (report) =>
    fitClip(kit.media, pathOf(edit.clipFile), path, fit, signal, report),
  );
  const facts = await probe(kit.media, path, signal);
  const misfits = misfitsOf(facts, limits);
  const reason: Reason | null =
    misfits.length > 0 ? { code: 'clip_not_fitted' } : judgeLength(facts.durationMs, limits);
  if (reason) {
    kit.logger.warn({ edit: edit.id, misfits, fit, facts }, 'a clip does not fit even after fitting');
    return refused(reason);
  }
  const changes = silenced ? [...fit.changes, { kind: 'silenced' } as const] : fit.changes;
  return priced(edit, { name: edit.clipName, file: 'fitted', facts, changes }, references, kit);
}

function priced(edit: Checking, clip: Clip, references: readonly ReferenceImage[], kit: Kit): Outcome {
  const { clock, settings } = kit;
  const lengthMs = billableMs(edit.wish, clip.facts.durationMs);
  const quote = quoteFor(modelOf(edit, kit), lengthMs, clock.now(), settings.quoteHoldsMs);
  return { event: { type: 'checked', clip, references, quote } };
}

function refused(reason: Reason): Outcome {
  return { event: { type: 'refused', reason } };
}

async function readImages(edit: Checking, kit: Kit, signal: AbortSignal): Promise<ReferenceImage[] | Reason> {
  const { image } = modelOf(edit, kit).limits;
  const references: ReferenceImage[] = [];
  for (const { file, name } of edit.imageFiles) {
    const path = kit.workspace.pathFor(edit.id, file);
    const judged = await probeImage(kit.media, { path, file, name }, image, signal);
    if ('code' in judged) return judged;
    references.push(judged);
  }
  return references;
}
