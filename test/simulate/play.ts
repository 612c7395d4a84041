import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EditState, hasEnded } from '../../src/core/edit/edit.ts';
import { RuleBook } from '../../src/core/money/rule-book.ts';
import { KyselyStore } from '../../src/core/store/kysely-store.ts';
import { Chance } from './chance.ts';
import { Leases } from './leases.ts';
import { People } from './people.ts';
import { Promises } from './promises.ts';
import { SimChat } from './sim-chat.ts';
import { simDatabase } from './sim-database.ts';
import { SimProcess, type SimWorld } from './sim-process.ts';
import { SimProvider } from './sim-provider.ts';
import { someRules } from './some-rules.ts';
import { unfinished } from './unfinished.ts';
import type { VirtualTime } from './virtual-time.ts';
import { Webhooks } from './webhooks.ts';

export interface Played {
  seed: number;
  /** What did not hold; nothing when all is well. */
  broken: readonly string[];
  history: readonly string[];
  /** Of the whole history: the same seed gives the same. */
  fingerprint: string;
  counts: { edits: number; submissions: number; deaths: number; stops: number; steps: number };
}

/** Somewhere in the year, so that days, weeks and months turn during some plays. */
const YEAR = Date.UTC(2026, 0, 1);
const YEAR_MS = 365 * 24 * 60 * 60_000;
/** How long people work and faults happen; then it is calm, and everything has to come to its end. */
const ROUGH_MS = 75_000;
const CALM_MS = 40 * 60_000;
const FINISH_EVERY_MS = 10_000;
/** What comes next of these depends on the rules. */
const CRITICAL: readonly EditState[] = ['quoted', 'approved', 'submitting'];

