import { resolve } from 'node:path';
import { HELP, readArguments } from './demo/arguments.ts';
import { DemoProblem } from './demo/demo-problem.ts';
import { playStories } from './demo/play-stories.ts';
import { servePage } from './demo/serve-page.ts';
import { tellingOn } from './demo/telling-on.ts';
import { harmless, styled } from './demo/terminal-text.ts';

/** A machine on which the stories take longer has other troubles. */
const DEADLINE_MS = 180_000;
const INTERRUPTED = 130;

/** @returns the exit code */
async function demo(args: readonly string[], stopped: AbortSignal): Promise<number> {
  const wish = readArguments(args);
  const folder = resolve('demo-out');
  switch (wish.kind) {
    case 'help':
      process.stdout.write(HELP);
      return 0;
    case 'misunderstood':
      process.stderr.write(`${harmless(wish.why)}\n\n${HELP}`);
      return 1;
    case 'page':
      await servePage({ ...wish, folder, signal: stopped });
      return 0;
    case 'stories': {
      const signal = AbortSignal.any([stopped, AbortSignal.timeout(DEADLINE_MS)]);
      await playStories({ clip: wish.clip, folder, telling: tellingOn(process.stdout), signal });
      return 0;
    }
  }
}

/** What went wrong, in a sentence. */
function sentence(error: unknown): string {
  if (error instanceof DemoProblem) return error.message;
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return `The demo was not done within ${DEADLINE_MS / 60_000} minutes and gave up. ${LOG_HINT}`;
  }
  return `The demo broke: ${error instanceof Error ? error.message : String(error)}. ${LOG_HINT}`;
}

const LOG_HINT = 'What the bot logged is in demo-out/recut.log.';

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // The second time it is meant.
  process.on(signal, () => (interruption.signal.aborted ? process.exit(INTERRUPTED) : interruption.abort()));
}
try {
  process.exitCode = await demo(process.argv.slice(2), interruption.signal);
} catch (error) {
  const wasStopped = interruption.signal.aborted;
  process.stderr.write(
    wasStopped ? '\nStopped.\n' : `\n${styled('red', '✗')} ${harmless(sentence(error))}\n`,
  );
  process.exitCode = wasStopped ? INTERRUPTED : 1;
}
