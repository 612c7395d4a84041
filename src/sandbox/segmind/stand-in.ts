import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type EditClip, editClip } from '../effects/edit-clip.ts';
import { Faults } from '../faults.ts';
import { Account } from '../provider/account.ts';
import { faulty } from '../provider/faulty.ts';
import { InputMedia } from '../provider/input-media.ts';
import { LoopbackServer } from '../provider/loopback-server.ts';
import { Predictions } from '../provider/predictions.ts';
import { TakeMaker } from '../provider/take-maker.ts';
import { segmindApi } from './api.ts';
import type { Desk } from './desk.ts';
import type { Ending } from './ending.ts';
import { isOver, type Prediction } from './prediction.ts';
import { failure } from './problem.ts';
import { requestNames } from './request-name.ts';
import { type Switches, usualSwitches } from './switches.ts';
import { Uploads } from './uploads.ts';
import { Workshop } from './workshop.ts';

export interface StandInOptions {
  /** Uploads, fetched media and takes are kept below it. */
  dir: string;
  /** 0, the default, takes any free one. */
  port?: number;
  apiKey?: string;
  /** $100 unless said otherwise. */
  balanceMicros?: number;
  /** See `Switches.editMs`. */
  editMs?: number;
  /** Makes the takes; the real, visible edits unless a test has something cheaper. */
  edit?: EditClip;
}

/** With the room that Kling's own limits leave. */
const LONGEST_SECONDS = 15.05;

/**
 * A local server that speaks Segmind's API, file store included, and makes real, if simple, edits. State is in memory
 * and lives as long as the stand-in does, whatever becomes of its clients.
 */
export class SegmindStandIn {
  /** Plan faults by `METHOD /path` or by the short names of `requestNames`. */
  readonly faults = new Faults();
  readonly #server: LoopbackServer;
  readonly #stop = new AbortController();
  readonly #desk: Desk;

  static async start(options: StandInOptions): Promise<SegmindStandIn> {
    const dirs = ['uploads', 'inputs', 'outputs'].map((name) => path.join(options.dir, name));
    await Promise.all(dirs.map((dir) => mkdir(dir, { recursive: true })));
    return new SegmindStandIn(await LoopbackServer.listen(options.port), options);
  }

  private constructor(server: LoopbackServer, options: StandInOptions) {
    this.#server = server;
    const { signal } = this.#stop;
    const { url } = server;
    const { dir, edit = editClip } = options;
    const switches = { ...usualSwitches(), ...(options.editMs !== undefined && { editMs: options.editMs }) };
    const predictions = new Predictions(isOver);
    const account = new Account(options.balanceMicros ?? 100_000_000);
    const media = new InputMedia(path.join(dir, 'inputs'), signal);
    const takes = new TakeMaker({
      media,
      edit,
      dir: path.join(dir, 'outputs'),
      longestSeconds: LONGEST_SECONDS,
      signal,
    });
    this.#desk = {
      url,
      apiKey: options.apiKey ?? 'SG_of-the-sandbox',
      switches,
      predictions,
      account,
      media,
      uploads: new Uploads(path.join(dir, 'uploads'), url, switches),
      workshop: new Workshop({ predictions, account, switches, takes, signal }),
      takes,
      counts: { polls: 0 },
    };
    const app = segmindApi(this.#desk);
    const manners = { namesOf: requestNames, failure };
    server.answerBy(faulty(this.faults, manners, async (request, env) => await app.fetch(request, env)));
  }

  /** Of the API and of the file store. */
  get url(): string {
    return this.#desk.url;
  }

  get apiKey(): string {
    return this.#desk.apiKey;
  }

  get switches(): Switches {
    return this.#desk.switches;
  }

  /** All of them, oldest first. */
  predictions(): Prediction[] {
    return this.#desk.predictions.all();
  }

  /** Submissions that were accepted, whether or not their sender ever learned of it. */
  get submissions(): number {
    return this.predictions().length;
  }

  /** Files that were uploaded whole. */
  get uploads(): number {
    return this.#desk.uploads.stored;
  }

  /** How often requests were looked at. */
  get polls(): number {
    return this.#desk.counts.polls;
  }

  /** The file at this address of an upload is gone from now on, as after its time. */
  expireUpload(url: string): void {
    this.#desk.uploads.expire(url);
    this.#desk.media.forget(url);
  }

  /** What was charged for one of them, in micro-dollars. */
  chargedFor(id: string): number {
    return this.#desk.account.chargedFor(id);
  }

  /** What the real service would have charged. */
  get chargedMicros(): number {
    return this.#desk.account.chargedMicros;
  }

  get balanceMicros(): number {
    return this.#desk.account.balanceMicros;
  }

  set balanceMicros(amount: number) {
    this.#desk.account.balanceMicros = amount;
  }

  /** The next request to be started ends this way, whatever its prompt. */
  endNext(ending: Ending): void {
    this.#desk.workshop.endNext(ending);
  }

  /** Calls `listener` whenever a request is made or changes; the answer stops it. */
  onChange(listener: (prediction: Prediction) => void): () => void {
    return this.#desk.predictions.onChange(listener);
  }

  /** Ends every connection and edit; resolves when nothing is left running. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all([this.#server.close(), this.#desk.workshop.idle()]);
  }
}
