import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FalStandIn } from '../../src/sandbox/fal/stand-in.ts';
import { SegmindStandIn } from '../../src/sandbox/segmind/stand-in.ts';
import { quickEdit } from './house.ts';

/** The stand-ins are quicker than the real models. */
const QUICK = { typicalMs: 2_000, pollGapMs: { min: 200, max: 500 } };
const MODELS = ['wavespeed', 'segmind', 'fal'].flatMap((provider) =>
  ['pro', 'std'].map((kind) => ({ key: `${provider}/kling-o3-${kind}`, ...QUICK })),
);

/** Segmind and fal beside the sandbox's own WaveSpeedAI, which stays the first in the catalogue. */
export class OtherProviders {
  readonly segmind: SegmindStandIn;
  readonly fal: FalStandIn;
  readonly #dir: string;

  private constructor(dir: string, segmind: SegmindStandIn, fal: FalStandIn) {
    this.#dir = dir;
    this.segmind = segmind;
    this.fal = fal;
  }

  static async start(): Promise<OtherProviders> {
    const dir = await mkdtemp(join(tmpdir(), 'recut-providers-'));
    await writeFile(join(dir, 'models.json'), JSON.stringify(MODELS));
    const [segmind, fal] = await Promise.all([
      SegmindStandIn.start({
        dir: join(dir, 'segmind'),
        edit: quickEdit,
        editMs: 100,
        balanceMicros: 1_000_000_000,
      }),
      FalStandIn.start({ dir: join(dir, 'fal'), edit: quickEdit, editMs: 100, balanceMicros: 1_000_000_000 }),
    ]);
    return new OtherProviders(dir, segmind, fal);
  }

  get settings(): Readonly<Record<string, string>> {
    return {
      SEGMIND_API_KEY: this.segmind.apiKey,
      SEGMIND_API_URL: this.segmind.url,
      SEGMIND_UPLOAD_URL: this.segmind.url,
      FAL_KEY: this.fal.apiKey,
      FAL_QUEUE_URL: this.fal.url,
      FAL_REST_URL: this.fal.url,
      MODELS_FILE: join(this.#dir, 'models.json'),
      TEAM_MONTHLY_CAP: '1000',
    };
  }

  async stop(): Promise<void> {
    await Promise.all([this.segmind.stop(), this.fal.stop()]);
    await rm(this.#dir, { recursive: true });
  }
}
