import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, type AppOptions, LogLevel } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { onTestFinished } from 'vitest';
import { SlackStandIn, type SlackStandInOptions } from '../../../src/sandbox/slack/stand-in.ts';

/** A folder that is gone after the test. */
async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'recut-slack-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

/** A file of so many bytes, no two neighbouring ones alike. */
export async function fileOf(bytes: number, name = 'clip.mp4'): Promise<string> {
  const file = path.join(await folder(), name);
  await writeFile(file, bytesOf(bytes));
  return file;
}

export function bytesOf(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, index) => (index * 7 + (index >> 8)) % 256));
}

export async function standIn(options: Partial<SlackStandInOptions> = {}): Promise<SlackStandIn> {
  const slack = await SlackStandIn.start({ dir: await folder(), shareDelayMs: 5, ...options });
  onTestFinished(() => slack.stop());
  return slack;
}

/** A client that tries once, so that a refusal is seen at once. */
export function clientOf(slack: SlackStandIn, token: string = slack.botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    logger: silent,
  });
}

/** The unmodified Bolt, connected by Socket Mode. */
export async function boltOn(slack: SlackStandIn, listen: (app: App) => void): Promise<App> {
  const app = boltApp(slack, { socketMode: true, appToken: slack.appToken });
  listen(app);
  await app.start();
  onTestFinished(async () => void (await app.stop()));
  return app;
}

export function boltApp(slack: SlackStandIn, options: AppOptions): App {
  return new App({
    token: slack.botToken,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    logger: silent,
    ...options,
  });
}

/** A logger for clients that are meant to meet errors. */
export const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
