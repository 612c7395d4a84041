import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Edit, hasEnded } from '../../src/core/edit/edit.ts';
import { parseDollars } from '../../src/core/money/micros.ts';
import type { Rules } from '../../src/core/money/rules.ts';
import { KyselyStore } from '../../src/core/store/kysely-store.ts';

import { Chance } from './chance.ts';
import { APPROVERS, People, waitsForPeople } from './people.ts';
import { Promises } from './promises.ts';
import { SimChat } from './sim-chat.ts';
import { simDatabase } from './sim-database.ts';
import { SimProcess, type SimWorld } from './sim-process.ts';
import { SimProvider } from './sim-provider.ts';
import type { VirtualTime } from './virtual-time.ts';

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
    provider: new SimProvider(time, chance),
    chats: [new SimChat('slack', false), new SimChat('discord', true)],
    rules: someRules(chance),
    roughness: 1,
    mayShowTwice: false,
    moved: (edit) => {
      dirty = true;
      tell(`${edit.id} is ${edit.state} (${edit.version})`);
    },
    submitted: (edit, by) => {
      counts.submissions += 1;
      tell(`${edit} is submitted`);
      promises.submitted(edit);
      // The worst moment of all.
      if (world.roughness > 0 && chance.happens(0.08)) kill(by);
    },
  };
  const store = new KyselyStore(database);
  const promises = new Promises(world, store);
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

  for (let each = chance.between(1, 2); each > 0; each -= 1) startOne();
  const during = (times: number, act: () => void) => {
    for (let each = 0; each < times; each += 1) time.at(chance.between(0, ROUGH_MS), act);
  };
  during(chance.between(1, 5), () => people.ask());
  during(chance.between(4, 14), () => people.press());
  during(chance.between(0, 4), () => kill(processes[chance.between(0, 1)]));
  during(chance.between(0, 2), stop);
  time.at(ROUGH_MS, () => {
    world.roughness = 0;
    tell('it is calm');
  });
  for (let at = ROUGH_MS; at < ROUGH_MS + CALM_MS; at += FINISH_EVERY_MS) {
    time.at(at, () => {
      people.finish();
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

/** What was promised to come, and did not. */
function unfinished(edits: readonly Edit[], { accepted }: People, { provider, chats }: SimWorld): string[] {
  const known = new Set(edits.map(({ id }) => id as string));
  const shown = new Set(
    chats.flatMap((chat) => chat.shown.map(({ message }) => `${message.kind} ${message.edit}`)),
  );
  return [
    ...[...accepted.values()]
      .flatMap((ids) => [...ids])
      .filter((id) => !known.has(id))
      .map((id) => `${id} was accepted and is gone`),
    ...[...accepted]
      .filter(([, ids]) => ids.size > 1)
      .map(([event, ids]) => `${event} asked once and became ${[...ids].join(' and ')}`),
    ...edits
      .filter((edit) => !hasEnded(edit) && !waitsForPeople(edit))
      .map(({ id, state }) => `${id} is still ${state}`),
    ...edits.filter(({ id }) => !shown.has(`status ${id}`)).map(({ id }) => `${id} was never shown`),
    ...edits
      .filter(({ id, state }) => state === 'delivered' && !shown.has(`take ${id}`))
      .map(({ id }) => `the take of ${id} was never shown`),
    ...provider.predictions
      .filter(({ edit, fails }) => {
        const state = edits.find(({ id }) => id === edit)?.state;
        return !fails && state !== 'delivered' && state !== 'unresolved';
      })
      .map(({ id, edit }) => `${id} of ${edit} is neither delivered nor listed`),
  ];
}

function someRules(chance: Chance): Rules {
  const calendar = {
    timeZone: chance.pick(['UTC', 'Europe/Berlin', 'America/Santiago', 'Asia/Kolkata']),
    weekStartsOn: 1,
  } as const;
  return {
    version: 0,
    calendar,
    deploymentCalendar: calendar,
    caps: {
      'team/month': parseDollars(chance.pick(['4', '8', '20'])),
      ...(chance.happens(0.5) ? { 'person/day': parseDollars('4') } : {}),
      ...(chance.happens(0.3) ? { 'channel/week': parseDollars('6') } : {}),
    },
    autoApproveUpTo: parseDollars(chance.pick(['0.5', '2', '10'])),
    overCap: chance.pick(['ask', 'refuse']),
    nextProvider: 'offer',
    twoApprovalsFrom: chance.happens(0.3) ? parseDollars('3') : null,
    selfApproval: false,
    approvers: APPROVERS,
    budgetOwners: [],
    expiresAfterMs: 24 * 60 * 60_000,
    remindBeforeMs: 0,
    alertsAt: [50, 80, 100],
    maxPrice: null,
    maxClipMs: null,
    maxRunning: { person: chance.happens(0.3) ? 1 : null, team: null },
    paused: null,
    model: null,
    provider: null,
    quality: null,
  };
}
