import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { ClipFacts } from '../../src/core/edit/clip.ts';
import { type ChildTask, MediaChildren } from '../../src/core/media/child.ts';
import { type Downloaded, Downloader, type DownloadRequest } from '../../src/core/media/download.ts';
import { DownloadError } from '../../src/core/media/download-error.ts';
import type { Chance } from './chance.ts';
import { type Kept, keptAt } from './clip-address.ts';
import type { Port } from './port.ts';

/** What the scripts of media children are told, as far as it is needed here. */
interface Input {
  path: string;
  source: string;
  part: string;
  window: { from: number; to: number } | null;
  heldTo: number;
  width: number;
  height: number;
  takes: { from: number; to: number }[];
  pictures: { path: string }[];
}

const PICTURE = { format: 'png', width: 1280, height: 720 };

/** Works on clips that are nothing but their facts, each in a file of its own. */
export class SimMedia extends MediaChildren {
  readonly #port: Port;

  constructor(port: Port) {
    super({ atOnce: 1 });
    this.#port = port;
  }

  override async run<T>({ script, input, result }: ChildTask<T>): Promise<T> {
    const task = basename(script.pathname, '.ts');
    const work = TASKS[task];
    if (!work) throw new Error(`The simulator has no answer of ${task}`);
    return this.#port.call(`media.${task}`, async () => result.parse(await work(input as Input)));
  }
}

const TASKS: Record<string, (input: Input) => Promise<unknown>> = {
  probe: async ({ path }) => factsIn(path),
  image: async () => ({ ...PICTURE, rewritten: false, changes: [] }),
  cuts: async () => ({ scenes: [], keys: [] }),
  'check-sound': async () => 'same',
  strip: async ({ part }) => {
    await writeFile(part, 'strip');
    return { times: [0] };
  },
  frames: async ({ pictures }) => {
    for (const { path } of pictures) await writeFile(path, 'frame');
    return pictures.map(({ path }) => ({ ...PICTURE, path }));
  },
  reshape: async ({ source, part, window, heldTo, width, height }) => {
    const { durationMs } = await factsIn(source);
    const lengthMs = window ? Math.round((window.to - window.from) * 1_000) : durationMs;
    await keep(part, { durationMs: Math.max(lengthMs, heldTo * 1_000), width, height, container: 'mp4' });
    return { silenced: false };
  },
  join: async ({ takes, part }) => {
    const durationMs = Math.round(takes.reduce((sum, { from, to }) => sum + (to - from) * 1_000, 0));
    await keep(part, { durationMs, width: 1280, height: 720, container: 'mp4' });
    return { copied: true };
  },
};

async function factsIn(path: string): Promise<ClipFacts> {
  const written = await readFile(path, 'utf8');
  return {
    videoCodec: 'avc',
    audioCodec: 'aac',
    fps: 24,
    variableFps: false,
    rotation: 0,
    hdr: false,
    audioTracks: 1,
    bytes: 1_000_000,
    sha256: createHash('sha256').update(written).digest('hex'),
    ...(JSON.parse(written) as Kept),
  };
}

function keep(path: string, kept: Kept): Promise<void> {
  return writeFile(path, JSON.stringify(kept));
}

/** Every address has a file: a clip of which the address says what it is like, or a picture. */
export class SimDownloader extends Downloader {
  readonly #port: Port;
  readonly #chance: Chance;

  constructor(port: Port, chance: Chance) {
    super({ trustedHosts: [] });
    this.#port = port;
    this.#chance = chance;
  }

  override async download({ url }: DownloadRequest, destination: string): Promise<Downloaded> {
    return this.#port.call('download', async () => {
      if (this.#chance.happens(0.03)) throw new DownloadError('timed_out', `no answer from ${url}`);
      await mkdir(dirname(destination), { recursive: true });
      await keep(destination, keptAt(url));
      return { bytes: 4, sha256: '0'.repeat(64) };
    });
  }
}
