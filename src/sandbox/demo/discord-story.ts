import { stat } from 'node:fs/promises';
import type { DiscordStandIn } from '../discord/stand-in.ts';
import { fromDiscord } from '../transcript/from-discord.ts';
import type { Told } from '../transcript/told.ts';
import { DemoProblem } from './demo-problem.ts';
import { followEdit } from './follow-edit.ts';
import type { Prop, Props } from './props.ts';
import type { Performance, Story } from './story.ts';
import { whenThere } from './when-there.ts';

const CHANNEL = 'campaign-x';
const PROMPT = 'put @Image1 on the table, keep everything else';

/** Mara runs `/edit` with a clip and a reference image. */
export async function playInDiscord(
  discord: DiscordStandIn,
  { clip, image }: Props,
  performance: Performance,
): Promise<Story> {
  const { telling, signal } = performance;
  const read = (place: string) => discord.messages(place).map((message) => fromDiscord(message, discord));
  const changes = (listener: () => void) => discord.onChange(listener);
  const before = read(CHANNEL).length;

  const command = await commandTold(clip, image);
  telling.message(command);
  const options = { prompt: PROMPT, video: clip, image1: image };
  const answer = await discord.person('Mara').slash('/edit', options, CHANNEL);
  if (answer.kind === 'no_response') throw new DemoProblem('The bot did not answer /edit in Discord.');

  const opening = await whenThere(changes, () => read(CHANNEL)[before], signal);
  telling.message(opening);
  // A thread has the id of the message that it hangs on.
  const isOpen = () => discord.threads(CHANNEL).some(({ id }) => id === opening.id);
  const thread = () => (isOpen() ? read(opening.id) : []);
  const brought = await followEdit({ messages: thread, changes }, 1, performance);
  return {
    platform: 'Discord',
    channel: `#${CHANNEL}`,
    said: [
      ...[command, opening].map((told) => ({ told, place: 'channel' as const })),
      ...thread().map((told) => ({ told, place: 'thread' as const })),
    ],
    takes: [{ number: 1, ...brought, source: clip.path }],
  };
}

/** Discord shows nobody the command itself; this is what Mara typed. */
async function commandTold(clip: Prop, image: Prop): Promise<Told> {
  const files = await Promise.all(
    [clip, image].map(async ({ name, path }) => ({
      name,
      path,
      bytes: (await stat(path)).size,
      altText: '',
    })),
  );
  return { id: 'command', author: 'Mara', bot: false, lines: [`/edit ${PROMPT}`], files, buttons: [] };
}
