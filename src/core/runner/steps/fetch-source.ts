import { copyFile, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { failpoint } from '#failpoint';
import type { ClipSource, FetchedFile, ImageSource } from '../../edit/clip.ts';
import type { Edit, EditId, EditIn, Place } from '../../edit/edit.ts';
import type { Reason } from '../../edit/reason.ts';
import type { DownloadLimits } from '../../media/download.ts';
import { DownloadError, reasonOfDownload } from '../../media/download-error.ts';
import { ScreenError } from '../../views/screen.ts';
import { type Kit, type Outcome, type StepOf, screenOf } from '../kit.ts';
import { soonEnough } from '../trouble.ts';

const WAITS = { connectMs: 10_000, stallMs: 30_000, totalMs: 10 * 60_000 };

/** Where the bytes of something are: on disk already, or to be downloaded on behalf of a place. */
type Found =
  | { at: 'disk'; path: string; name: string }
  | { at: 'platform'; ref: string; name: string; bytes: number | null; place: Place }
  | { at: 'web'; url: string; name: string };

/** Requested: brings the clip and the images to disk. */
export const fetchSource: StepOf<'requested'> = async (edit, kit, signal) => {
  const { maxClipBytes, maxImageBytes, maxWorkspaceBytes } = kit.settings;
  if ((await kit.workspace.totalSize()) >= maxWorkspaceBytes) {
    kit.logger.error({ edit: edit.id, maxWorkspaceBytes }, 'the disk space for clips is used up');
    return { event: { type: 'refused', reason: { code: 'disk_full' } } };
  }
  try {
    const source = await findClip(edit.source, edit, kit);
    if ('code' in source) return { event: { type: 'refused', reason: source } };
    failpoint('fetch.before');
    const clip = await bring(source, 'source', edit, kit, maxClipBytes, signal);
    failpoint('fetch.after');
    const images: FetchedFile[] = [];
    for (const [index, image] of edit.images.entries()) {
      const found = await findImage(image, edit, kit);
      if ('code' in found) return { event: { type: 'refused', reason: found } };
      images.push(await bring(found, `image${index + 1}`, edit, kit, maxImageBytes, signal));
    }
    return { event: { type: 'fetched', clip, images } };
  } catch (error) {
    return endOrTryAgain(error, edit, maxClipBytes);
  }
};

function endOrTryAgain(error: unknown, edit: Edit, limit: number): Outcome {
  if (!(error instanceof DownloadError) && !(error instanceof ScreenError)) throw error;
  const reason: Reason =
    error instanceof DownloadError ? reasonOfDownload(error, limit) : reasonOfScreen(error);
  if (!error.retryable) return { event: { type: 'refused', reason } };
  const retryAfterMs = error instanceof ScreenError ? (error.retryAfterMs ?? soonEnough(error, edit)) : null;
  return { event: { type: 'troubled', reason, retryAfterMs } };
}

function reasonOfScreen(error: ScreenError): Reason {
  if (error.code === 'file_gone' || error.code === 'gone') return { code: 'clip_gone' };
  if (error.code === 'not_allowed') return { code: 'clip_not_shared' };
  if (error.retryable) return { code: 'platform_away' };
  return { code: 'clip_unreachable', detail: 'unreachable' };
}

async function findClip(source: ClipSource, edit: Edit, kit: Kit): Promise<Found | Reason> {
  switch (source.kind) {
    case 'link':
      return { at: 'web', url: source.url, name: nameInLink(source.url) };
    case 'upload':
      return { at: 'platform', ...source, place: edit.place };
    case 'take':
      return findTake(source.edit, edit, kit);
    case 'same':
      return findSame(source.edit, edit, kit);
    case 'thread': {
      const found = await screenOf(edit, kit).findClip(edit.place);
      return found ? { at: 'platform', ...found, place: edit.place } : { code: 'no_clip' };
    }
  }
}

async function findTake(id: EditId, edit: Edit, kit: Kit): Promise<Found | Reason> {
  const earlier = await ofSameTeam(id, edit, kit);
  if (!earlier || !('take' in earlier)) return { code: 'clip_gone' };
  const path = kit.workspace.pathFor(id, earlier.take.file);
  return (await exists(path)) ? { at: 'disk', path, name: earlier.take.name } : { code: 'clip_gone' };
}

/** The clip an earlier edit was given: as it was fetched, or from where it came if that was cleared away since. */
async function findSame(id: EditId, edit: Edit, kit: Kit): Promise<Found | Reason> {
  const earlier = await ofSameTeam(id, edit, kit);
  if (!earlier) return { code: 'clip_gone' };
  const path = kit.workspace.pathFor(id, 'source');
  const name = 'clip' in earlier && earlier.clip ? earlier.clip.name : 'clip';
  return (await exists(path)) ? { at: 'disk', path, name } : findClip(earlier.source, earlier, kit);
}

async function findImage(image: ImageSource, edit: Edit, kit: Kit): Promise<Found | Reason> {
  switch (image.kind) {
    case 'link':
      return { at: 'web', url: image.url, name: nameInLink(image.url) };
    case 'upload':
      return { at: 'platform', ...image, place: edit.place };
    case 'saved': {
      const path = await kit.library.picture(edit.place, image.item, image.picture);
      return path ? { at: 'disk', path, name: image.name } : { code: 'saved_gone', name: `@${image.name}` };
    }
    case 'same': {
      const earlier = await ofSameTeam(image.edit, edit, kit);
      const original = earlier?.images[image.index];
      if (!earlier || !original) return { code: 'clip_gone' };
      const path = kit.workspace.pathFor(earlier.id, `image${image.index + 1}`);
      if (await exists(path)) return { at: 'disk', path, name: 'name' in original ? original.name : 'image' };
      return findImage(original, earlier, kit);
    }
  }
}

/** Ids of other edits come from buttons and forms: only those of the same team are followed. */
async function ofSameTeam(id: EditId, edit: Edit, { store }: Kit): Promise<Edit | null> {
  const earlier = await store.read(id);
  const same = earlier?.place.platform === edit.place.platform && earlier.place.team === edit.place.team;
  return same ? earlier : null;
}

async function bring(
  found: Found,
  file: string,
  edit: EditIn<'requested'>,
  kit: Kit,
  limit: number,
  signal: AbortSignal,
): Promise<FetchedFile> {
  const path = kit.workspace.pathFor(edit.id, file);
  if (found.at === 'disk') {
    await mkdir(dirname(path), { recursive: true });
    await copyFile(found.path, path);
    return { file, name: found.name };
  }
  const limits: DownloadLimits = { ...WAITS, bytes: limit };
  if (found.at === 'web') {
    await kit.downloader.download({ url: found.url }, path, limits, signal);
    return { file, name: found.name };
  }
  if (found.bytes !== null && found.bytes > limit) {
    throw new DownloadError('too_big', 'the platform says it is too big', { bytes: found.bytes });
  }
  const download = await screenOf(edit, kit).locate(found.place, found.ref);
  await kit.downloader.download({ ...download, bytes: found.bytes }, path, limits, signal);
  return { file, name: found.name };
}

function nameInLink(url: string): string {
  const last = URL.parse(url)?.pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last) || 'clip';
  } catch {
    return last || 'clip';
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
