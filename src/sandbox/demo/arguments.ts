import { parseArgs } from 'node:util';

/** What the person who types `npm run demo` wants. */
export type Wish =
  | { readonly kind: 'stories'; readonly clip: string | undefined }
  | { readonly kind: 'page'; readonly clip: string | undefined; readonly port: number | undefined }
  | { readonly kind: 'help' }
  | { readonly kind: 'misunderstood'; readonly why: string };

export const HELP = `Recut's demo: the real bot on this computer, with stand-ins for Slack, Discord and WaveSpeedAI.
It needs no account, sends nothing anywhere and costs nothing.

  npm run demo                          plays the main job in Slack and in Discord, and saves the takes in demo-out/
  npm run demo -- --clip yours.mp4      the same with a clip of yours: 3 to 10 seconds, 720 to 2160 pixels wide and high
  npm run demo -- --serve               a page where you chat with the bot yourself
  npm run demo -- --serve --port 8080   on a port of your choice
`;

const OPTIONS = {
  clip: { type: 'string' },
  serve: { type: 'boolean' },
  port: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the command line; what cannot be read is answered in a sentence. */
export function readArguments(args: readonly string[]): Wish {
  const { values, complaint } = parse(args);
  if (complaint !== undefined) return { kind: 'misunderstood', why: complaint };
  const { clip, serve = false, port } = values;
  if (values.help) return { kind: 'help' };
  if (clip === '') return { kind: 'misunderstood', why: '--clip needs the name of a file.' };
  if (port === undefined) return { kind: serve ? 'page' : 'stories', clip, port: undefined };
  if (!serve) return { kind: 'misunderstood', why: '--port only goes with --serve.' };
  const number = Number(port);
  if (!/^\d{1,5}$/.test(port) || number < 1 || number > 65_535) {
    return { kind: 'misunderstood', why: `--port needs a number from 1 to 65535, not "${port}".` };
  }
  return { kind: 'page', clip, port: number };
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    return { values, complaint: undefined };
  } catch (error) {
    return { values: {}, complaint: firstSentence(String((error as Error).message)) };
  }
}

/** What Node adds behind it is about dashes at the beginning of values. */
function firstSentence(message: string): string {
  return `${message.split('. ')[0]?.replace(/\.$/, '')}.`;
}
