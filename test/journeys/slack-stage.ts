import { BUTTON_PREFIX } from '../../src/bots/slack/names.ts';
import type { SeenMessage } from '../../src/sandbox/slack/stand-in.ts';
import { fromSlack } from '../../src/sandbox/transcript/from-slack.ts';
import type { Told } from '../../src/sandbox/transcript/told.ts';
import type { House } from './house.ts';
import { until } from './house.ts';
import type { Requested, Said, Stage } from './stage.ts';

const CHANNEL = '#campaign-x';

const REQUESTS: Record<Requested, string | RegExp> = {
  download: /^GET \/files-pri\//,
  post: 'chat.postMessage',
  update: 'chat.update',
  upload: /^POST \/upload\/v1\//,
  show: 'files.completeUploadExternal',
};

export function slackStage({ sandbox: { slack } }: House): Stage {
  const channelOf = (ts: string) => slack.message(ts)?.channel ?? slack.channel(CHANNEL).id;
  const told = (thread: string) =>
    slack.thread(channelOf(thread), thread).map((message) => fromSlack(message, slack));
  const answered = (thread: string, before: number) =>
    until('the bot answers', () =>
      told(thread)
        .slice(before)
        .some(({ bot }) => bot),
    );
  const post = async ({ text, files, thread, by = 'Mara' }: Said) => {
    const place = thread === undefined ? {} : { threadTs: thread };
    const channel = thread === undefined ? CHANNEL : channelOf(thread);
    const message = await slack.person(by).post({ channel, text, ...(files ? { files } : {}), ...place });
    return message.ts;
  };
  const press = async (thread: string, label: string, by: string) => {
    const message = slack
      .thread(channelOf(thread), thread)
      .findLast((each) => fromSlack(each, slack).buttons.includes(label));
    if (!message) throw new Error(`Nothing in the thread has a button ${label}`);
    const pressed = await slack.person(by).press(message.ts, actionOf(message.blocks, label));
    if (!pressed.ok) throw new Error(`The bot did not take the press: ${pressed.error}`);
  };
  const ask = async (said: Said) => {
    const ts = await post({ ...said, text: `@Recut ${said.text}` });
    return said.thread ?? ts;
  };
  const panel = (by: string): Told => {
    const shown = slack.person(by).ephemerals.at(-1);
    if (!shown) throw new Error('There is no panel');
    return fromSlack({ ...shown, user: slack.bot.userId, files: [] } as unknown as SeenMessage, slack);
  };
  const pressPanel = async (label: string, by: string) => {
    const shown = slack.person(by).ephemerals.at(-1);
    if (!shown) throw new Error('There is no panel');
    const pressed = await slack.person(by).press(shown.ts, actionOf(shown.blocks, label));
    if (!pressed.ok) throw new Error(`The bot did not take the press: ${pressed.error}`);
  };
  return {
    name: 'Slack',
    redelivers: true,
    ask,
    async mention(said) {
      const before = said.thread ? told(said.thread).length : 0;
      const thread = await ask(said);
      await answered(thread, before);
      return thread;
    },
    async direct({ text, files, by = 'Mara' }) {
      const person = slack.person(by);
      const { ts } = await person.post({ channel: person.direct, text, ...(files ? { files } : {}) });
      await answered(ts, 0);
      return ts;
    },
    say: post,
    discuss: async (message) => message,
    thread: told,
    press: (thread, label, by = 'Mara') => press(thread, label, by),
    async pressForForm(thread, label, by = 'Mara') {
      const person = slack.person(by);
      await press(thread, label, by);
      const view = await person.nextView();
      const field = view.blocks.find(({ block_id }) => block_id === 'prompt')?.['element'];
      const { initial_value = '' } = field as { initial_value?: string };
      return {
        prompt: initial_value,
        async send(prompt) {
          const sent = await person.submitView(view.id, { prompt });
          if (sent.kind !== 'closed') throw new Error(`The form was not taken: ${JSON.stringify(sent)}`);
        },
      };
    },
    async pressForReason(thread, label, reason, by = 'Mara') {
      const person = slack.person(by);
      await press(thread, label, by);
      const sent = await person.submitView((await person.nextView()).id, { reason });
      if (sent.kind !== 'closed') throw new Error(`The reason was not taken: ${JSON.stringify(sent)}`);
    },
    async pressAndFill(thread, label, answers) {
      const person = slack.person('Mara');
      await press(thread, label, 'Mara');
      await person.submitView((await person.nextView()).id, answers);
    },
    async command(text, by = 'Mara') {
      const [name = '', ...words] = text.split(' ');
      const before = slack.person(by).ephemerals.length;
      await slack.person(by).command(`/${name}`, words.join(' '), CHANNEL);
      await until('the command is answered', () => slack.person(by).ephemerals.length > before);
      return panel(by);
    },
    panel: (by = 'Mara') => panel(by),
    async choose(label, by = 'Mara') {
      const seen = () => JSON.stringify(slack.person(by).ephemerals);
      const before = seen();
      await pressPanel(label, by);
      await until('it is answered', () => seen() !== before);
    },
    async fill(label, entries, by = 'Mara') {
      const person = slack.person(by);
      await pressPanel(label, by);
      const view = await person.nextView();
      const ids = Object.entries(entries).map(([name, entry]) => [
        name,
        typeof entry === 'string' ? entry : entry.map((one) => slack.person(one).id),
      ]);
      const sent = await person.submitView(view.id, Object.fromEntries(ids));
      if (sent.kind === 'errors') return Object.values(sent.errors).join('\n');
      if (sent.kind !== 'closed') throw new Error(`The form was not taken: ${JSON.stringify(sent)}`);
      return '';
    },
    notices: () =>
      slack
        .messages(CHANNEL)
        .filter(({ threadTs, ts }) => threadTs === undefined || threadTs === ts)
        .map((message) => fromSlack(message, slack))
        .filter(({ bot }) => bot),
    makeAdmin: (person) => slack.changePerson(person, { isAdmin: true }),
    group(people) {
      slack.changeGroup(
        'approvers',
        people.map((each) => slack.person(each).id),
      );
      return 'S0APPROVERS';
    },
    idOf: (person) => slack.person(person).id,
    home: { platform: 'slack', team: slack.team.id },
    makeMember: (person) => slack.changePerson(person, { isAdmin: false }),
    async plant(thread, { action, edit, label }) {
      const text = { type: 'plain_text', text: label };
      const button = { type: 'button', action_id: `${BUTTON_PREFIX}${action}`, value: edit, text };
      const blocks = [{ type: 'actions', elements: [button] }];
      const answer = await fetch(new URL('chat.postMessage', slack.apiUrl), {
        method: 'POST',
        headers: { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ channel: channelOf(thread), thread_ts: thread, text: label, blocks }),
      });
      const { ok } = (await answer.json()) as { ok: boolean };
      if (!ok) throw new Error('Slack did not take the button');
    },
    upset: (requested, fault, times) => slack.faults.add(REQUESTS[requested], fault, times),
    upsetsLeft: () => slack.faults.left,
    goAway: (how) => slack.goAway(how),
    async comeBack() {
      slack.comeBack();
      await until('the bot is connected', () => slack.connections > 0);
    },
    whispers: (by = 'Mara') => slack.person(by).ephemerals.map(({ text }) => text),
    directTold: (by = 'Mara') =>
      slack.messages(slack.person(by).direct).map((message) => fromSlack(message, slack)),
    deleteThread: (thread) => slack.deleteChannel(channelOf(thread)),
    threads: () => slack.messages(CHANNEL).flatMap(({ ts }) => (told(ts).some(({ bot }) => bot) ? [ts] : [])),
    placeOf: (thread) => ({ platform: 'slack', team: slack.team.id, channel: channelOf(thread) }),
  };
}

/** The action id of the button with this label. */
function actionOf(blocks: readonly unknown[], label: string): string {
  const elements = blocks.flatMap((block) => (block as { elements?: unknown[] }).elements ?? []);
  const buttons = elements as { action_id?: string; text?: { text?: string } }[];
  return buttons.find(({ text }) => text?.text === label)?.action_id ?? '';
}
