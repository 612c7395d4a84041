import { mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type Absence, Absences } from '../absence.ts';
import { Faults } from '../faults.ts';
import { CallLog } from './call-log.ts';
import { type ChangeListener, Changes } from './changes.ts';
import type { Channel } from './channels.ts';
import { DeliveryLog } from './delivery/delivery-log.ts';
import { Dispatcher, type Patience } from './delivery/dispatcher.ts';
import { HttpMode } from './delivery/http-mode.ts';
import { type DisconnectReason, SocketMode } from './delivery/socket-mode.ts';
import type { StoredFile } from './files.ts';
import { Router } from './http/router.ts';
import type { Message } from './messages.ts';
import { type BotIdentity, type MemberTraits, recutBot, sandboxTeam, type Team } from './people.ts';
import { Person } from './person.ts';
import { addChannel, addMember, type ChannelTraits, changeGroup, changeMember } from './population.ts';
import { type CallsPerMinute, RateLimits } from './rate-limits.ts';
import { botScopes } from './scopes.ts';
import { Workspace } from './workspace.ts';

export interface SlackStandInOptions extends Partial<Patience> {
  /** A folder for the bytes of files; made if it is not there. */
  readonly dir: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** What the bot's token may do; everything Recut asks for if absent. */
  readonly scopes?: readonly string[];
  /** From the completion of an upload until its message and the file's `shares` appear; 100 if absent. */
  readonly shareDelayMs?: number;
  /** Calls per minute of each method named, such as `{ 'chat.update': 50 }`; none limited if absent. */
  readonly rateLimits?: CallsPerMinute;
  /** Epoch milliseconds, for ids and for what expires. */
  readonly now?: () => number;
}

/** A message with the files it carries. */
export interface SeenMessage extends Message {
  readonly files: readonly StoredFile[];
}

/**
 * A workspace on loopback that speaks Slack's wire protocols, for the demo and the tests: the Web API, Socket Mode,
 * signed HTTP requests, uploads and downloads. Unmodified client libraries run against it; a bot may come, die and
 * come back. What people do, they do through {@link Person}.
 */
export class SlackStandIn {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** For `slackApiUrl`; ends with `/api/`. */
  readonly apiUrl: string;
  readonly botToken = 'xoxb-1-1-sandbox';
  readonly appToken = `xapp-1-${recutBot.appId}-1-sandbox`;
  readonly signingSecret = '5a9db0c05a9db0c05a9db0c05a9db0c0';
  readonly team: Team = sandboxTeam;
  readonly bot: BotIdentity = recutBot;
  /**
   * Named by Web API method, else by `METHOD /path`: `POST /upload/v1/F…`, `GET /files-pri/…`, `POST /response/…`.
   * An error of Slack's own is `{ kind: 'status', status: 200, body: '{"ok":false,"error":"…"}' }`.
   */
  readonly faults = new Faults();
  /** What the bot called. */
  readonly calls = new CallLog();
  /** What was delivered to the bot, and how soon it acknowledged. */
  readonly deliveries: DeliveryLog;
  readonly #server: Server;
  readonly #absences: Absences;
  readonly #sockets: SocketMode;
  #http: HttpMode | undefined;
  readonly #dispatcher: Dispatcher;
  readonly #changes: Changes;
  readonly #workspace: Workspace;
  readonly #persons = new Map<string, Person>();

