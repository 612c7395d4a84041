import {
  type Client,
  Events,
  GatewayDispatchEvents,
  type REST,
  type RESTGetCurrentApplicationResult,
  Routes,
  Status,
} from 'discord.js';
import type { Logger } from 'pino';
import { type Clock, systemClock } from '../../core/clock.ts';
import type { Desk } from '../../core/desk.ts';
import type { FormFacts } from '../../core/edit/ask.ts';
import type { Place } from '../../core/edit/edit.ts';
import type { Hearing } from '../../core/hearing.ts';
import type { Turn } from '../../core/turn.ts';
import type { Line, Mention, Message } from '../../core/views/message.ts';
import type { Download, FoundUpload, Notice, Outgoing } from '../../core/views/screen.ts';
import type { Bot } from '../bot.ts';
import { Api } from './api.ts';
import { Approvers } from './approvers.ts';
import { Arrivals } from './arrivals.ts';
import { catchUp } from './catch-up.ts';
import { Channels } from './channels.ts';
import { createClient } from './client.ts';
import { commandDefinitions } from './commands.ts';
import { within } from './deadline.ts';
import { Drafts } from './draft.ts';
import { Earshot } from './earshot.ts';
import { EditBudget } from './edit-budget.ts';
import { Guilds } from './guilds.ts';
import { KeptForms } from './kept-forms.ts';
import { Listener } from './listener.ts';
import type { Memory } from './memory.ts';
import { othersFirst } from './others.ts';
import { isDirect, PLATFORM } from './place.ts';
import { isLateAnswer, Reception } from './reception.ts';
import { loggable } from './refusal.ts';
import { registerCommands } from './registration.ts';
import { Sources } from './source.ts';
import { registrationProblem, startProblem } from './start-problem.ts';
import { Threads } from './thread.ts';
import { UploadLimits } from './upload-limits.ts';

/** The library alone would try for ever. */
const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 1500;

export interface DiscordBotOptions {
  token: string;
  /** Without the version: `https://discord.com/api`. */
  apiUrl: string;
  /** Hosts besides Discord's own that uploads may lie on, as `host` or `host:port`. */
  trustedHosts: readonly string[];
  /** Registers the commands in this server only, where they appear at once. */
  guildId?: string;
  /** The largest file that the bot may upload; learned from interactions if absent. */
  uploadLimitBytes?: number;
  /** The part of the servers that this process hears, when several share them. */
  shard?: { index: number; of: number };
  /** Decides which of several processes hears Discord; this one does when there is none. */
  turn?: Turn;
  memory: Memory;
  /** Remembers until when Discord was heard. */
  hearing: Hearing;
  clock?: Clock;
  logger: Logger;
}

/**
 * Recut on Discord. Any process shows threads, over REST; the gateway is heard by one process at a time, because Discord
 * tells everything to each connection. Started once: a stopped bot stays stopped.
 */
export class DiscordBot implements Bot {
  readonly platform = PLATFORM;
  readonly privatePictures = true;
  readonly #options: DiscordBotOptions;
  readonly #logger: Logger;
  readonly #rest: REST;
  /** The connection that hears Discord; null while another process does. */
  #gateway: Client | null = null;
  readonly #channels: Channels;
  readonly #threads: Threads;
  readonly #sources: Sources;
  readonly #approvers: Approvers;
  readonly #guilds: Guilds;
  readonly #arrivals = new Arrivals();
  readonly #uploadLimits: UploadLimits;
  #isTakingIn = false;

  constructor(options: DiscordBotOptions) {
    this.#options = options;
    this.#logger = options.logger;
    const clock = options.clock ?? systemClock;
    // Threads can be shown while the gateway still connects, or is another process's.
    this.#rest = this.#newClient().rest;
    this.#rest.setToken(options.token);
    const api = new Api(this.#rest);
    this.#channels = new Channels(api);
    const budget = new EditBudget(clock);
    budget.watch(this.#rest);
    this.#threads = new Threads({ channels: this.#channels, budget, arrivals: this.#arrivals, clock });
    this.#sources = new Sources(this.#channels, options.trustedHosts, clock);
    const { memory, uploadLimitBytes: configured } = options;
    this.#uploadLimits = new UploadLimits({ memory, clock, configured });
    this.#guilds = new Guilds(api);
    this.#approvers = new Approvers({
      guilds: this.#guilds,
      channels: this.#channels,
      clock,
      logger: this.#logger,
    });
  }

