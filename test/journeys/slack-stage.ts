import { fromSlack } from '../../src/sandbox/transcript/from-slack.ts';
import type { House } from './house.ts';
import { until } from './house.ts';
import type { Said, Stage } from './stage.ts';

const CHANNEL = '#campaign-x';

export function slackStage({ sandbox: { slack } }: House): Stage {
  const told = (thread: string) => slack.thread(CHANNEL, thread).map((message) => fromSlack(message, slack));
  const post = async ({ text, files, thread, by = 'Mara' }: Said) => {
    const place = thread === undefined ? {} : { threadTs: thread };
    const message = await slack
      .person(by)
      .post({ channel: CHANNEL, text, ...(files ? { files } : {}), ...place });
    return message.ts;
  };
  return {
    name: 'Slack',
    async mention(said) {
      const before = said.thread ? told(said.thread).length : 0;
      const ts = await post({ ...said, text: `@Recut ${said.text}` });
      const thread = said.thread ?? ts;
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
      const message = slack
        .thread(CHANNEL, thread)
        .findLast((each) => fromSlack(each, slack).buttons.includes(label));
      if (!message) throw new Error(`Nothing in the thread has a button ${label}`);
      const pressed = await slack.person(by).press(message.ts, actionOf(message.blocks, label));
      if (!pressed.ok) throw new Error(`The bot did not take the press: ${pressed.error}`);
    },
    whispers: (by = 'Mara') => slack.person(by).ephemerals.map(({ text }) => text),
    threads: () => slack.messages(CHANNEL).flatMap(({ ts }) => (told(ts).some(({ bot }) => bot) ? [ts] : [])),
  };
}

/** The action id of the button with this label. */
function actionOf(blocks: readonly unknown[], label: string): string {
  const elements = blocks.flatMap((block) => (block as { elements?: unknown[] }).elements ?? []);
  const buttons = elements as { action_id?: string; text?: { text?: string } }[];
  return buttons.find(({ text }) => text?.text === label)?.action_id ?? '';
}
