import type { Clip, ReferenceImage } from '../../edit/clip.ts';
import type { EditIn } from '../../edit/edit.ts';
import type { Reason } from '../../edit/reason.ts';
import { cutWindow } from '../../media/cut.ts';
import { judgeClip, judgeWindow } from '../../media/judge-clip.ts';
import { MediaError, reasonOfMedia } from '../../media/media-error.ts';
import { probe } from '../../media/probe.ts';
import { probeImage } from '../../media/probe-image.ts';
import { quoteFor } from '../../money/price.ts';
import type { Model } from '../../providers/model.ts';
import { type Kit, modelOf, type StepOf } from '../kit.ts';

/** Checking: judges the clip and the images by their bytes, cuts the asked window, and prices the edit. */
export const check: StepOf<'checking'> = async (edit, kit, signal) => {
  try {
    const clip = await readClip(edit, kit, signal);
    if ('code' in clip) return { event: { type: 'refused', reason: clip } };
    const model = modelOf(edit, kit);
    const misfit = judgeClip(clip.facts, model.limits);
    if (misfit) return { event: { type: 'refused', reason: misfit } };
    const references = await readImages(edit, kit, signal);
    if ('code' in references) return { event: { type: 'refused', reason: references } };
    const quote = quoteFor(model, clip.facts.durationMs, kit.clock.now(), kit.settings.quoteHoldsMs);
    return { event: { type: 'checked', clip, references, quote } };
  } catch (error) {
    if (!(error instanceof MediaError) || error.retryable) throw error;
    return { event: { type: 'refused', reason: reasonOfMedia(error, { name: edit.clipName }) } };
  }
};

async function readClip(edit: EditIn<'checking'>, kit: Kit, signal: AbortSignal): Promise<Clip | Reason> {
  const path = kit.workspace.pathFor(edit.id, edit.clipFile);
  const facts = await probe(kit.media, path, signal);
  const whole: Clip = { name: edit.clipName, file: edit.clipFile, facts };
  const { window } = edit.wish;
  if (!window || (window.from === 0 && (window.to ?? facts.durationMs) >= facts.durationMs)) return whole;
  const stretch = { from: window.from, to: Math.min(window.to ?? facts.durationMs, facts.durationMs) };
  const misfit = judgeWindow(facts, window) ?? tooLong(stretch.to - stretch.from, modelOf(edit, kit));
  if (misfit) return misfit;
  const cut = kit.workspace.pathFor(edit.id, 'cut');
  await cutWindow(kit.media, path, cut, stretch, signal);
  return { name: edit.clipName, file: 'cut', facts: await probe(kit.media, cut, signal) };
}

/** Said before cutting: an hour is not cut only to be refused. */
function tooLong(durationMs: number, { limits }: Model): Reason | null {
  const limitMs = limits.durationMs.max;
  return durationMs > limitMs ? { code: 'clip_too_long', durationMs, limitMs } : null;
}

async function readImages(
  edit: EditIn<'checking'>,
  kit: Kit,
  signal: AbortSignal,
): Promise<ReferenceImage[] | Reason> {
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
