/**
 * How often the runner looks per job, and how long after its end a job is noticed: the real runner, store and WaveSpeedAI
 * adapter over HTTP against the sandbox's stand-in, with the time of the edits and of the runner's clock compressed: it
 * goes on to the next moment at which something is due, as soon as everything before has come to rest.
 *
 *     node entry.mjs bench/polling.ts [jobs]
 *
 * The durations are made up (lognormal, σ 0.25); forty past ones are known. The fixed schedules are the same code with the
 * gap held still; the one in the column "fixed, as soon" has the gap that notices as soon as the shipped schedule does.
 */
import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Hono } from 'hono';
import { pino } from 'pino';
import type { Millis } from '../src/core/clock.ts';
import { Catalogue, MODELS } from '../src/core/providers/catalogue.ts';
import type { Model } from '../src/core/providers/model.ts';
import { WaveSpeed } from '../src/core/providers/wavespeed.ts';
import type { Kit } from '../src/core/runner/kit.ts';
import { Runner } from '../src/core/runner/runner.ts';
import { KyselyStore } from '../src/core/store/kysely-store.ts';
import { openSqlite } from '../src/core/store/sqlite/open-sqlite.ts';
import type { Commit } from '../src/core/store/store.ts';
import { newToken } from '../src/core/webhooks/address.ts';
import { WebhookDesk } from '../src/core/webhooks/webhook-desk.ts';
import { serve } from '../src/http.ts';
import { makeClip } from '../src/sandbox/scene/make-clip.ts';
import { isOver } from '../src/sandbox/wavespeed/prediction.ts';
import { WaveSpeedStandIn } from '../src/sandbox/wavespeed/stand-in.ts';
import { webhookEdge } from '../src/webhook-edge.ts';
import { aClip, anEdit } from '../test/core/edit/an-edit.ts';
import { someRules } from '../test/core/money/some-rules.ts';
import { randomOf } from './random.ts';

const [JOBS = 24] = process.argv.slice(2).map(Number);
const SEED = 20_261_122;
const SIGMA = 0.25;
const PAST = 40;
const MODEL = 'wavespeed/kling-o3-pro';
const START = Date.UTC(2026, 10, 28);

interface Measured {
  looks: number;
  /** Mean of the seconds from the end of a job to its notice. */
  lag: number;
}

/** The clock of the runner, and the ends of the edits at the stand-in. */
class Compressed {
  now = START;
  #waits: { at: Millis; end: () => void }[] = [];

  /** In the stand-in's hands a job takes the next of these times. */
  pass(durations: Millis[]): () => Promise<void> {
    return () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waits.push({ at: this.now + (durations.shift() ?? 0), end: resolve });
      return promise;
    };
  }

  get next(): Millis | null {
    return this.#waits.length === 0 ? null : Math.min(...this.#waits.map(({ at }) => at));
  }

  get waiting(): number {
    return this.#waits.length;
  }

  /** Resolves with how many jobs ended by that. */
  goTo(at: Millis): number {
    this.now = at;
    const over = this.#waits.filter((wait) => wait.at <= at);
    this.#waits = this.#waits.filter((wait) => wait.at > at);
    for (const { end } of over) end();
    return over.length;
  }
}

/** Jobs end here: what comes behind their notice is another matter. */
class Noticing extends KyselyStore {
  override commit(step: Commit): ReturnType<KyselyStore['commit']> {
    const ends = step.event.type === 'completed';
    return super.commit(ends ? { ...step, to: { ...step.to, dueAt: null } } : step);
  }
}

function durations(medianMs: Millis, count: number, random: () => number): Millis[] {
  return Array.from({ length: count }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.round(medianMs * Math.exp(SIGMA * normal));
  });
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(1);
}

