import type { Clock } from '../../../core/clock.ts';
import type { SignedLinks } from '../cdn/signed-links.ts';
import { DiscordError } from '../discord-error.ts';
import type { Change, ChangeListener } from './changes.ts';
import type { Channel, DirectChannel, TextChannel, Thread } from './channels.ts';
import type { Guild, Role } from './guild.ts';
import type { Member } from './members.ts';
import { MessageLog } from './message-log.ts';
import type { Message } from './messages.ts';
import { Snowflakes } from './snowflakes.ts';

/** The application that the bot user belongs to. */
export interface Application {
  readonly id: string;
  readonly name: string;
}

/** Who and what a new world starts with. */
export interface Founding {
  readonly guild: Guild;
  readonly application: Application;
  readonly bot: Member;
}

/** Everything that is true in the stand-in's Discord: its guilds, people, channels and messages. People are in all guilds. */
export class World {
  readonly clock: Clock;
  readonly ids: Snowflakes;
  readonly links: SignedLinks;
  /** The first of the guilds. */
  readonly guild: Guild;
  readonly guilds = new Map<string, Guild>();
  readonly application: Application;
  readonly bot: Member;
  readonly roles = new Map<string, Role>();
  readonly people = new Map<string, Member>();
  readonly channels = new Map<string, Channel>();
  readonly messages: MessageLog;
  readonly #listeners = new Set<ChangeListener>();

  constructor(clock: Clock, links: SignedLinks, found: (ids: Snowflakes) => Founding) {
    this.clock = clock;
    this.links = links;
    this.ids = new Snowflakes(clock);
    const { guild, application, bot } = found(this.ids);
    this.guild = guild;
    this.guilds.set(guild.id, guild);
    this.application = application;
    this.bot = bot;
    this.people.set(bot.id, bot);
    this.messages = new MessageLog(clock);
  }

  /** Calls the listener with every change from now on; the returned function ends that. */
  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  announce(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  memberById(id: string): Member {
    const person = this.people.get(id);
    if (!person) throw new DiscordError('unknownUser');
    return person;
  }

  rolesOf(person: Member): Role[] {
    const everyone = this.roles.get(this.guild.id);
    const own = person.roleIds.map((id) => this.roles.get(id));
    return [everyone, ...own].filter((role) => role !== undefined);
  }

  /** @throws DiscordError 10003 */
  channel(id: string): Channel {
    const channel = this.channels.get(id);
    if (!channel) throw new DiscordError('unknownChannel');
    return channel;
  }

  textChannel(id: string): TextChannel {
    const channel = this.channel(id);
    if (channel.kind !== 'text') throw new DiscordError('wrongChannelType');
    return channel;
  }

  /** The guild that a channel is in; null of a direct conversation. */
  guildOf(channel: Channel): Guild | null {
    if (channel.kind === 'dm') return null;
    const { guildId } = channel.kind === 'text' ? channel : this.textChannel(channel.parentId);
    return this.guilds.get(guildId) ?? null;
  }

  findThread(id: string): Thread | undefined {
    const channel = this.channels.get(id);
    return channel?.kind === 'thread' ? channel : undefined;
  }

  threads(): Thread[] {
    return [...this.channels.values()].filter((channel) => channel.kind === 'thread');
  }

  /** The direct conversation of this person with the bot, opened when there is none yet. */
  directChannel(personId: string): DirectChannel {
    const open = [...this.channels.values()].find(
      (channel) => channel.kind === 'dm' && channel.personId === personId,
    );
    if (open?.kind === 'dm') return open;
    const channel: DirectChannel = { kind: 'dm', id: this.ids.next(), personId, lastMessageId: null };
    this.channels.set(channel.id, channel);
    this.announce({ kind: 'channel_created', channel });
    return channel;
  }

  /** A message that everybody in its channel sees. @throws DiscordError 10008 */
  message(channelId: string, messageId: string): Message {
    const message = this.messages.find(messageId);
    if (message?.channelId !== channelId || message.onlyFor !== undefined) {
      throw new DiscordError('unknownMessage');
    }
    return message;
  }
}
