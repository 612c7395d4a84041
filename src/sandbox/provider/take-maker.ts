import path from 'node:path';
import type { EditClip } from '../effects/edit-clip.ts';
import type { InputMedia } from './input-media.ts';
import { checkClip, checkImage } from './model-limits.ts';

interface TakeMakerParts {
  media: InputMedia;
  edit: EditClip;
  /** Where takes are kept. */
  dir: string;
  /** Where the model takes longer clips than Kling's own edit does. */
  longestSeconds?: number;
  signal: AbortSignal;
}

/** What a submission asks for, in no provider's own field names. */
interface TakeWanted {
  prompt: string;
  /** Addresses. */
  video: string;
  images: readonly string[];
  keepSound: boolean;
}

/** The model behind a provider: fetches what a submission names, refuses what the model would, and edits. */
export class TakeMaker {
  readonly #parts: TakeMakerParts;

  constructor(parts: TakeMakerParts) {
    this.#parts = parts;
  }

  /** The file of a prediction's take, once it is made. */
  fileOf(prediction: string): string {
    return path.join(this.#parts.dir, `${prediction}.mp4`);
  }

  /** @throws MediaRefusal when the model does not take one of the files. */
  async make(prediction: string, { prompt, video, images, keepSound }: TakeWanted): Promise<void> {
    const { media, edit, longestSeconds, signal } = this.#parts;
    const clip = await media.clip(video);
    checkClip(clip.facts, longestSeconds);
    const files = await Promise.all(images.map((url) => media.file(url, 'image')));
    await Promise.all(files.map(checkImage));
    const take = this.fileOf(prediction);
    await edit({ clip: clip.path, take, prompt, images: files, keepSound }, signal);
  }
}