  async start(desk: Desk): Promise<void> {
    const { turn, apiUrl } = this.#options;
    this.#isTakingIn = true;
    try {
      if (!turn) return await this.#hear(desk);
      await turn.start({ begin: () => this.#hear(desk), end: () => this.#leave() });
      if (turn.held()) return;
      await this.#rest.get(Routes.currentApplication());
      this.#logger.info('another process hears Discord; ready to take over');
    } catch (error) {
      await this.stop();
      throw startProblem(error, apiUrl);
    }
  }

  async stop(): Promise<void> {
    this.#isTakingIn = false;
    this.#arrivals.giveUp();
    await this.#options.turn?.stop();
    await this.#leave();
  }

  async checkUp(): Promise<string> {
    try {
      const { name } = (await this.#rest.get(Routes.currentApplication())) as RESTGetCurrentApplicationResult;
      return name;
    } catch (error) {
      throw startProblem(error, this.#options.apiUrl);
    }
  }

  connected(): boolean {
    const gateway = this.#gateway;
    if (!gateway) return this.#options.turn?.held() === false;
    return gateway.isReady() && gateway.ws.shards.every(({ status }) => status === Status.Ready);
  }

  openThread(place: Place, opening: { nonce: string; mayExist: boolean; line: Line }): Promise<string> {
    return this.#threads.open(place, opening);
  }

  post(place: Place & { thread: string }, outgoing: Outgoing): Promise<string> {
    return this.#threads.post(place, outgoing);
  }

  update(
    place: Place & { thread: string },
    ref: string,
    message: Message,
    urgency: 'change' | 'heartbeat',
  ): Promise<'shown' | 'skipped'> {
    return this.#threads.update(place, ref, message, urgency);
  }

  uploadLimit(place: Place): Promise<number> {
    return this.#uploadLimits.of(place);
  }

  mayApprove(place: Place, person: string, named: readonly string[]): Promise<boolean> {
    return this.#approvers.mayApprove(place, person, named);
  }

  approvers(place: Place, named: readonly string[]): Promise<readonly Mention[]> {
    return this.#approvers.approvers(place, named);
  }

  announce(place: Place, notice: Notice): Promise<void> {
    return this.#threads.announce(place, notice);
  }

  tell(person: string, notice: Notice): Promise<void> {
    return this.#threads.tell(person, notice);
  }

  async names(place: Place, people: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (isDirect(place)) return new Map();
    const known = await Promise.all(
      people.map(async (id) => [id, await this.#guilds.name(place.team, id).catch(() => null)] as const),
    );
    return new Map(known.flatMap(([id, name]) => (name === null ? [] : [[id, name] as const])));
  }

  addressOf({ team, thread }: Place & { thread: string }): string {
    return `https://discord.com/channels/${team}/${thread}`;
  }

  locate(_place: Place, ref: string): Promise<Download> {
    return this.#sources.locate(ref);
  }

  findClip(place: Place): Promise<FoundUpload | null> {
    return this.#sources.findClip(place);
  }

  #newClient(): Client {
    const { apiUrl, shard } = this.#options;
    return createClient({ apiUrl, logger: this.#logger, ...(shard ? { shard } : {}) });
  }

  async #hear(desk: Desk): Promise<void> {
    const gateway = this.#newClient();
    this.#gateway = gateway;
    this.#listen(gateway, desk);
    try {
      await within(START_LIMIT_MS, this.#connect(gateway), () => {
        throw new Error(`no answer within ${START_LIMIT_MS / 1000} s`);
      });
      await this.#register(gateway.application?.id ?? '', await desk.formFacts(null));
    } catch (error) {
      await this.#leave();
      throw error;
    }
  }

  async #leave(): Promise<void> {
    const gateway = this.#gateway;
    if (!gateway) return;
    this.#gateway = null;
    this.#options.hearing.stop();
    // The library takes its own goodbye for a lost connection.
    gateway.removeAllListeners(Events.ShardReconnecting);
    await within(STOP_LIMIT_MS, gateway.destroy(), () => undefined);
  }

  async #connect(gateway: Client): Promise<void> {
    const ready = new Promise((resolve) => gateway.once(Events.ClientReady, resolve));
    await gateway.login(this.#options.token);
    await ready;
    this.#logger.info({ user: gateway.user?.id, servers: gateway.guilds.cache.size }, 'connected to Discord');
  }

  #listen(client: Client, desk: Desk): void {
    const logger = this.#logger;
    const drafts = new Drafts(this.#options.memory);
    const forms = new KeptForms(this.#options.memory);
    const letOthersFirst = othersFirst(this.#options.turn);
    const arrivals = this.#arrivals;
    const reception = new Reception({ desk, drafts, forms, arrivals, letOthersFirst, logger });
    const listener = new Listener({ client, channels: this.#channels, desk, letOthersFirst, logger });
    client.on(Events.InteractionCreate, (interaction) =>
      this.#takeIn(async () => {
        await reception.receive(interaction);
        await this.#uploadLimits.learn(interaction.guildId, interaction.attachmentSizeLimit);
      }),
    );
    client.ws.on(GatewayDispatchEvents.MessageCreate, (event: unknown) =>
      this.#takeIn(() => listener.hear(event)),
    );
    const { hearing, shard } = this.#options;
    const earshot = new Earshot(client, shard?.index ?? 0);
    const parts = { desk, channels: this.#channels, listener, earshot };
    hearing.start({ hears: () => this.connected(), read: (since) => catchUp(parts, since) });
    // A session that goes on is told everything by Discord; a new one nothing.
    client.on(Events.ShardReady, () => hearing.returned());
  }

  /** Nothing that comes in may end the process. */
  #takeIn(act: () => Promise<void>): void {
    if (!this.#isTakingIn) return;
    act().catch((error: unknown) => {
      if (isLateAnswer(error)) this.#logger.info(loggable(error), 'an answer came too late');
      else this.#logger.error(loggable(error), 'something that came in could not be handled');
    });
  }

  /** A registration that fails today is tried again at the next start; until then people have the commands of before. */
  async #register(applicationId: string, facts: FormFacts): Promise<void> {
    const { guildId, memory } = this.#options;
    try {
      const isChanged = await registerCommands({
        rest: this.#rest,
        memory,
        applicationId,
        guildId,
        definitions: commandDefinitions(facts),
      });
      if (isChanged) this.#logger.info({ server: guildId ?? 'all' }, 'commands registered');
    } catch (error) {
      const problem = registrationProblem(error, guildId);
      if (problem) throw problem;
      this.#logger.error(loggable(error), 'the commands could not be registered');
    }
  }
}
