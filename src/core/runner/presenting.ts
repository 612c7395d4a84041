import { stat } from 'node:fs/promises';
import type { EditIn, KeptFile, Presentation } from '../edit/edit.ts';
import { compare } from '../media/compare.ts';
import { fitClip } from '../media/fit-clip.ts';
import { playsEverywhere } from '../media/judge-clip.ts';
import { makePreview } from '../media/preview.ts';
import { shrinkFor } from '../media/shrink.ts';
import type { Kit } from './kit.ts';

type Delivering = EditIn<'delivering'>;

/** A copy below this says nothing any more of what the take looks like. */
const LEAST_COPY_BYTES = 500_000;

/**
 * Works out how a take is shown where files may have `limit` bytes, and makes the files for it. Nothing that goes wrong
 * here keeps a take from its thread: what cannot be made is left out.
 */
export async function present(
  edit: Delivering,
  limit: number,
  kit: Kit,
  signal: AbortSignal,
): Promise<Presentation> {
  if (edit.withheld !== null) return { file: null, comparison: null, preview: null, link: null };
  const { take } = edit;
  const whole: KeptFile = { file: take.file, bytes: take.facts.bytes };
  const fits = whole.bytes <= limit;
  const file = fits ? whole : await smaller(edit, limit, kit, signal);
  const isPlayed = file !== null && (file !== whole || playsEverywhere(take.facts));
  const [comparison, preview, link] = await Promise.all([
    kit.settings.beforeAfter && isAligned(edit)
      ? made('before-after.jpg', compared, edit, limit, kit, signal)
      : null,
    isPlayed ? null : made('preview.gif', previewed, edit, limit, kit, signal),
    fits ? null : offered(edit, kit, signal),
  ]);
  return { file, comparison, preview, link };
}

type Make = (edit: Delivering, path: string, kit: Kit, signal: AbortSignal) => Promise<unknown>;

/** Null, and a line in the log, for what could not be made or is too large all the same. */
async function made(
  file: string,
  make: Make,
  edit: Delivering,
  limit: number,
  kit: Kit,
  signal: AbortSignal,
): Promise<KeptFile | null> {
  const path = kit.workspace.pathFor(edit.id, file);
  try {
    await make(edit, path, kit, signal);
    const { size } = await stat(path);
    return size <= limit ? { file, bytes: size } : null;
  } catch (error) {
    signal.throwIfAborted();
    kit.logger.warn({ edit: edit.id, file, err: error }, 'could not be made; the take is shown without it');
    return null;
  }
}

/** Where parts of a clip are missing, its moments are not those of the take any more. */
function isAligned({ missing = [] }: Delivering): boolean {
  return missing.length === 0;
}

const compared: Make = ({ id, clip, take, parts }, path, { workspace, media }, signal) => {
  const [before, after] = [workspace.pathFor(id, clip.file), workspace.pathFor(id, take.file)];
  return compare(media, { before, after, beforeFrom: parts?.[0]?.window.from ?? 0 }, path, signal);
};

const previewed: Make = ({ id, take }, path, { workspace, media }, signal) =>
  makePreview(media, workspace.pathFor(id, take.file), take.facts.durationMs, path, signal);

function shrunkTo(bytes: number): Make {
  return ({ id, take }, path, { workspace, media, progress }, signal) =>
    progress.during(id, (report) =>
      fitClip(media, workspace.pathFor(id, take.file), path, shrinkFor(take.facts, bytes), signal, report),
    );
}

async function smaller(
  edit: Delivering,
  limit: number,
  kit: Kit,
  signal: AbortSignal,
): Promise<KeptFile | null> {
  return limit < LEAST_COPY_BYTES ? null : made('take-copy', shrunkTo(limit), edit, limit, kit, signal);
}

/** Puts the whole take where people fetch it; null where there is no such place, or it does not take it now. */
export async function offered(
  { id, take, withheld }: Delivering,
  { handout, workspace, logger }: Kit,
  signal: AbortSignal,
): Promise<Presentation['link']> {
  if (withheld !== null) return null;
  try {
    const { name, facts } = take;
    const path = workspace.pathFor(id, take.file);
    return (await handout?.offer({ edit: id, path, name, ...facts }, signal)) ?? null;
  } catch (error) {
    signal.throwIfAborted();
    logger.warn({ edit: id, err: error }, 'the whole take could not be put where people fetch it');
    return null;
  }
}
