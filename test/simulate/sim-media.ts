import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { type ChildTask, MediaChildren } from '../../src/core/media/child.ts';
import { type Downloaded, Downloader, type DownloadRequest } from '../../src/core/media/download.ts';
import { DownloadError } from '../../src/core/media/download-error.ts';
import type { Chance } from './chance.ts';
import type { Port } from './port.ts';

const LENGTHS_MS = [3_000, 5_000, 8_400, 10_000];

/** Knows every clip at a glance: how long it is follows from the edit that it belongs to. */
export class SimMedia extends MediaChildren {
  readonly #port: Port;

  constructor(port: Port) {
    super({ atOnce: 1 });
    this.#port = port;
  }

  override async run<T>({ script, input, result }: ChildTask<T>): Promise<T> {
    const task = basename(script.pathname, '.ts');
    if (task !== 'probe') throw new Error(`The simulator has no answer of ${task}`);
    const { path } = input as { path: string };
    return this.#port.call('media.probe', () => result.parse(factsOf(path)));
  }
}

function factsOf(path: string) {
  const sha256 = createHash('sha256')
    .update(basename(dirname(path)))
    .digest('hex');
  const durationMs = LENGTHS_MS[Number.parseInt(sha256.slice(0, 8), 16) % LENGTHS_MS.length];
  return {
    container: 'mp4',
    videoCodec: 'avc',
    audioCodec: 'aac',
    durationMs,
    width: 1280,
    height: 720,
    fps: 24,
    variableFps: false,
    rotation: 0,
    hdr: false,
    audioTracks: 1,
    bytes: 1_000_000,
    sha256,
  };
}

/** Every address has a file of a few bytes. */
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
      await writeFile(destination, 'clip');
      return { bytes: 4, sha256: '0'.repeat(64) };
    });
  }
}
