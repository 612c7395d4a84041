/**
 * A thousand edits while everything goes wrong now and then: `npm run soak -- --edits 1000 --seed 1 --at-once 12` (Linux). The
 * bot is a process of its own, as production starts it. After every hundred edits it comes to rest and collects its garbage;
 * what it holds then is a row of the table. Ends with 1 unless every edit ended, was submitted and paid once, and memory,
 * handles, processes and unfinished files are where they were.
 */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freePort } from '../test/free-port.ts';
import { House, until } from '../test/journeys/house.ts';
import { Props } from '../test/journeys/props.ts';
import { randomOf } from './random.ts';
import { Collector, INSPECTABLE } from './soak/collector.ts';
import { growthOf } from './soak/growth.ts';
import { type Outcome, People } from './soak/people.ts';
import { calm, TROUBLES } from './soak/troubles.ts';
import { judge } from './soak/verdict.ts';
import { HEAD, lineOf, type Row, Watch } from './soak/watch.ts';
import { wishOf } from './soak/wish.ts';

const { values } = parseArgs({
  options: {
    edits: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    'at-once': { type: 'string', default: '12' },
  },
});
const EDITS = Number(values.edits);
const AT_ONCE = Number(values['at-once']);
const ROUND = Math.min(100, Math.ceil(EDITS / 2));
/** How many of the requests come with a trouble. */
const TROUBLED = 0.6;
const REST_PATIENCE_MS = 5 * 60_000;
const random = randomOf(Number(values.seed));

await using opened = new AsyncDisposableStack();
const port = await freePort();
const pages = `http://127.0.0.1:${port}`;
const house = await House.open(
  {
    TEAM_MONTHLY_CAP: '100000',
    APPROVE_ABOVE: '2',
    WAVESPEED_PLACES: '20',
    HTTP_PORT: String(port),
    PUBLIC_URL: pages,
    ...INSPECTABLE,
  },
  { apart: true, editMs: 500 },
);
opened.defer(() => house.close());
const { sandbox } = house;
sandbox.wavespeed.balanceMicros = 100_000_000_000;
sandbox.wavespeed.switches.concurrency = 20;
sandbox.wavespeed.switches.webhooks.duplicates = 2;
const props = await Props.open();
opened.defer(() => props.close());
const store = await house.store();
const people = new People(house, store, {
  usual: await props.clip('promo.mp4', { seconds: 3, width: 720, height: 720 }),
  long: await props.clip('spot.mp4', { seconds: 7, width: 720, height: 720 }),
});
const collector = opened.use(await Collector.of(house.bot));
const watched = { collector, pid: house.bot.pid, folder: house.settings['DATA_DIR'] ?? '', pages };
const outcomes: Outcome[] = [];
const rows: Row[] = [];
let troubles = 0;

console.log(HEAD);
while (outcomes.length < EDITS) {
  const watch = new Watch(watched);
  await work(outcomes.length + 1, Math.min(EDITS, outcomes.length + ROUND));
  troubles -= calm(sandbox);
  await until('every thread is as it should be', isShown, REST_PATIENCE_MS);
  const row = await watch.end(outcomes.length);
  rows.push(row);
  console.log(lineOf(row));
}

const ends = Map.groupBy(outcomes, ({ edit }) => edit?.state ?? 'stuck');
console.log(
  `${outcomes.length} edits (${[...ends].map(([state, { length }]) => `${length} ${state}`).join(', ')}), ` +
    `${sandbox.wavespeed.submissions} submissions, ${troubles} troubles, ${people.settled} settled by an approver, ` +
    `${outcomes.reduce((sum, { asks }) => sum + asks - 1, 0)} asked again`,
);
const problems = await judge({ house, store, people, outcomes, rows });
console.log(growthOf(rows)?.sentence ?? 'too few rows to tell whether memory grows');
console.log(problems.length === 0 ? 'All is well.' : problems.join('\n'));
if (problems.length > 0) {
  process.exitCode = 1;
  const log = join(tmpdir(), `recut-soak-${house.bot.pid}.log`);
  await writeFile(log, house.bot.log);
  console.log(`What the bot logged is in ${log}`);
}

/** From this wish to that one, a few at a time. */
async function work(first: number, last: number): Promise<void> {
  let next = first;
  const oneAfterTheOther = async () => {
    while (next <= last) {
      const wish = wishOf(next, random);
      next += 1;
      if (random() < TROUBLED) {
        TROUBLES[Math.floor(random() * TROUBLES.length)]?.happen(sandbox);
        troubles += 1;
      }
      outcomes.push(await people.seeThrough(wish));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, oneAfterTheOther));
}

async function isShown(): Promise<boolean> {
  const waiting = await Promise.all(['slack', 'discord'].map((each) => store.unprojected(each, 1)));
  return waiting.flat().length === 0;
}
