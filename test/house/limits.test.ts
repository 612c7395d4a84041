import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { MOST_CHANNELS } from '../../src/bots/discord/earshot.ts';
import { MOST_CHANNELS as MOST_IN_SLACK } from '../../src/bots/slack/member-channels.ts';
import { readConfig } from '../../src/config.ts';
import { CONCURRENCY } from '../../src/core/assemble.ts';
import { LATE_MS } from '../../src/core/edit/late.ts';
import { FIRST_RETRY_MS, LONGEST_RETRY_MS, MAX_TRIES } from '../../src/core/edit/transition.ts';
import { MOST_THREADS } from '../../src/core/front-desk.ts';
import { MOST_BACK_MS } from '../../src/core/hearing.ts';
import { ROWS } from '../../src/core/history-desk.ts';
import { LIBRARY_LIMITS } from '../../src/core/library/library.ts';
import { MOST_MEMORY_MB } from '../../src/core/media/child.ts';
import { MAX_WINDOW_MS } from '../../src/core/media/fit-clip.ts';
import { MAX_REDIRECTS } from '../../src/core/media/follow.ts';
import { MOST_PARTS } from '../../src/core/media/plan-parts.ts';
import { KLING_O3_LIMITS } from '../../src/core/providers/catalogue/kling-o3.ts';
import { ANSWER_BYTES } from '../../src/core/providers/http/provider-http.ts';
import { BILL_READ } from '../../src/core/providers/wavespeed/bill.ts';
import { SEARCHED } from '../../src/core/providers/wavespeed/find.ts';
import { OLDEST_MS } from '../../src/core/providers/webhook.ts';
import { MOST_ROWS } from '../../src/core/report/reporter.ts';
import { TAKE_LIMITS } from '../../src/core/runner/steps/fetch-take.ts';
import { REASON_LENGTH } from '../../src/core/views/reason-form.ts';
import { IMAGE_BYTES, MEDIA_AT_ONCE, QUOTE_HOLDS_MS } from '../../src/recut.ts';
import { MOST_BYTES } from '../../src/webhook-edge.ts';

const usual = readConfig({ DISCORD_TOKEN: 'x'.repeat(60), WAVESPEED_API_KEY: 'a-key-of-some-length' });

const count = (value: number) => value.toLocaleString('en-US');
const bytes = (value: number) => (value < 1e9 ? `${value / 1e6} MB` : `${value / 1e9} GB`);
const minutes = (ms: number) => `${ms / 60_000} min`;
const pages = ({ pages, pageSize }: { pages: number; pageSize: number }) => `${pages} of ${pageSize}`;

