/** `npm run test:simulate -- --seed N --runs M`: plays M teams at work, from seed N on, and tells which broke a promise. */
import { parseArgs } from 'node:util';
import { Chance } from './chance.ts';
import { type Played, play } from './play.ts';
import { VirtualTime } from './virtual-time.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '200' },
    /** Prints every history, not only those of broken promises. */
    tell: { type: 'boolean', default: false },
  },
});
const first = Number(values.seed);
const runs = Number(values.runs);

const clock = performance.now.bind(performance);
const began = clock();
const time = new VirtualTime(new Chance(first));
time.install();

const sums = { edits: 0, submissions: 0, deaths: 0, stops: 0, steps: 0 };
let failed: Played | null = null;
let last: Played | null = null;
let isEnough = false;
// Ctrl-C ends it after the run that is under way, with the sums so far.
process.once('SIGINT', () => {
  isEnough = true;
});
for (let seed = first; seed < first + runs && !failed && !isEnough; seed += 1) {
  last = await play(seed, time);
  for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += last.counts[key];
  if (last.broken.length > 0) failed = last;
  if (failed || values.tell) console.log(last.history.join('\n'));
}

const seconds = ((clock() - began) / 1_000).toFixed(1);
if (failed) {
  console.log(`\nSeed ${failed.seed} broke its word:\n  ${failed.broken.join('\n  ')}`);
  console.log(`Play it again: npm run test:simulate -- --seed ${failed.seed} --runs 1`);
}
const played = last ? last.seed - first + 1 : 0;
console.log(
  `${played} runs from seed ${first} in ${seconds} s: ${sums.edits} edits, ${sums.submissions} submissions, ${sums.deaths} deaths, ${sums.stops} stops, ${sums.steps} steps, ${failed ? 1 : 0} broken. Fingerprint ${last?.fingerprint}.`,
);
process.exit(failed ? 1 : 0);
