/** `npm run test:simulate -- --seed N --runs M`: plays M teams at work, from seed N on, and tells which broke a promise. */
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Chance } from './chance.ts';
import { type Played, play } from './play.ts';
import { installPromptFiles } from './prompt-files.ts';
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
installPromptFiles();

const sums = { edits: 0, submissions: 0, deaths: 0, stops: 0, steps: 0 };
let failed: Played | null = null;
let last: Played | null = null;
/** Of all plays, one after the other. */
const all = createHash('sha256');
let isEnough = false;
// Ctrl-C ends it after the run that is under way, with the sums so far.
process.once('SIGINT', () => {
  isEnough = true;
});
for (let seed = first; seed < first + runs && !failed && !isEnough; seed += 1) {
  last = await play(seed, time);
  for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += last.counts[key];
  all.update(last.fingerprint);
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
  `${played} runs from seed ${first} in ${seconds} s: ${sums.edits} edits, ${sums.submissions} submissions, ${sums.deaths} deaths, ${sums.stops} stops, ${sums.steps} steps, ${failed ? 1 : 0} broken. Fingerprint ${all.digest('hex').slice(0, 16)}.`,
);
process.exit(failed ? 1 : 0);
