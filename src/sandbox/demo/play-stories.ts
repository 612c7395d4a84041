import { resolve } from 'node:path';
import { tellEnd } from './closing.ts';
import { playInDiscord } from './discord-story.ts';
import { clearFolder, keep } from './keepsakes.ts';
import { checkClip, makeProps } from './props.ts';
import { checkReckoning, reckon } from './reckoning.ts';
import { playInSlack } from './slack-story.ts';
import type { Telling } from './telling.ts';
import { harmless, styled } from './terminal-text.ts';
import { Theatre } from './theatre.ts';
import { unlessAborted } from './unless-aborted.ts';

/** The follow-up in Slack is left out on a machine on which the main job takes longer than this. */
const TIME_FOR_MORE_MS = 25_000;
/** What the provider stand-in takes at least; its real work takes longer. */
const EDIT_MS = 1_000;

export interface Playing {
  /** A clip of the person's own, instead of the scene. */
  readonly clip: string | undefined;
  /** Where the takes are kept. */
  readonly folder: string;
  readonly telling: Telling;
  readonly signal: AbortSignal;
}

/**
 * Plays both stories, keeps what came of them, and resolves when all of it is proven: every take was delivered and
 * plays, and the bot's ledger and the provider's bill agree.
 * @throws DemoProblem with a sentence about what was not so; the signal's reason when it aborts
 */
export async function playStories({ clip, folder, telling, signal }: Playing): Promise<void> {
  const start = Date.now();
  if (clip !== undefined) await checkClip(clip);
  await clearFolder(folder);
  tellBeginning(telling, clip);

  await using theatre = await Theatre.open({ logFile: resolve(folder, 'recut.log'), editMs: EDIT_MS });
  const { sandbox, dir } = theatre;
  const props = await unlessAborted(() => makeProps(dir, clip), signal);
  const performance = { telling, signal, hasTime: () => Date.now() - start < TIME_FOR_MORE_MS };

  tellTitle(telling, 'Slack');
  const inSlack = await playInSlack(sandbox.slack, props, performance);
  tellTitle(telling, 'Discord');
  const inDiscord = await playInDiscord(sandbox.discord, props, performance);

  const kept = await keep([inSlack, inDiscord], props, folder, signal);
  const reckoning = await reckon(sandbox);
  checkReckoning(reckoning);
  tellEnd(telling, { kept, reckoning, folder, tookMs: Date.now() - start });
}

function tellBeginning(telling: Telling, clip: string | undefined): void {
  telling.line(styled('bold', 'The real bot at work, between stand-ins for Slack, Discord and WaveSpeedAI.'));
  telling.line('Nothing leaves this computer: there is no account, and no money is spent.');
  telling.line();
  const drawing = clip === undefined ? 'Drawing a little scene to edit …' : `The clip is ${harmless(clip)}.`;
  telling.line(styled('dim', drawing));
}

function tellTitle(telling: Telling, platform: string): void {
  telling.line();
  telling.line(`${styled('bold', platform)}  ${styled('dim', '#campaign-x')}`);
  telling.line();
}