/** What docs/running.md says, as the code has it. */
const LIMITS: readonly (readonly [what: string, limit: string, setting: string])[] = [
  ['requests of one person in a minute', `${count(usual.REQUESTS_PER_MINUTE)}`, '`REQUESTS_PER_MINUTE`'],
  ['edits of a team that have not ended', `${count(usual.MAX_OPEN_EDITS)}`, '`MAX_OPEN_EDITS`'],
  [
    'edits of one person at a time; further ones wait',
    `${count(usual.RUNNING_PER_PERSON)}`,
    '`RUNNING_PER_PERSON`',
  ],
  [
    'edits at a provider at a time; further ones wait',
    `WaveSpeedAI ${usual.WAVESPEED_PLACES}, Segmind ${usual.SEGMIND_PLACES}, fal ${usual.FAL_PLACES}`,
    '`WAVESPEED_PLACES`, `SEGMIND_PLACES`, `FAL_PLACES`',
  ],
  [
    'edits given to WaveSpeedAI in a minute; further ones wait',
    `${count(usual.WAVESPEED_PER_MINUTE)}`,
    '`WAVESPEED_PER_MINUTE`',
  ],
  ['edits that a process works on at a time', `${count(CONCURRENCY)}`, ''],
  [
    'what was written while nobody heard it',
    `${MOST_BACK_MS / 86_400_000} days back, in the newest ${MOST_THREADS} threads, and in ${MOST_CHANNELS} channels and conversations`,
    '',
  ],
  ['a request that is read late, and still begins by itself', minutes(LATE_MS), ''],
  ['a prompt', `${count(KLING_O3_LIMITS.promptLength)} characters, or what the model takes`, '`MODELS_FILE`'],
  ['a reason that somebody types', `${count(REASON_LENGTH)} characters`, ''],
  ['a clip that is fetched', `${bytes(usual.MAX_CLIP_MB * 1e6)}`, '`MAX_CLIP_MB`'],
  ['an image that is fetched', `${bytes(IMAGE_BYTES)}`, ''],
  ['a take that is fetched', `${bytes(TAKE_LIMITS.bytes)}, within ${minutes(TAKE_LIMITS.totalMs)}`, ''],
  ['redirects of a link', `${MAX_REDIRECTS}`, ''],
  ['the stretch of a clip that is made to fit a model', `${minutes(MAX_WINDOW_MS)}`, ''],
  ['parts of a clip', `${MOST_PARTS}`, ''],
  ['names that a team saves', `${LIBRARY_LIMITS.items}, of ${bytes(LIBRARY_LIMITS.bytes)} together`, ''],
  ['disk for clips and takes', `${bytes(usual.MAX_DISK_GB * 1e9)}`, '`MAX_DISK_GB`'],
  ['files after the last change', `${usual.KEEP_FILES_DAYS} days`, '`KEEP_FILES_DAYS`'],
  [
    'processes that work on files at a time',
    `${MEDIA_AT_ONCE}, each of at most ${bytes(MOST_MEMORY_MB * 1e6)}`,
    '',
  ],
  ['an approval', `${usual.APPROVAL_HOURS} h`, '`APPROVAL_HOURS`'],
  ['a price', `${QUOTE_HOLDS_MS / 3_600_000} h`, ''],
  ['tries of a step that costs nothing, before the edit ends', `${MAX_TRIES}`, ''],
  ['waits between tries', `${FIRST_RETRY_MS / 1000} s, doubling up to ${minutes(LONGEST_RETRY_MS)}`, ''],
  [
    'an edit at its provider, before approvers are asked',
    `${usual.PREDICTION_HOURS} h`,
    '`PREDICTION_HOURS`',
  ],
  [
    'a take that its provider has finished is looked for',
    `${usual.FETCH_TAKE_MINUTES} min`,
    '`FETCH_TAKE_MINUTES`',
  ],
  [
    'a take whose thread is gone, or takes no files, is tried',
    `${usual.POST_TAKE_HOURS} h`,
    '`POST_TAKE_HOURS`',
  ],
  ['an answer of a provider', `${bytes(ANSWER_BYTES)}`, ''],
  ["pages of WaveSpeedAI's list when a submission is looked for", `${pages(SEARCHED)}`, ''],
  ["pages of WaveSpeedAI's bill", `${pages(BILL_READ)}`, ''],
  ['a webhook', `${bytes(MOST_BYTES)}, signed at most ${minutes(OLDEST_MS)} ago`, ''],
  [
    'changes of status messages in a Slack workspace in a minute',
    `${usual.SLACK_UPDATES_PER_MINUTE}`,
    '`SLACK_UPDATES_PER_MINUTE`',
  ],
  ['edits on a page of `/edit-history`', `${ROWS}`, ''],
  ['charges in the table of a report', `the newest ${count(MOST_ROWS)}`, ''],
];

it('the limits in docs/running.md are those of the code', () => {
  const text = readFileSync(resolve(import.meta.dirname, '../../docs/running.md'), 'utf8');
  const table = text.slice(text.indexOf('| what | limit | setting |')).split('\n\n')[0] ?? '';
  const rows = table.trimEnd().split('\n').slice(2);
  expect(MOST_IN_SLACK).toBe(MOST_CHANNELS);
  expect(rows).toEqual(LIMITS.map((row) => `| ${row.join(' | ')} |`.replace('|  |', '| |')));
});