  private constructor(server: Server, options: SlackStandInOptions) {
    const { port } = server.address() as AddressInfo;
    this.url = `http://127.0.0.1:${port}`;
    this.apiUrl = `${this.url}/api/`;
    this.#server = server;
    this.#absences = new Absences(server);
    this.#changes = new Changes();
    this.deliveries = new DeliveryLog();
    this.#sockets = new SocketMode(recutBot.appId, (kind) => this.#changes.tell({ kind }));
    const { ackTimeoutMs = 3_000, retryDelaysMs = [0, 60_000, 300_000], mostWaiting = 1_000 } = options;
    this.#dispatcher = new Dispatcher(
      this.#sockets,
      { ackTimeoutMs, retryDelaysMs, mostWaiting },
      this.deliveries,
    );
    this.#workspace = new Workspace({
      folder: path.resolve(options.dir),
      baseUrl: this.url,
      scopes: options.scopes ?? botScopes,
      shareDelayMs: options.shareDelayMs ?? 100,
      now: options.now ?? Date.now,
      changes: this.#changes,
      dispatcher: this.#dispatcher,
      socketPath: () => this.#sockets.issuePath(),
    });
    const limits = new RateLimits(options.rateLimits ?? {}, this.#workspace.now);
    const router = new Router(this.#workspace, this, this.calls, this.faults, limits);
    server.on('request', (request, response) => void router.handle(request, response));
    server.on('upgrade', (request, socket, head) => this.#sockets.upgrade(request, socket, head));
  }

  static async start(options: SlackStandInOptions): Promise<SlackStandIn> {
    await mkdir(options.dir, { recursive: true });
    const server = createServer({ requestTimeout: 0 });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    return new SlackStandIn(server, options);
  }

  /** Closes everything at once; whoever is connected is cut off. */
  async stop(): Promise<void> {
    this.#dispatcher.stop();
    this.#workspace.stop();
    this.#sockets.stop();
    await this.#http?.stop();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** Someone in the workspace, by id, handle or name: `person('Mara')`. */
  person(reference: string): Person {
    const wanted = reference.toLowerCase();
    const found = [...this.#workspace.people.values()].find(
      ({ id, name }) => id === reference || name === wanted,
    );
    if (!found) throw new Error(`There is no ${reference} in the workspace.`);
    const person = this.#persons.get(found.id) ?? new Person(this.#workspace, found);
    this.#persons.set(found.id, person);
    return person;
  }

  /** A new person, in all public channels. */
  addPerson(realName: string, traits: MemberTraits = {}): Person {
    return this.person(addMember(realName, traits, this.#workspace).id);
  }

  /** Makes somebody an admin, deactivates them, and so on. */
  changePerson(reference: string, traits: MemberTraits): void {
    changeMember(this.person(reference).id, traits, this.#workspace);
  }

  /** Leaves these people, by id, in a user group, which is known by its id or handle. */
  changeGroup(reference: string, members: readonly string[]): void {
    changeGroup(reference, members, this.#workspace);
  }

  people(): Person[] {
    return [...this.#workspace.people.keys()].map((id) => this.person(id));
  }

  /** A new channel with everyone in it, and with the bot if told so. */
  addChannel(name: string, traits: ChannelTraits = {}): Channel {
    return addChannel(name, traits, this.#workspace);
  }

  /** By id or by name, with or without `#`. */
  channel(reference: string): Channel {
    const channel = this.#workspace.channels.find(reference);
    if (!channel) throw new Error(`There is no channel ${reference}.`);
    return channel;
  }

  channels(): Channel[] {
    return this.#workspace.channels.all();
  }

  /** What `/invite @Recut` does. */
  inviteBot(channel: string): void {
    this.#workspace.join(this.channel(channel), recutBot.userId);
  }

  deleteChannel(channel: string): void {
    this.#workspace.channels.remove(this.channel(channel).id);
  }

  removeBot(channel: string): void {
    this.#workspace.channels.leave(this.channel(channel).id, recutBot.userId);
  }

  /** What a channel shows, oldest first; replies are in their threads. */
  messages(channel: string): SeenMessage[] {
    return this.#workspace.messages.inChannel(this.channel(channel).id).map((message) => this.#seen(message));
  }

  /** A thread from its first message on. */
  thread(channel: string, ts: string): SeenMessage[] {
    return this.#workspace.messages
      .thread(this.channel(channel).id, ts)
      .map((message) => this.#seen(message));
  }

  message(ts: string): SeenMessage | undefined {
    const message = this.#workspace.messages.byTs(ts);
    return message && this.#seen(message);
  }

  /** A file with the place of its bytes on disk. */
  file(id: string): StoredFile | undefined {
    return this.#workspace.files.get(id);
  }

  /** @returns a function that ends the subscription */
  onChange(listener: ChangeListener): () => void {
    return this.#changes.subscribe(listener);
  }

  /** From now on the workspace does not know these block types: `refuseBlocks('plan', 'task_card')`; none for all known. */
  refuseBlocks(...types: string[]): void {
    this.#workspace.unknownBlocks = new Set(types);
  }

  /** From now on the workspace takes no larger files than this. */
  limitUploads(bytes: number): void {
    this.#workspace.uploadLimitBytes = bytes;
  }

  /** How many sockets the bot holds. */
  get connections(): number {
    return this.#sockets.connections;
  }

  /** Asks the bot to reconnect, as Slack does every few hours. */
  disconnectSockets(reason: DisconnectReason = 'refresh_requested'): void {
    this.#sockets.disconnect(reason);
  }

  /** Cuts the bot's sockets without a word. */
  dropSockets(): void {
    this.#sockets.drop();
  }

  /** Slack is down, or the way to it is, until it comes back; people go on all the same. */
  goAway(how: Absence): void {
    this.#absences.begin(how);
    this.dropSockets();
  }

  comeBack(): void {
    this.#absences.end();
  }

  /**
   * Delivers by signed HTTP requests to this address from now on, whether or not the app is there yet.
   *
   * @returns whether the app answered the verification of the address
   */
  async deliverTo(requestUrl: string): Promise<boolean> {
    await this.#http?.stop();
    this.#http = new HttpMode(requestUrl, this.signingSecret);
    this.#dispatcher.use(this.#http);
    return this.#http.verify();
  }

  /** Resolves when no event waits to be acknowledged or sent again. */
  settled(): Promise<void> {
    return this.#dispatcher.settled();
  }

  #seen(message: Message): SeenMessage {
    return { ...message, files: message.fileIds.flatMap((id) => this.#workspace.files.get(id) ?? []) };
  }
}
