/**
 * Ten thousand edits that providers work on, in one process: `node entry.mjs bench/in-flight.ts [sqlite|postgres] [count] [seconds]`.
 * Each is polled as in earnest, by its schedule, at a provider that answers after 20 ms and is never done. Prints the polls in
 * a second, the memory, and how long the process was deaf at worst.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { systemClock } from '../src/core/clock.ts';
import { Catalogue, MODELS } from '../src/core/providers/catalogue.ts';
import type { Kit } from '../src/core/runner/kit.ts';
import { Runner } from '../src/core/runner/runner.ts';
import { KyselyStore } from '../src/core/store/kysely-store.ts';
import { anEdit } from '../test/core/edit/an-edit.ts';
import { engineNamed, openBenchDatabase } from './bench-database.ts';

const TOGETHER = 100;
const [name, ...numbers] = process.argv.slice(2);
const engine = engineNamed(name);
const [count = 10_000, seconds = 30] = numbers.map(Number);
await using opened = new AsyncDisposableStack();
const { database } = await openBenchDatabase(engine, opened);
const store = new KyselyStore(database);

for (let n = 0; n < count; n += TOGETHER) {
  await Promise.all(Array.from({ length: Math.min(TOGETHER, count - n) }, (_, m) => submit(n + m)));
}

async function submit(n: number): Promise<void> {
  const now = Date.now();
  const submittedAt = now - Math.round(Math.random() * 180_000);
  const edit = anEdit('running', {
    since: submittedAt,
    dueAt: now + Math.round(Math.random() * 10_000),
    prediction: { id: `p${n}`, submittedAt },
  });
  await store.accept(edit, [edit.id], edit.person, edit.askedAt);
}

let polls = 0;
const provider = {
  name: 'wavespeed',
  async read() {
    await pause(20);
    polls += 1;
    return { kind: 'working' };
  },
};
const kit = {
  store,
  clock: systemClock,
  catalogue: new Catalogue(['wavespeed'], MODELS),
  providers: new Map([['wavespeed', { provider, places: count }]]),
  logger: pino({ level: 'silent' }),
};
// Polling needs no more of the world than this.
const runner = new Runner(kit as unknown as Kit, {
  worker: 'bench',
  concurrency: 16,
  leaseMs: 15_000,
  idleMs: 1_000,
  changed: () => undefined,
});

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const before = process.cpuUsage();
runner.start();
await pause(seconds * 1_000);
const { user, system } = process.cpuUsage(before);
delay.disable();
const late = await lateness();
await runner.stop(1_000);
const milliseconds = (nanoseconds: number) => `${(nanoseconds / 1e6).toFixed(1)} ms`;
console.log(
  [
    `${engine}: ${count} edits in flight, ${seconds} s`,
    `${Math.round(polls / seconds)} polls/s, ${late}`,
    `event loop: p50 ${milliseconds(delay.percentile(50))}, p99 ${milliseconds(delay.percentile(99))}, worst ${milliseconds(delay.max)}`,
    `memory ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
    `CPU ${Math.round((user + system) / 1e4 / seconds)} %`,
  ].join('   '),
);

/** How many should have been looked at by now, and for how long the first of them waits. */
async function lateness(): Promise<string> {
  const now = Date.now();
  const { count, first } = await database.statement((db) =>
    db
      .selectFrom('edits')
      .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min<number | null>('due_at').as('first')])
      .where('due_at', '<=', now)
      .executeTakeFirstOrThrow(),
  );
  return `${count} of them late, at most by ${((now - (first ?? now)) / 1_000).toFixed(1)} s`;
}
