import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DemoProblem } from './demo-problem.ts';
import { checkClip, makeProps, type Props } from './props.ts';
import { PageServer } from './serve/page-server.ts';
import { harmless, styled } from './terminal-text.ts';
import { Theatre } from './theatre.ts';
import { unlessAborted } from './unless-aborted.ts';

/** Taken when nobody asks for another and it is free. */
const USUAL_PORT = 4610;
/** As long as a short look at the status takes; the real models take minutes. */
const EDIT_MS = 4_000;

export interface Serving {
  readonly clip: string | undefined;
  readonly port: number | undefined;
  /** Where the bot's log is kept. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Serves the page until the signal aborts. @throws DemoProblem when there is no such clip or the port is taken */
export async function servePage({ clip, port, folder, signal }: Serving): Promise<void> {
  const say = (text = '') => process.stdout.write(`${text}\n`);
  if (clip !== undefined) await checkClip(clip);
  await mkdir(folder, { recursive: true });
  say(styled('bold', 'The real bot at work, between stand-ins for Slack, Discord and WaveSpeedAI.'));
  say('Nothing leaves this computer: there is no account, and no money is spent.');
  say();
  say(
    styled('dim', clip === undefined ? 'Drawing a little scene to edit …' : `The clip is ${harmless(clip)}.`),
  );
  await using theatre = await Theatre.open({ logFile: resolve(folder, 'recut.log'), editMs: EDIT_MS });
  const props = await unlessAborted(() => makeProps(theatre.dir, clip), signal);
  const page = await listen(theatre, props, port);
  say();
  say(
    `Open ${styled(['bold', 'underline'], page.url)} and chat with it. ${styled('dim', 'Ctrl-C ends it.')}`,
  );
  if (!signal.aborted) await once(signal, 'abort');
  await page.stop();
  say('\nStopped. What was made is gone with it.');
}

async function listen(theatre: Theatre, props: Props, port: number | undefined): Promise<PageServer> {
  try {
    return await PageServer.start(theatre, props, port ?? USUAL_PORT);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (port === undefined && code === 'EADDRINUSE') return PageServer.start(theatre, props, 0);
    if (code === 'EADDRINUSE')
      throw new DemoProblem(`Port ${port} is taken. Choose another with --port.`, { cause: error });
    if (code === 'EACCES')
      throw new DemoProblem(`Port ${port} may not be used. Choose one above 1023.`, { cause: error });
    throw error;
  }
}