async function measure(medianMs: Millis, gapMs: Model['pollGapMs'] | null, told: boolean): Promise<Measured> {
  const random = randomOf(SEED);
  const clock = new Compressed();
  const dir = await mkdtemp(path.join(tmpdir(), 'recut-bench-'));
  const standIn = await WaveSpeedStandIn.start({
    dir,
    balanceMicros: 1_000_000_000_000,
    pass: clock.pass(durations(medianMs, JOBS, random)),
    edit: ({ clip, take }) => copyFile(clip, take),
  });
  standIn.switches.concurrency = JOBS;
  const ended = new Map<string, Millis>();
  standIn.onChange((prediction) => {
    if (isOver(prediction)) ended.set(prediction.id, clock.now);
  });
  const provider = new WaveSpeed({ apiKey: standIn.apiKey, url: standIn.url });
  const store = new Noticing(await openSqlite(':memory:'));
  const models = MODELS.map((model) => (gapMs ? { ...model, pollGapMs: gapMs } : model));
  const catalogue = new Catalogue(['wavespeed'], models);
  const providers = new Map([['wavespeed', { provider, places: JOBS }]]);
  const logger = pino({ level: 'silent' });

  const edge = new Hono();
  let calls = 0;
  const changed = () => runner.nudge();
  const received = () => {
    calls += 1;
  };
  const desk = new WebhookDesk({ store, clock: { now: () => clock.now }, catalogue, providers, changed });
  edge.route('/', webhookEdge({ desk, received, logger }));
  const server = await serve(edge, 0, '127.0.0.1');
  const publicUrl = told ? `http://127.0.0.1:${(server.address() as AddressInfo).port}` : null;

  const lags: Millis[] = [];
  const kit = {
    store,
    clock: { now: () => clock.now },
    catalogue,
    providers,
    rules: { at: async () => someRules() },
    logger,
    settings: { publicUrl },
  };
  // From the submission to the notice no more of the world is needed.
  const runner = new Runner(kit as unknown as Kit, {
    worker: 'bench',
    concurrency: 16,
    leaseMs: 60_000,
    idleMs: 1_000,
    changed: (edit) => {
      if (edit.state !== 'fetching') return;
      lags.push(clock.now - (ended.get(edit.prediction.id) ?? clock.now));
      throw new Error('noticed: the runner hands it back');
    },
  });

  const clip = path.join(dir, 'clip.mp4');
  await makeClip({ path: clip, seconds: 3, width: 720, height: 720 });
  const { size: bytes } = await stat(clip);
  const file = { path: clip, name: 'clip.mp4', contentType: 'video/mp4' as const, bytes };
  const videoUrl = await provider.upload(file, AbortSignal.timeout(10_000));
  const facts = aClip().facts;
  for (const tookMs of durations(medianMs, PAST, random)) {
    await store.addTiming({ model: MODEL, clipMs: facts.durationMs, tookMs, at: START });
  }
  for (let count = 0; count < JOBS; count += 1) {
    const inputs = { videoUrl, imageUrls: [], ...(told && { webhook: newToken() }) };
    const edit = anEdit('submitting', { inputs, attemptAt: null, since: START, dueAt: START });
    await store.accept(edit, [edit.id], edit.person, START);
  }

  const isFree = async () => (await store.leaseholders()).length === 0;
  // What is claimed between two looks is due no more, and under a lease.
  const rests = async () => (await isFree()) && (await store.dueIn(clock.now)) !== 0 && (await isFree());
  runner.start();
  await until(() => clock.waiting === JOBS);
  while (lags.length < JOBS) {
    await until(rests);
    const due = await store.dueIn(clock.now);
    const moments = [clock.next, due === null ? null : clock.now + due].filter((at) => at !== null);
    const [before, called] = [ended.size, calls];
    const over = clock.goTo(Math.min(...moments));
    await until(() => ended.size === before + over && (!told || calls === called + over));
    runner.nudge();
  }
  const { polls } = standIn;
  await runner.stop(1_000);
  server.closeAllConnections();
  server.close();
  await provider.close();
  await standIn.stop();
  await store.close();
  await rm(dir, { recursive: true });
  return { looks: polls / JOBS, lag: lags.reduce((sum, lag) => sum + lag, 0) / JOBS / 1_000 };
}

const cell = ({ looks, lag }: Measured) => `${looks.toFixed(1)} · ${lag.toFixed(2)} s`.padStart(16);

console.log(`${JOBS} jobs each; looks per job · mean time from the end to the notice`);
console.log(
  [
    'median'.padStart(8),
    ...['as shipped', 'fixed, as soon'].map((title) => title.padStart(16)),
    'spared'.padStart(8),
    ...['0.5 s', '1 s', '5 s', 'with webhooks'].map((title) => title.padStart(16)),
  ].join(''),
);
for (const seconds of [60, 120, 180, 240, 300]) {
  const every = (gap: number) =>
    measure(seconds * 1_000, { min: Math.round(gap * 1_000), max: Math.round(gap * 1_000) }, false);
  const shipped = await measure(seconds * 1_000, null, false);
  // A fixed schedule is late by half its gap on average.
  const asSoon = await every(shipped.lag * 2);
  const spared = `${Math.round(100 * (1 - shipped.looks / asSoon.looks))} %`.padStart(8);
  const fixed = [await every(0.5), await every(1), await every(5)];
  const webhooks = await measure(seconds * 1_000, null, true);
  console.log(
    `${`${seconds} s`.padStart(8)}${cell(shipped)}${cell(asSoon)}${spared}${[...fixed, webhooks].map(cell).join('')}`,
  );
}
