import { fromDiscord } from '../../src/sandbox/transcript/from-discord.ts';
import type { Told } from '../../src/sandbox/transcript/told.ts';
import type { House } from './house.ts';
import { until } from './house.ts';
import type { Said, Stage } from './stage.ts';

const CHANNEL = 'campaign-x';

export function discordStage({ sandbox: { discord } }: House): Stage {
  /** The thread of a message has the message's id; the message itself stands in the channel. */
  const told = (thread: string): Told[] => {
    const root = discord.message(thread);
    const isOpen = discord.threads(CHANNEL).some(({ id }) => id === thread);
    const replies = isOpen ? discord.messages(thread) : [];
    return [...(root ? [root] : []), ...replies].map((message) => fromDiscord(message, discord));
  };
  const post = async ({ text, files = [], thread, by = 'Mara' }: Said) => {
    const message = await discord.person(by).post({ channel: thread ?? CHANNEL, text, files });
    return message.id;
  };
  return {
    name: 'Discord',
    async mention(said) {
      const before = said.thread ? told(said.thread).length : 0;
      const id = await post({ ...said, text: `<@${discord.botUserId}> ${said.text}` });
      const thread = said.thread ?? id;
      await until('the bot answers', () =>
        told(thread)
          .slice(before)
          .some(({ bot }) => bot),
      );
      return thread;
    },
    say: post,
    thread: told,
    async press(thread, label, by = 'Mara') {
      const message = discord
        .messages(thread)
        .findLast(({ buttons }) => buttons.some((button) => button.label === label));
      if (!message) throw new Error(`Nothing in the thread has a button ${label}`);
      const answer = await discord.person(by).press(message.id, label);
      if (answer.kind === 'no_response') throw new Error('The bot did not take the press');
    },
    whispers: (by = 'Mara') =>
      discord
        .person(by)
        .ephemerals()
        .map(({ text }) => text),
    threads: () => discord.threads(CHANNEL).map(({ id }) => id),
  };
}
