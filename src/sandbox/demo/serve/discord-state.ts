import type { Person } from '../../discord/person/person.ts';
import type { SeenAttachment, SeenMessage } from '../../discord/person/seen-message.ts';
import type { DiscordStandIn } from '../../discord/stand-in.ts';
import { COMMAND, type CommandForm, OPTION } from '../../discord/validate/command-form.ts';
import { MESSAGE_TYPE } from '../../discord/world/messages.ts';
import { sees } from '../../discord/world/permissions.ts';
import type { DiscordComponent } from '../../page/protocol/discord-component.ts';
import type {
  DiscordAttachment,
  DiscordCommand,
  DiscordMessage,
  DiscordState,
  DiscordThread,
} from '../../page/protocol/discord-state.ts';
import { fromDiscord } from '../../transcript/from-discord.ts';
import type { Shelf } from './shelf.ts';

/** The page shows so many messages of a channel, the newest. */
const MOST_MESSAGES = 60;

/** Discord as this person sees it, with this channel open. */
export function discordState(
  discord: DiscordStandIn,
  as: string,
  wanted: string,
  shelf: Shelf,
): DiscordState {
  const { world } = discord;
  const person = discord.person(as);
  const channels = discord.channels().filter((channel) => sees(world, world.memberById(person.id), channel));
  const campaign = channels.find(({ name }) => name === 'campaign-x');
  const place = channels.find(({ id }) => id === wanted) ?? campaign ?? channels[0];
  const commands = discord.commands();
  return {
    team: world.guild.name,
    isConnected: discord.gateway.connected > 0,
    me: person.name,
    places: channels.map((channel) => ({
      id: channel.id,
      label: `#${channel.name}`,
      hasBot: sees(world, world.bot, channel),
    })),
    place: place?.id ?? '',
    names: namesIn(discord),
    messages: place ? messagesIn(discord, person, place.id, shelf) : [],
    commands: commands.filter(({ type }) => type === COMMAND.chatInput).map(({ form }) => commandOf(form)),
    messageCommands: commands.filter(({ type }) => type === COMMAND.message).map(({ form }) => form.name),
    choosable: {
      users: discord.people().map(({ id, name }) => ({ id, name })),
      roles: [...world.roles.values()].map(({ id, name }) => ({ id, name })),
      channels: channels.map(({ id, name }) => ({ id, name })),
    },
  };
}

function namesIn(discord: DiscordStandIn): Record<string, string> {
  const { people, roles, channels } = discord.world;
  return Object.fromEntries([
    ...[...people.values(), ...roles.values()].map(({ id, name }) => [id, name]),
    ...[...channels.values()].flatMap((channel) =>
      channel.kind === 'dm' ? [] : [[channel.id, channel.name]],
    ),
  ]);
}

/** Notes that only this person sees stand where they were said. */
function messagesIn(discord: DiscordStandIn, person: Person, place: string, shelf: Shelf): DiscordMessage[] {
  const all = [...discord.messages(place).slice(-MOST_MESSAGES), ...person.ephemerals(place)];
  return all
    .toSorted((a, b) => a.createdAt - b.createdAt)
    .map((message) => messageOf(message, discord, person, shelf));
}

function messageOf(
  message: SeenMessage,
  discord: DiscordStandIn,
  person: Person,
  shelf: Shelf,
): DiscordMessage {
  const told = fromDiscord(message, discord);
  const original = message.repliesTo === undefined ? undefined : discord.message(message.repliesTo);
  return {
    id: message.id,
    author: { name: told.author, isBot: told.bot },
    at: message.createdAt,
    content: message.content,
    components: message.components satisfies readonly DiscordComponent[],
    attachments: message.attachments.map((attachment) => attachmentOf(attachment, shelf)),
    isLoading: message.loading,
    isEdited: message.editedAt !== undefined && !told.bot,
    isPrivate: message.onlyFor !== undefined,
    lines: told.lines,
    reply: original
      ? { author: original.author.name, text: fromDiscord(original, discord).lines.join(' ') }
      : null,
    command: commandBehind(message, discord),
    thread: message.hasThread ? threadOf(message.id, discord, person, shelf) : null,
  };
}

function attachmentOf(attachment: SeenAttachment, shelf: Shelf): DiscordAttachment {
  const { id, filename, size, path, description, shown, spoiler } = attachment;
  const file = shelf.put({ id: `discord-${id}`, name: filename, bytes: size, path, alt: description });
  return { ...file, isShown: shown, isSpoiler: spoiler };
}

function commandBehind(message: SeenMessage, { world }: DiscordStandIn): DiscordMessage['command'] {
  const origin = world.messages.find(message.id)?.origin;
  if (!origin?.commandName) return null;
  const isSlash = message.type === MESSAGE_TYPE.command;
  const name = isSlash ? `/${origin.commandName}` : origin.commandName;
  return { name, by: world.memberById(origin.userId).name };
}

function threadOf(id: string, discord: DiscordStandIn, person: Person, shelf: Shelf): DiscordThread | null {
  const thread = discord.world.findThread(id);
  return thread ? { id, name: thread.name, messages: messagesIn(discord, person, id, shelf) } : null;
}

function commandOf(form: CommandForm): DiscordCommand {
  const options = (form.options ?? []).filter(({ type }) => type > OPTION.subcommandGroup);
  return { name: form.name, description: form.description ?? '', options };
}
