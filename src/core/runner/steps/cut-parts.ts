import { copyFile } from 'node:fs/promises';
import type { PartPlan } from '../../edit/choosing.ts';
import type { Clip, ClipFacts, ReferenceImage } from '../../edit/clip.ts';
import type { EditIn } from '../../edit/edit.ts';
import type { Reason } from '../../edit/reason.ts';
import type { Part } from '../../edit/whole.ts';
import { fitFor } from '../../media/fit.ts';
import { fitClip } from '../../media/fit-clip.ts';
import { judgeLength, limitsWithin, misfitsOf } from '../../media/judge-clip.ts';
import { probe } from '../../media/probe.ts';
import { quoteFor, sumOfQuotes } from '../../money/price.ts';
import { type Kit, modelOf, type Outcome } from '../kit.ts';
import { partName } from '../take-name.ts';
import { isThere } from './size-of-file.ts';

type Checking = EditIn<'checking'>;

/** Where a part finds its clip, as every edit does. */
const SOURCE = 'source';

interface Judged {
  facts: ClipFacts;
  references: readonly ReferenceImage[];
}

/**
 * Cuts a clip into its parts, each in the folder of the edit that it is to become, and prices them. May be done again:
 * a part that is on disk is whole.
 */
export async function cutParts(
  edit: Checking,
  plans: readonly PartPlan[],
  { facts, references }: Judged,
  kit: Kit,
  signal: AbortSignal,
): Promise<Outcome> {
  const parts: Part[] = [];
  for (const [index, plan] of plans.entries()) {
    const clip = await kit.progress.during(edit.id, (report) =>
      cutPart(edit, plan, index, facts, kit, signal, (share) => report((index + share) / plans.length)),
    );
    if ('code' in clip) return { event: { type: 'refused', reason: clip } };
    await giveImages(edit, plan, references, kit);
    const { durationMs } = clip.facts;
    const quote = quoteFor(modelOf(edit, kit), durationMs, kit.clock.now(), kit.settings.quoteHoldsMs);
    parts.push({ ...plan, clip, quote });
  }
  const quote = sumOfQuotes(parts.map((part) => part.quote));
  const clip: Clip = { name: edit.clipName, file: edit.clipFile, facts };
  return { event: { type: 'checked', clip, references, quote, parts } };
}

async function cutPart(
  edit: Checking,
  { id, window }: PartPlan,
  index: number,
  whole: ClipFacts,
  kit: Kit,
  signal: AbortSignal,
  report: (share: number) => void,
): Promise<Clip | Reason> {
  const { limits } = modelOf(edit, kit);
  const path = kit.workspace.pathFor(id, SOURCE);
  const fit = fitFor(whole, limitsWithin(limits, window), window);
  if (!fit) throw new Error('a part is cut out of its clip');
  if (!(await isThere(path))) {
    await fitClip(kit.media, kit.workspace.pathFor(edit.id, edit.clipFile), path, fit, signal, report);
  }
  const facts = await probe(kit.media, path, signal);
  const misfits = misfitsOf(facts, limits);
  if (misfits.length > 0 || judgeLength(facts.durationMs, limits)) {
    kit.logger.warn({ edit: edit.id, misfits, fit, facts }, 'a part of a clip does not fit the model');
    return { code: 'clip_not_fitted' };
  }
  return { name: partName(edit.clipName, index + 1), file: SOURCE, facts, changes: fit.changes };
}

/** A part finds its images in its own folder, under the names that they have in the folder of the whole. */
async function giveImages(
  edit: Checking,
  part: PartPlan,
  references: readonly ReferenceImage[],
  kit: Kit,
): Promise<void> {
  for (const { file } of references) {
    await copyFile(kit.workspace.pathFor(edit.id, file), kit.workspace.pathFor(part.id, file));
  }
}
