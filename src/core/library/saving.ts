import { ulid } from 'ulid';
import type { Clock } from '../clock.ts';
import type { Upload } from '../edit/ask.ts';
import type { ReferenceImage } from '../edit/clip.ts';
import type { Place } from '../edit/edit.ts';
import type { Reason } from '../edit/reason.ts';
import { RecutError } from '../errors.ts';
import type { MediaChildren } from '../media/child.ts';
import type { Downloader } from '../media/download.ts';
import { DownloadError } from '../media/download-error.ts';
import { probeImage } from '../media/probe-image.ts';
import type { Catalogue } from '../providers/catalogue.ts';
import type { Model } from '../providers/model.ts';
import { type Screen, ScreenError } from '../views/screen.ts';
import type { Library } from './library.ts';
import type { SavedItem } from './saved-item.ts';

interface Parts {
  library: Library;
  catalogue: Catalogue;
  clock: Clock;
  downloader: Downloader;
  media: MediaChildren;
  screens: ReadonlyMap<string, Screen>;
}

export interface Wanted {
  place: Pick<Place, 'platform' | 'team' | 'channel'>;
  person: string;
  name: string;
  kind: SavedItem['kind'];
  /** The frontal image first. */
  uploads: readonly Upload[];
}

export type SaveResult =
  | { kind: 'saved'; item: SavedItem }
  | { kind: 'name_taken'; item: SavedItem }
  | { kind: 'full' }
  | { kind: 'unusable'; reason: Extract<Reason, { code: 'image_unusable' }> }
  /** The platform does not hand out that picture (any more). */
  | { kind: 'unreachable'; name: string };

const WAITS = { connectMs: 10_000, stallMs: 15_000, totalMs: 60_000 };

/** Brings pictures home, judges them by their bytes as references are judged, and saves them under a name. */
export class Saving {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Saving the same pictures under the same name once more changes nothing. */
  async save(wanted: Wanted): Promise<SaveResult> {
    const { library, clock } = this.#parts;
    const { place, person: by, name, kind } = wanted;
    const id = ulid(clock.now());
    const pictures = await this.#bring(id, wanted);
    if ('kind' in pictures) {
      await library.files.remove(id);
      return pictures;
    }
    const owner = { platform: place.platform, team: place.team };
    const item: SavedItem = { id, owner, name, kind, by, at: clock.now(), pictures };
    const added = await library.add(item);
    if (added.kind === 'added') return { kind: 'saved', item };
    if (added.kind === 'full') return { kind: 'full' };
    return isSame(added.item, item) ? { kind: 'saved', item: added.item } : added;
  }

  /** All at the same time, because somebody waits for it. */
  async #bring(id: string, { place, uploads }: Wanted): Promise<ReferenceImage[] | SaveResult> {
    const limits = strictest(this.#parts.catalogue.models);
    await this.#parts.library.files.prepare(id);
    const brought = await Promise.all(
      uploads.map((upload, index) => this.#bringOne(id, `picture${index + 1}`, upload, place, limits)),
    );
    const pictures = brought.flatMap((each) => ('kind' in each ? [] : [each]));
    return brought.find((each) => 'kind' in each) ?? pictures;
  }

  async #bringOne(
    id: string,
    file: string,
    upload: Upload,
    place: Wanted['place'],
    limits: Model['limits']['image'],
  ): Promise<ReferenceImage | SaveResult> {
    const { library, media } = this.#parts;
    const { name } = upload;
    const path = library.files.pathFor(id, file);
    const signal = AbortSignal.timeout(WAITS.totalMs);
    if (!(await this.#download(upload, place, path, limits.maxBytes, signal))) {
      return tooBig(upload, limits.maxBytes) ?? { kind: 'unreachable', name };
    }
    const judged = await probeImage(media, { path, file, name }, limits, signal);
    if (!('code' in judged)) return judged;
    if (judged.code === 'image_unusable') return { kind: 'unusable', reason: judged };
    throw new RecutError('internal', `an image was refused for ${judged.code}`);
  }

  /** False when it cannot be had. */
  async #download(
    { ref, bytes }: Upload,
    place: Wanted['place'],
    path: string,
    limit: number,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { screens, downloader } = this.#parts;
    const screen = screens.get(place.platform);
    if (!screen || (bytes ?? 0) > limit) return false;
    try {
      const found = await screen.locate({ ...place, thread: null, message: null }, ref);
      await downloader.download({ ...found, bytes }, path, { ...WAITS, bytes: limit }, signal);
      return true;
    } catch (error) {
      if (error instanceof DownloadError || error instanceof ScreenError) return false;
      throw error;
    }
  }
}

function tooBig({ name, bytes }: Upload, limit: number): SaveResult | null {
  const reason = { code: 'image_unusable', name, why: 'too_big' } as const;
  return (bytes ?? 0) > limit ? { kind: 'unusable', reason } : null;
}

/** What is saved can be used with every model. */
function strictest(models: readonly Model[]): Model['limits']['image'] {
  const all = models.map(({ limits }) => limits.image);
  return {
    minSide: Math.max(...all.map(({ minSide }) => minSide)),
    maxBytes: Math.min(...all.map(({ maxBytes }) => maxBytes)),
    maxAspect: Math.min(...all.map(({ maxAspect }) => maxAspect)),
  };
}

function isSame(one: SavedItem, other: SavedItem): boolean {
  const bytes = ({ kind, pictures }: SavedItem) => [kind, ...pictures.map(({ sha256 }) => sha256)].join();
  return bytes(one) === bytes(other);
}
