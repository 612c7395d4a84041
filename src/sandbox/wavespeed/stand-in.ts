import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ulid } from 'ulid';
import { type EditClip, editClip } from '../effects/edit-clip.ts';
import { Faults } from '../faults.ts';
import { Account } from '../provider/account.ts';
import { faulty } from '../provider/faulty.ts';
import { InputMedia } from '../provider/input-media.ts';
import { LoopbackServer } from '../provider/loopback-server.ts';
import { Predictions } from '../provider/predictions.ts';
import { TakeMaker } from '../provider/take-maker.ts';
import type { WebhookSender } from '../provider/webhook-sender.ts';
import { wavespeedApi } from './api.ts';
import type { Desk } from './desk.ts';
import type { Ending } from './ending.ts';
import { failure } from './envelope.ts';
import { isOver, onTheWire, type Prediction } from './prediction.ts';
import { requestNames } from './request-name.ts';
import { SOLD_MODELS, type SoldModel } from './sold-model.ts';
import { type Switches, usualSwitches } from './switches.ts';
import { Uploads } from './uploads.ts';
import { webhookSender } from './webhook.ts';
import { Workshop } from './workshop.ts';

export interface StandInOptions {
  /** Uploads, fetched media and takes are kept below it. */
  dir: string;
  /** 0, the default, takes any free one. */
  port?: number;
  apiKey?: string;
  webhookSecret?: string;
  models?: readonly SoldModel[];
  /** $100 unless said otherwise. */
  balanceMicros?: number;
  /** See `Switches.editMs`. */
  editMs?: number;
  /** How the time of an edit passes: as on the wall, unless somebody compresses it. */
  pass?: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** Makes the takes; the real, visible edits unless a test has something cheaper. */
  edit?: EditClip;
}

/**
 * A local server that speaks WaveSpeedAI's API and makes real, if simple, edits. State is in memory and lives as long
 * as the stand-in does, whatever becomes of its clients.
 */
export class WaveSpeedStandIn {
  /** Plan faults by `METHOD /path` or by the short names of `requestNames`. */
  readonly faults = new Faults();
  readonly #server: LoopbackServer;
  readonly #stop = new AbortController();
  readonly #desk: Desk;
  readonly #webhooks: WebhookSender;

  static async start(options: StandInOptions): Promise<WaveSpeedStandIn> {
    const dirs = ['uploads', 'inputs', 'outputs'].map((name) => path.join(options.dir, name));
    await Promise.all(dirs.map((dir) => mkdir(dir, { recursive: true })));
    return new WaveSpeedStandIn(await LoopbackServer.listen(options.port), options);
  }

  private constructor(server: LoopbackServer, options: StandInOptions) {
    this.#server = server;
    const { signal } = this.#stop;
    const { url } = server;
    const switches = { ...usualSwitches(), ...(options.editMs !== undefined && { editMs: options.editMs }) };
    const webhookSecret = options.webhookSecret ?? 'whsec_of-the-sandbox';
    const models = options.models ?? SOLD_MODELS;
    const predictions = new Predictions(isOver);
    const account = new Account(options.balanceMicros ?? 100_000_000);
    const media = new InputMedia(path.join(options.dir, 'inputs'), signal);
    const edit = options.edit ?? editClip;
    const takes = new TakeMaker({ media, edit, dir: path.join(options.dir, 'outputs'), signal });
    const webhooks = webhookSender(webhookSecret, switches, signal);
    this.#webhooks = webhooks;
    this.#desk = {
      url,
      apiKey: options.apiKey ?? 'sandbox-key',
      webhookSecret,
      models,
      switches,
      predictions,
      account,
      media,
      uploads: new Uploads(path.join(options.dir, 'uploads'), url, switches),
      workshop: new Workshop({
        predictions,
        account,
        media,
        models,
        switches,
        takes,
        outputsUrl: `${url}/outputs`,
        onEnd: (prediction) => this.#notify(prediction),
        pass: options.pass ?? ((ms, stop) => delay(ms, undefined, { signal: stop })),
        signal,
      }),
      takes,
      counts: { polls: 0 },
    };
    const app = wavespeedApi(this.#desk);
    const manners = { namesOf: requestNames, failure };
    server.answerBy(faulty(this.faults, manners, async (request, env) => await app.fetch(request, env)));
  }

  get url(): string {
    return this.#desk.url;
  }

  get apiKey(): string {
    return this.#desk.apiKey;
  }

  get webhookSecret(): string {
    return this.#desk.webhookSecret;
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

  /** How often results were asked for. */
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

  /** Puts another line for a prediction on the bill, in micro-dollars: what its price did not say, or a refund. */
  bill(id: string, micros: number): void {
    const model = this.predictions().find((prediction) => prediction.id === id)?.model ?? '';
    this.#desk.account.charge({ id, model, priceMicros: micros });
  }

  /** The next prediction to be started ends this way, whatever its prompt. */
  endNext(ending: Ending): void {
    this.#desk.workshop.endNext(ending);
  }

  /** Calls `listener` whenever a prediction is made or changes; the answer stops it. */
  onChange(listener: (prediction: Prediction) => void): () => void {
    return this.#desk.predictions.onChange(listener);
  }

  /** Ends every connection, edit and delivery; resolves when nothing is left running. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all([this.#server.close(), this.#desk.workshop.idle(), this.#webhooks.idle()]);
  }

  /** A webhook's body is the bare prediction, without the envelope of the API. Only these two statuses are told. */
  #notify(prediction: Prediction): void {
    const { webhook, status, input } = prediction;
    if (webhook === undefined || (status !== 'completed' && status !== 'failed')) return;
    const told = { ...onTheWire(prediction, this.url, this.switches), input };
    this.#webhooks.send(webhook, { id: `msg_${ulid()}`, body: JSON.stringify(told) });
  }
}
