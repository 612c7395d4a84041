/**
 * How soon Slack gets its acknowledgement when 200 people type `/edit` within one second:
 * `node entry.mjs bench/slack-commands.ts`. The bot is a process of its own; Slack's stand-in measures, from sending a
 * command to its acknowledgement. Ends with 1 when one was not acknowledged within Slack's three seconds.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Person } from '../src/sandbox/slack/person.ts';
import { House, until } from '../test/journeys/house.ts';

const COMMANDS = 200;
const WITHIN_MS = 1_000;
const SLACK_WAITS_MS = 3_000;

const house = await House.open({}, { apart: true });
try {
  const { slack } = house.sandbox;
  const people = Array.from({ length: COMMANDS }, (_, index) => slack.addPerson(`Person ${index + 1}`));
  const lateness = monitorEventLoopDelay({ resolution: 5 });
  lateness.enable();
  const outcomes = await Promise.all(people.map(type));
  lateness.disable();
  const acks = outcomes
    .flatMap((outcome) => (outcome.ok ? [outcome.ackLatencyMs] : []))
    .sort((a, b) => a - b);
  const opened = await until('every form is open', () => people.every(({ view }) => view)).catch(() => false);
  const at = (share: number) => Math.round(acks[Math.ceil(acks.length * share) - 1] ?? Number.NaN);
  console.log(
    `${COMMANDS} commands within ${WITHIN_MS} ms, ${acks.length} acknowledged within ${SLACK_WAITS_MS} ms`,
  );
  console.log(`acknowledged after: median ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(1)} ms`);
  console.log(`forms opened: ${people.filter(({ view }) => view).length}`);
  console.log(`the stand-in itself was late by up to ${Math.round(lateness.max / 1e6)} ms`);
  process.exitCode = acks.length === COMMANDS && at(1) <= SLACK_WAITS_MS && opened ? 0 : 1;
} finally {
  await house.close();
}

/** Each in their turn, evenly over the time. */
async function type(person: Person, index: number) {
  await sleep((index * WITHIN_MS) / COMMANDS);
  return person.command('/edit', `make it dusk, number ${index + 1}`, '#campaign-x');
}
