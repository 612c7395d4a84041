import { buttonId } from '../../src/bots/discord/custom-id.ts';
import type { EditId } from '../../src/core/edit/edit.ts';
import type { ShownModal } from '../../src/sandbox/discord/person/answer.ts';
import { fieldsOf } from '../../src/sandbox/discord/validate/modal-form.ts';
import { fromDiscord } from '../../src/sandbox/transcript/from-discord.ts';
import type { Told } from '../../src/sandbox/transcript/told.ts';
import type { House } from './house.ts';
import { until } from './house.ts';
import type { Requested, Said, Stage } from './stage.ts';

const CHANNEL = 'campaign-x';
/** Who may be given a role, or have it taken away. */
const CREW = ['Mara', 'Lee'];
/** Direct messages belong to no server. */
const DIRECT = '@me';

const POST = /^POST \/channels\/\d+\/messages$/;
const REQUESTS: Record<Requested, RegExp> = {
  download: /^GET \/cdn\/attachments\//,
  post: POST,
  update: /^PATCH \/channels\/\d+\/messages\//,
  upload: POST,
  show: POST,
};

/** In one channel, and so in its server. */
export function discordStage({ sandbox: { discord } }: House, inChannel = CHANNEL): Stage {
  const guildOf = (channel: string) => discord.world.guildOf(discord.channel(channel))?.id ?? '';
  let crew: string | null = null;
  /** The thread of a message has the message's id; the message itself stands in the channel above. */
  const told = (thread: string): Told[] => {
    const root = discord.message(thread);
    const isOpen = discord.world.channels.has(thread);
    const replies = isOpen ? discord.messages(thread) : [];
    return [...(root ? [root] : []), ...replies].map((message) => fromDiscord(message, discord));
  };
  const answered = (thread: string, before: number) =>
    until('the bot answers', () =>
      told(thread)
        .slice(before)
        .some(({ bot }) => bot),
    );
  const post = async ({ text, files = [], thread, by = 'Mara' }: Said) => {
    const message = await discord.person(by).post({ channel: thread ?? inChannel, text, files });
    return message.id;
  };
  const press = async (thread: string, label: string, by: string) => {
    const message = discord
      .messages(thread)
      .findLast(({ buttons }) => buttons.some((button) => button.label === label));
    if (!message) throw new Error(`Nothing in the thread has a button ${label}`);
    const answer = await discord.person(by).press(message.id, label);
    if (answer.kind === 'no_response') throw new Error('The bot did not take the press');
    return answer;
  };
  const ask = async (said: Said) => {
    const id = await post({ ...said, text: `<@${discord.botUserId}> ${said.text}` });
    return said.thread ?? id;
  };
  const panel = (by: string): Told => {
    const shown = discord.person(by).ephemerals().at(-1);
    if (!shown) throw new Error('There is no panel');
    return fromDiscord(shown, discord);
  };
  return {
    name: 'Discord',
    redelivers: false,
    ask,
    async mention(said) {
      const before = said.thread ? told(said.thread).length : 0;
      const thread = await ask(said);
      await answered(thread, before);
      return thread;
    },
    async direct({ text, files = [], by = 'Mara' }) {
      const person = discord.person(by);
      const before = person.directMessages().length;
      const { channelId } = await person.dm({ text, files });
      await answered(channelId, before);
      return channelId;
    },
    say: post,
    discuss: async (message) => discord.person('Mara').startThread({ message }, 'About this one').id,
    thread: told,
    async press(thread, label, by = 'Mara') {
      await press(thread, label, by);
    },
    async pressForForm(thread, label, by = 'Mara') {
      const answer = await press(thread, label, by);
      if (answer.kind !== 'modal') throw new Error(`No form was opened, but: ${answer.kind}`);
      return {
        prompt: promptOf(answer.modal),
        async send(prompt) {
          const sent = await discord.person(by).submitModal(answer.modal, { prompt });
          if (sent.kind !== 'deferred') throw new Error(`The form was not taken, but: ${sent.kind}`);
        },
      };
    },
    async pressForReason(thread, label, reason, by = 'Mara') {
      const answer = await press(thread, label, by);
      if (answer.kind !== 'modal') throw new Error(`Nothing asked for a reason, but: ${answer.kind}`);
      await discord.person(by).submitModal(answer.modal, { reason });
    },
    async pressAndFill(thread, label, answers) {
      const answer = await press(thread, label, 'Mara');
      if (answer.kind !== 'modal') throw new Error(`No form was opened, but: ${answer.kind}`);
      await discord.person('Mara').submitModal(answer.modal, answers);
    },
    async command(text, by = 'Mara') {
      const [name = '', ...words] = text.split(' ');
      const options: Record<string, string | boolean> = {};
      if (words.length === 1) options[words[0] ?? ''] = true;
      else if (words.length > 1) options[words[0] ?? ''] = words.slice(1).join(' ');
      const before = discord.person(by).ephemerals().length;
      await discord.person(by).slash(`/${name}`, options, inChannel);
      await until('the command is answered', () => {
        const seen = discord.person(by).ephemerals();
        return seen.length > before && !seen.at(-1)?.loading;
      });
      return panel(by);
    },
    panel: (by = 'Mara') => panel(by),
    async choose(label, by = 'Mara') {
      await discord.person(by).press(panel(by).id, label);
      await until('it is answered', () => !discord.person(by).ephemerals().at(-1)?.loading);
    },
    async fill(label, entries, by = 'Mara') {
      const person = discord.person(by);
      const answer = await person.press(panel(by).id, label);
      if (answer.kind !== 'modal') throw new Error(`No form was opened, but: ${answer.kind}`);
      const ids = Object.entries(entries).map(([name, entry]) => [
        name,
        typeof entry === 'string' ? entry : entry.map((one) => discord.person(one).id),
      ]);
      await person.submitModal(answer.modal, Object.fromEntries(ids));
      await until('it is answered', () => !person.ephemerals().at(-1)?.loading);
      const last = panel(by);
      return last.buttons.includes('Change it') ? last.lines.join('\n') : '';
    },
    notices: () =>
      discord
        .messages(inChannel)
        .map((message) => fromDiscord(message, discord))
        .filter(({ bot, id }) => bot && !discord.world.channels.has(id)),
    makeAdmin(person) {
      discord.addRole('Head of studio', { permissions: ['ADMINISTRATOR'] });
      discord.setRoles(person, ['Head of studio']);
    },
    group(people) {
      crew ??= discord.addRole('Budget crew').id;
      for (const person of CREW) discord.setRoles(person, people.includes(person) ? [crew] : []);
      return crew;
    },
    idOf: (person) => discord.person(person).id,
    home: { platform: 'discord', team: guildOf(inChannel) },
    makeMember: (person) => discord.setRoles(person, []),
    async plant(thread, { action, edit, label }) {
      const custom_id = buttonId({ action, edit: edit as EditId });
      const components = [{ type: 1, components: [{ type: 2, style: 2, label, custom_id }] }];
      const answer = await fetch(`${discord.apiUrl}/v10/channels/${thread}/messages`, {
        method: 'POST',
        headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ content: label, components }),
      });
      if (!answer.ok) throw new Error('Discord did not take the button');
    },
    upset: (requested, fault, times) => discord.faults.add(REQUESTS[requested], fault, times),
    upsetsLeft: () => discord.faults.left,
    goAway: (how) => discord.goAway(how),
    async comeBack() {
      discord.comeBack();
      await until('the bot is connected', () => discord.gateway.connected > 0);
    },
    whispers: (by = 'Mara') =>
      discord
        .person(by)
        .ephemerals()
        .map(({ text }) => text),
    directTold: (by = 'Mara') =>
      discord
        .person(by)
        .directMessages()
        .map((message) => fromDiscord(message, discord)),
    deleteThread: (thread) => discord.deleteThread(thread),
    threads: () => discord.threads(inChannel).map(({ id }) => id),
    placeOf(thread) {
      // Until the bot opens it, it is but a message of the channel.
      const channel = discord.channel(discord.world.channels.has(thread) ? thread : inChannel);
      if (channel.kind === 'dm') return { platform: 'discord', team: DIRECT, channel: channel.id };
      const parent = channel.kind === 'thread' ? channel.parentId : channel.id;
      return { platform: 'discord', team: guildOf(parent), channel: parent };
    },
  };
}

/** What stands in the prompt of a form. */
function promptOf({ form }: ShownModal): string {
  const field = form.components.flatMap(fieldsOf).find(({ custom_id }) => custom_id === 'prompt');
  return (field?.type === 4 && field.value) || '';
}
