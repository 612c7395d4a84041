import type { Fault } from '../../src/sandbox/faults.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

/** Something that goes wrong once, at whatever request comes next. */
export interface Trouble {
  name: string;
  happen(sandbox: Sandbox): void;
}

const TOO_MANY: Fault = { kind: 'rate_limited', retryAfterSeconds: 1 };
const BROKEN: Fault = { kind: 'status', status: 503 };
const SLOW: Fault = { kind: 'slow', delayMs: 3_000 };
const CUT: Fault = { kind: 'reset' };
/** The work is done; its answer never comes, or breaks off in the middle of a file. */
const ANSWER_LOST: Fault = { kind: 'reset_after_accept' };
const HALF: Fault = { kind: 'malformed' };
const ANSWERS: readonly (readonly [string, Fault])[] = [
  ['too many requests', TOO_MANY],
  ['503', BROKEN],
  ['slow', SLOW],
  ['cut off', CUT],
  ['answer lost', ANSWER_LOST],
];

/** Every request that an edit needs, by what it is called at its stand-in. */
const REQUESTS = {
  slack: [
    ['download', /^GET \/files-pri\//],
    ['post', 'chat.postMessage'],
    ['update', 'chat.update'],
    ['upload ticket', 'files.getUploadURLExternal'],
    ['upload', /^POST \/upload\/v1\//],
    ['show file', 'files.completeUploadExternal'],
  ],
  discord: [
    ['download', /^GET \/cdn\/attachments\//],
    ['open thread', /^POST \/channels\/\d+\/messages\/\d+\/threads$/],
    ['post', /^POST \/channels\/\d+\/messages$/],
    ['update', /^PATCH \/channels\/\d+\/messages\//],
  ],
  wavespeed: [
    ['upload ticket', 'upload'],
    ['upload', 'bytes'],
    ['price', 'price'],
    ['look', 'result'],
    ['list', 'list'],
    ['take', 'output'],
  ],
} as const satisfies Partial<Record<keyof Sandbox, readonly (readonly [string, string | RegExp])[]>>;

const AT = Object.entries(REQUESTS) as [keyof typeof REQUESTS, (typeof REQUESTS)[keyof typeof REQUESTS]][];

/** At each request each fault, and what befalls a connection as a whole. */
export const TROUBLES: readonly Trouble[] = [
  ...AT.flatMap(([standIn, requests]) =>
    requests.flatMap(([request, on]) =>
      ANSWERS.map(([answer, fault]) => ({
        name: `${standIn}, ${request}: ${answer}`,
        happen: (sandbox: Sandbox) => sandbox[standIn].faults.add(on, fault),
      })),
    ),
  ),
  // Whatever else happens to a submission, nobody may know whether it ran.
  wavespeed('submit: too many requests', 'submit', TOO_MANY),
  wavespeed('submit: slow', 'submit', SLOW),
  wavespeed('submit: answer lost', 'submit', ANSWER_LOST),
  wavespeed('submit: answered by half', 'submit', HALF),
  wavespeed('submit: cut off', 'submit', CUT),
  wavespeed('look: answered by half', 'result', HALF),
  { name: 'Slack drops its sockets', happen: ({ slack }) => slack.dropSockets() },
  { name: 'Slack asks for a new socket', happen: ({ slack }) => slack.disconnectSockets() },
  { name: 'Discord drops its socket', happen: ({ discord }) => discord.gateway.dropConnections() },
  { name: 'Discord asks for a new socket', happen: ({ discord }) => discord.gateway.requestReconnect() },
  { name: 'Discord ends the session', happen: ({ discord }) => discord.gateway.invalidateSessions() },
  {
    name: 'Discord says everything twice',
    happen: ({ discord }) => discord.gateway.delivery.duplicate('MESSAGE_CREATE', 4),
  },
];

/** What was planned and did not happen yet does not happen any more; returns how many those were. */
export function calm({ slack, discord, wavespeed }: Sandbox): number {
  const all = [slack, discord, wavespeed].map(({ faults }) => faults);
  const left = all.reduce((sum, faults) => sum + faults.left, 0);
  for (const faults of all) faults.clear();
  discord.gateway.delivery.clear();
  return left;
}

function wavespeed(name: string, on: string, fault: Fault): Trouble {
  return { name: `wavespeed, ${name}`, happen: (sandbox) => sandbox.wavespeed.faults.add(on, fault) };
}
