import { setTimeout as delay } from 'node:timers/promises';
import type { Interaction } from '../interactions/interaction.ts';
import { type NewInteraction, RESPONSE_DEADLINE_MS } from '../interactions/interactions.ts';
import { type Answer, answerTo, NO_RESPONSE } from './answer.ts';
import type { Surroundings } from './surroundings.ts';

const LOOK_EVERY_MS = 5;

/** What is asked of the bot: a command, a button, a form. */
export type Question = Pick<NewInteraction, 'type' | 'userId' | 'channelId' | 'data'> &
  Partial<NewInteraction>;

/** Puts an interaction to the bot and waits for its first response, three seconds at most. */
export async function ask(at: Surroundings, question: Question): Promise<Answer> {
  const { interactions, gateway, world } = at;
  const interaction = interactions.open({
    commandName: undefined,
    sourceMessageId: undefined,
    openedBy: undefined,
    ...question,
  });
  if (!gateway.hasSession) return NO_RESPONSE;
  gateway.sendInteraction(interaction);
  await responded(at, interaction);
  return answerTo(world, interaction);
}

/** The deadline is by the world's clock, which a test may move. */
async function responded({ world, stopped }: Surroundings, interaction: Interaction): Promise<void> {
  const deadline = interaction.createdAt + RESPONSE_DEADLINE_MS;
  while (!interaction.acknowledgement && world.clock.now() <= deadline && !stopped.aborted) {
    await delay(LOOK_EVERY_MS);
  }
}
