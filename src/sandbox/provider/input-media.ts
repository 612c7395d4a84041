import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ulid } from 'ulid';
import { request } from 'undici';
import { type MovieFacts, readMovie } from '../media/movie-facts.ts';
import { Turns } from '../media/turns.ts';
import { MediaRefusal } from './media-refusal.ts';

/** Enough above the largest clip that the model takes to see that it is too large. */
const LARGEST_FETCH = 210_000_000;

export interface FetchedClip {
  path: string;
  /** Undefined when the bytes cannot be read as a video. */
  facts: MovieFacts | undefined;
}

/**
 * The clips and images that submissions name, fetched by their addresses as the real service does, each address once.
 * Only this machine's own addresses are fetched: a sandbox sends nothing out.
 */
export class InputMedia {
  readonly #dir: string;
  readonly #signal: AbortSignal;
  /** Each look into a clip is a process of its own; many submissions at once must not mean as many processes. */
  readonly #looking = new Turns(2);
  readonly #files = new Map<string, Promise<string>>();
  readonly #clips = new Map<string, Promise<FetchedClip>>();

  constructor(dir: string, signal: AbortSignal) {
    this.#dir = dir;
    this.#signal = signal;
  }

  /** @throws MediaRefusal when nothing can be fetched there. */
  file(url: string, what: 'image' | 'video'): Promise<string> {
    return remembered(this.#files, url, () => this.#fetch(url, what));
  }

  /** @throws MediaRefusal when nothing can be fetched there. */
  clip(url: string): Promise<FetchedClip> {
    return remembered(this.#clips, url, async () => {
      const file = await this.file(url, 'video');
      const facts = await this.#looking.take(() => readMovie(file, this.#signal)).catch(() => undefined);
      return { path: file, facts };
    });
  }

  /** How long the clip at an address is, as the price goes by it; undefined when that cannot be told. */
  async secondsOf(url: unknown): Promise<number | undefined> {
    if (typeof url !== 'string' || !URL.canParse(url)) return undefined;
    const clip = await this.clip(url).catch(() => undefined);
    return clip?.facts?.seconds;
  }

  /** What was fetched there is gone. */
  forget(url: string): void {
    this.#files.delete(url);
    this.#clips.delete(url);
  }

  async #fetch(url: string, what: 'image' | 'video'): Promise<string> {
    const file = path.join(this.#dir, ulid());
    try {
      if (!isOwnMachine(url)) throw new Error('The stand-in fetches from this machine only');
      const answer = await request(url, {
        signal: this.#signal,
        headersTimeout: 10_000,
        bodyTimeout: 10_000,
      });
      if (answer.statusCode !== 200) {
        await answer.body.dump();
        throw new Error(`Status ${answer.statusCode}`);
      }
      await pipeline(answer.body, atMost(LARGEST_FETCH), createWriteStream(file), { signal: this.#signal });
      return file;
    } catch (cause) {
      await rm(file, { force: true });
      const message = `Failed to download ${what} from the provided URL.`;
      throw new MediaRefusal(what, 'unreachable', message, { cause });
    }
  }
}

function remembered<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const had = known.get(key);
  if (had) return had;
  const made = make();
  known.set(key, made);
  made.catch(() => known.delete(key));
  return made;
}

function isOwnMachine(url: string): boolean {
  return ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(url).hostname);
}

function atMost(limit: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > limit) done(new Error(`More than ${limit} bytes`));
      else done(null, chunk);
    },
  });
}
