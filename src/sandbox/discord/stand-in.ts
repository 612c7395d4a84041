import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type Clock, systemClock } from '../../core/clock.ts';
import { type Absence, Absences } from '../absence.ts';
import { Faults } from '../faults.ts';
import { AttachmentStore } from './cdn/attachments.ts';
import { SignedLinks } from './cdn/signed-links.ts';
import { GATEWAY_PATH, Gateway } from './gateway/gateway.ts';
import { CommandRegistry, type RegisteredCommand } from './interactions/command-registry.ts';
import { Interactions } from './interactions/interactions.ts';
import { Responses } from './interactions/responses.ts';
import { Person } from './person/person.ts';
import { type SeenMessage, seenMessage } from './person/seen-message.ts';
import type { Surroundings } from './person/surroundings.ts';
import { CallLog } from './rest/call-log.ts';
import { requestListener } from './rest/listener.ts';
import { RateLimits } from './rest/rate-limits.ts';
import { defaultSettings, type Settings } from './settings.ts';
import { addGuild, addMember, addRole, addTextChannel, assemble, found } from './world/cast.ts';
import type { ChangeListener } from './world/changes.ts';
import type { Channel, TextChannel, Thread } from './world/channels.ts';
import type { Guild, Role } from './world/guild.ts';
import { channelCalled, memberCalled, roleCalled, textChannels } from './world/lookup.ts';
import { bits, type PermissionName } from './world/permissions.ts';
import { World } from './world/world.ts';

export interface DiscordStandInOptions {
  /** A folder for the bytes of files; made if it is not there. */
  readonly dir: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** What decides ids, deadlines and expiries; the system's clock if absent. Must read 2016 or later. */
  readonly clock?: Clock;
  readonly settings?: Partial<Settings>;
}

export interface RoleOptions {
  readonly permissions?: readonly PermissionName[];
  readonly mentionable?: boolean;
  readonly botId?: string;
}

/**
 * A Discord server on loopback that speaks Discord's wire protocols, for the demo and the tests: REST v10, the
 * gateway, and attachments. An unmodified discord.js runs against it; a bot may come, die and come back. What people
 * do, they do through {@link Person}. State is in memory, files are in a folder.
 */
export class DiscordStandIn implements AsyncDisposable {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** For discord.js's `rest.api`, which adds the version. */
  readonly apiUrl: string;
  /** What attachment addresses start with. */
  readonly cdnUrl: string;
  readonly token = `MTE3MDAwMDAwMDAwMDAwMDAw.stand-in.${randomBytes(20).toString('base64url')}`;
  readonly applicationId: string;
  readonly guildId: string;
  readonly botUserId: string;
  /** The bot's own role, which people pick instead of the bot when they type its name. */
  readonly botRoleId: string;
  readonly settings: Settings;
  /** Named by `METHOD /path` with real ids, without `/api/v10`: see `requestName` in `rest/request-name.ts`. */
  readonly faults = new Faults();
  readonly rateLimits: RateLimits;
  /** What the bot called. */
  readonly calls = new CallLog();
  /** Who is connected, and what goes wrong on the way to them. */
  readonly gateway: Gateway;
  readonly world: World;
  readonly #server: Server;
  readonly #absences: Absences;
  readonly #attachments: AttachmentStore;
  readonly #commands: CommandRegistry;
  readonly #interactions: Interactions;
  readonly #persons = new Map<string, Person>();
  readonly #stopped = new AbortController();