/** Plays one story of a team at work, all of it from the seed. */
export async function play(seed: number, time: VirtualTime): Promise<Played> {
  const chance = new Chance(seed);
  const begin = YEAR + Math.floor(chance.next() * YEAR_MS);
  time.reset(begin, new Chance(seed + 1));
  const dir = await mkdtemp(join(tmpdir(), 'recut-simulated-'));
  const database = await simDatabase(() => time.now);
  const history: string[] = [];
  const counts = { edits: 0, submissions: 0, deaths: 0, stops: 0, steps: 0 };
  const tell = (what: string) => history.push(`${((time.now - begin) / 1_000).toFixed(3)} ${what}`);
  let dirty = false;
  const world: SimWorld = {
    time,
    chance,
    dir,
    database,
    providers: [
      new SimProvider('wavespeed', time, chance, false),
      new SimProvider('fal', time, chance, true),
    ],
    chats: [new SimChat('slack', false), new SimChat('discord', true)],
    rules: someRules(chance),
    roughness: 1,
    mayShowTwice: false,
    leases: new Leases(time, (how) => promises.broke('lease', how)),
    committed: (commit) => {
      dirty = true;
      promises.committed(commit);
    },
    moved: (edit) => {
      // The rules change while somebody goes by them.
      if (world.roughness > 0 && CRITICAL.includes(edit.state) && chance.happens(0.1))
        time.at(chance.between(0, 15), () => people.change(edit.place.platform), null);
      tell(`${edit.id} is ${edit.state} (${edit.version})`);
    },
    submitted: (prediction, by) => {
      const { edit, readyAt } = prediction;
      counts.submissions += 1;
      tell(`${edit} is submitted`);
      promises.submitted(edit);
      webhooks.expect(prediction);
      // Somebody wants it stopped at about the time at which it is done.
      if (chance.happens(0.2))
        time.at(readyAt - time.now + chance.between(-1_500, 1_500), () => people.cancel(edit), null);
      // The worst moment of all.
      if (world.roughness > 0 && chance.happens(0.08)) kill(by);
    },
  };
  const store = new KyselyStore(database);
  const book = new RuleBook({ store, clock: { now: () => time.now }, given: () => world.rules });
  const promises = new Promises(world, store, book);
  let processes: SimProcess[] = [];
  let born = 0;
  const startOne = () => {
    born += 1;
    const process = new SimProcess(`bot-${born}`, world);
    tell(`${process.name} starts`);
    processes.push(process);
    process.start();
  };
  const people = new People(world, () => processes, tell);
  const webhooks = new Webhooks(world, () => processes, {
    heard: tell,
    broken: (how) => promises.broke('webhook', how),
  });
  const kill = (process: SimProcess | undefined) => {
    if (!process?.isAlive) return;
    processes = processes.filter((each) => each !== process);
    process.isAlive = false;
    counts.deaths += 1;
    tell(`${process.name} dies`);
    time.at(chance.between(100, 8_000), startOne, null);
  };
  const stop = () => {
    if (processes.length === 0) return;
    const process = chance.pick(processes);
    process.stoppedUntil = time.now + chance.between(1_000, 30_000);
    counts.stops += 1;
    world.mayShowTwice = true;
    tell(`${process.name} is stopped until ${((process.stoppedUntil - begin) / 1_000).toFixed(3)}`);
  };

  const cutOff = (provider: SimProvider) => {
    provider.isDown = true;
    tell(`${provider.name} is down`);
    time.at(
      chance.between(5_000, 60_000),
      () => {
        provider.isDown = false;
      },
      null,
    );
  };
  const resume = async () => {
    for (const { platform } of world.chats) {
      const team = { platform, team: 'team' };
      if ((await book.at(team)).paused)
        await book.change(team, 'dana', 'pause', (set) => ({ ...set, paused: null }));
    }
  };

  for (let each = chance.between(1, 2); each > 0; each -= 1) startOne();
  const during = (times: number, act: () => void) => {
    for (let each = 0; each < times; each += 1) time.at(chance.between(0, ROUGH_MS), act);
  };
  during(chance.between(1, 5), () => people.ask());
  during(chance.between(4, 14), () => people.press());
  during(chance.between(0, 4), () => people.decideTogether());
  during(chance.between(0, 3), () => people.change(chance.pick(world.chats).platform));
  during(chance.between(0, 2), () => cutOff(chance.pick(world.providers)));
  during(chance.between(0, 4), () => kill(processes[chance.between(0, 1)]));
  during(chance.between(0, 2), stop);
  time.at(ROUGH_MS, () => {
    world.roughness = 0;
    for (const provider of world.providers) provider.isDown = false;
    tell('it is calm');
  });
  for (let at = ROUGH_MS; at < ROUGH_MS + CALM_MS; at += FINISH_EVERY_MS) {
    time.at(at, () => {
      people.finish();
      void resume();
      dirty = true;
    });
  }

  let rests = false;
  const after = async () => {
    counts.steps += 1;
    if (!dirty) return;
    dirty = false;
    await promises.check();
    if (time.now >= begin + ROUGH_MS)
      rests = (await store.edits(null, 1_000)).every(hasEnded) && (await isShown(store));
  };
  await time.play(
    begin + ROUGH_MS + CALM_MS,
    () => promises.broken.length > 0 || (rests && time.now >= begin + ROUGH_MS),
    after,
  );
  if (promises.broken.length === 0) await promises.checkEnd();
  const edits = await store.edits(null, 1_000);
  counts.edits = edits.length;
  const broken = [
    ...promises.broken,
    ...(promises.broken.length === 0 ? unfinished(edits, people, world) : []),
  ];
  for (const process of processes) process.isAlive = false;
  await database.close();
  await rm(dir, { recursive: true, force: true });
  const fingerprint = createHash('sha256').update(history.join('\n')).digest('hex').slice(0, 16);
  return { seed, broken, history, fingerprint, counts };
}

async function isShown(store: KyselyStore): Promise<boolean> {
  const left = await Promise.all(['slack', 'discord'].map((platform) => store.unprojected(platform, 1)));
  return left.flat().length === 0;
}