  private constructor(server: Server, options: DiscordStandInOptions) {
    const { port } = server.address() as AddressInfo;
    const clock = options.clock ?? systemClock;
    this.#server = server;
    this.#absences = new Absences(server);
    this.url = `http://127.0.0.1:${port}`;
    this.apiUrl = `${this.url}/api`;
    this.cdnUrl = `${this.url}/cdn`;
    this.settings = { ...defaultSettings, ...options.settings };
    this.rateLimits = new RateLimits(clock);

    const links = new SignedLinks(this.cdnUrl, clock);
    this.world = new World(clock, links, (ids) => found(ids, clock.now()));
    const world = this.world;
    this.applicationId = world.application.id;
    this.guildId = world.guild.id;
    this.botUserId = world.bot.id;
    this.botRoleId = assemble(world).id;

    this.#attachments = new AttachmentStore(path.resolve(options.dir), world.ids);
    this.#commands = new CommandRegistry(world);
    this.#interactions = new Interactions(world);
    const gatewayUrl = `ws://127.0.0.1:${port}${GATEWAY_PATH}`;
    this.gateway = new Gateway({ world, settings: this.settings, token: this.token, url: gatewayUrl });
    this.gateway.listenOn(server);
    const deps = {
      world,
      settings: this.settings,
      token: this.token,
      attachments: this.#attachments,
      interactions: this.#interactions,
      responses: new Responses(world, this.#interactions),
      commands: this.#commands,
      gatewayUrl,
    };
    server.on('request', requestListener(deps, this));
  }

  static async start(options: DiscordStandInOptions): Promise<DiscordStandIn> {
    await mkdir(options.dir, { recursive: true });
    const server = createServer({ requestTimeout: 0 });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    return new DiscordStandIn(server, options);
  }

  /** Closes everything at once; whoever is connected is cut off. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.gateway.close();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /** Someone in the guild, by id or name: `person('Mara')`. */
  person(reference: string): Person {
    const member = memberCalled(this.world, reference);
    const person = this.#persons.get(member.id) ?? new Person(this.#surroundings(), member);
    this.#persons.set(member.id, person);
    return person;
  }

  people(): Person[] {
    return [...this.world.people.values()].filter(({ bot }) => !bot).map(({ id }) => this.person(id));
  }

  /** A new person with these roles, by id or name. */
  addPerson(name: string, { roles = [] }: { roles?: readonly string[] } = {}): Person {
    const roleIds = roles.map((role) => this.role(role).id);
    return this.person(addMember(this.world, name, { roleIds }).id);
  }

  /** Replaces a person's roles, by id or name. */
  setRoles(person: string, roles: readonly string[]): void {
    const member = this.world.memberById(this.person(person).id);
    member.roleIds = roles.map((role) => this.role(role).id);
    this.world.announce({ kind: 'member_updated', member });
  }

  /** A new role, mentionable unless told otherwise; with `botId`, another bot's own. */
  addRole(name: string, { permissions = [], ...rest }: RoleOptions = {}): Role {
    return addRole(this.world, name, { permissions: bits(...permissions), ...rest });
  }

  /** By id or name. */
  role(reference: string): Role {
    return roleCalled(this.world, reference);
  }

  /**
   * Another guild that the bot is in, with the same people, and one channel of this name in it; told to no bot that is
   * connected already. Of two shards it is on the one that the first guild is not on.
   */
  addGuild(name: string, channel: string): Guild {
    const guild = addGuild(this.world, name);
    addTextChannel(this.world, channel, { guildId: guild.id });
    return guild;
  }

  /** A new text channel; with `onlyFor`, one that only members with these roles see (by id or name). */
  addChannel(name: string, { onlyFor }: { onlyFor?: readonly string[] } = {}): TextChannel {
    const admitted = onlyFor?.map((role) => this.role(role).id);
    return addTextChannel(this.world, name, admitted ? { onlyFor: admitted } : {});
  }

  /** A channel or thread by id, or a text channel by name, with or without `#`. */
  channel(reference: string): Channel {
    return channelCalled(this.world, reference);
  }

  /** The text channels, in their order. */
  channels(): TextChannel[] {
    return textChannels(this.world);
  }

  /** The threads of a channel, oldest first. */
  threads(channel: string): Thread[] {
    const { id } = this.channel(channel);
    return this.world.threads().filter(({ parentId }) => parentId === id);
  }

  /** What everybody in a channel or thread sees, oldest first. */
  messages(channel: string): SeenMessage[] {
    return this.world.messages
      .in(this.channel(channel).id)
      .filter(({ onlyFor }) => onlyFor === undefined)
      .map((message) => seenMessage(this.world, message));
  }

  /** Any message, ephemeral ones included. */
  message(id: string): SeenMessage | undefined {
    const message = this.world.messages.find(id);
    return message && seenMessage(this.world, message);
  }

  /** What the application registered, globally and for the guild. */
  commands(): readonly RegisteredCommand[] {
    return this.#commands.all();
  }

  /** How many commands were created or changed so far. */
  get commandWrites(): number {
    return this.#commands.writes;
  }

  deleteThread(id: string): void {
    if (this.channel(id).kind !== 'thread') throw new Error(`${id} is no thread.`);
    this.world.channels.delete(id);
  }

  /** Takes permissions from the bot in a channel: `denyBot('campaign-x', 'SEND_MESSAGES')`. */
  denyBot(channel: string, ...permissions: readonly PermissionName[]): void {
    this.#overwriteBot(channel, 0n, bits(...permissions));
  }

  /** Gives the bot permissions in a channel; without any, only what {@link denyBot} and this changed is undone. */
  allowBot(channel: string, ...permissions: readonly PermissionName[]): void {
    this.#overwriteBot(channel, bits(...permissions), 0n);
  }

  /** Discord is down, or the way to it is, until it comes back, and for too long for any session to go on. */
  goAway(how: Absence): void {
    this.#absences.begin(how);
    this.gateway.forgetSessions();
  }

  comeBack(): void {
    this.#absences.end();
  }

  /** Calls the listener with everything that happens from now on; the returned function ends that. */
  onChange(listener: ChangeListener): () => void {
    return this.world.onChange(listener);
  }

  #surroundings(): Surroundings {
    return {
      world: this.world,
      attachments: this.#attachments,
      commands: this.#commands,
      interactions: this.#interactions,
      gateway: this.gateway,
      stopped: this.#stopped.signal,
      channel: (reference) => this.channel(reference),
    };
  }

  #overwriteBot(reference: string, allow: bigint, deny: bigint): void {
    const channel = this.channel(reference);
    if (channel.kind !== 'text') throw new Error(`${reference} is no text channel.`);
    const others = channel.overwrites.filter(({ id }) => id !== this.botUserId);
    channel.overwrites = [...others, { id: this.botUserId, for: 'member', allow, deny }];
    this.world.announce({ kind: 'channel_updated', channel });
  }
}
