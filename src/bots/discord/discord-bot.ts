import {
  type Client,
  Events,
  GatewayDispatchEvents,
  type RESTGetCurrentApplicationResult,
  Routes,
  Status,
} from 'discord.js';
import type { Logger } from 'pino';
import { systemClock } from '../../core/clock.ts';
import type { Desk } from '../../core/desk.ts';
import type { FormFacts } from '../../core/edit/ask.ts';
import type { Place } from '../../core/edit/edit.ts';
import type { Line, Mention, Message } from '../../core/views/message.ts';
import type { Download, FoundUpload, Outgoing } from '../../core/views/screen.ts';
import type { Bot } from '../bot.ts';
import { Api } from './api.ts';
import { Approvers } from './approvers.ts';
import { Arrivals } from './arrivals.ts';
import { Channels } from './channels.ts';
import { createClient } from './client.ts';
import { commandDefinitions } from './commands.ts';
import { within } from './deadline.ts';
import { Drafts } from './draft.ts';
import { EditBudget } from './edit-budget.ts';
import { Guilds } from './guilds.ts';
import { KeptForms } from './kept-forms.ts';
import { Listener } from './listener.ts';
import type { Memory } from './memory.ts';
import { PLATFORM } from './place.ts';
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
  memory: Memory;
  logger: Logger;
}

/** Recut on Discord, over one gateway connection. Started once: a stopped bot stays stopped. */
export class DiscordBot implements Bot {
  readonly platform = PLATFORM;
  readonly #options: DiscordBotOptions;
  readonly #logger: Logger;
  readonly #client: Client;
  readonly #channels: Channels;
  readonly #threads: Threads;
  readonly #sources: Sources;
  readonly #approvers: Approvers;
  readonly #arrivals = new Arrivals();
  readonly #uploadLimits: UploadLimits;
  #isTakingIn = false;

  constructor(options: DiscordBotOptions) {
    this.#options = options;
    this.#logger = options.logger;
    this.#client = createClient({ apiUrl: options.apiUrl, logger: this.#logger });
    // Threads can be shown while the gateway still connects.
    this.#client.rest.setToken(options.token);
    const api = new Api(this.#client.rest);
    this.#channels = new Channels(api);
    const budget = new EditBudget();
    budget.watch(this.#client.rest);
    this.#threads = new Threads({ channels: this.#channels, budget, arrivals: this.#arrivals });
    this.#sources = new Sources(this.#channels, options.trustedHosts);
    const { memory, uploadLimitBytes: configured } = options;
    this.#uploadLimits = new UploadLimits({ memory, clock: systemClock, configured });
    const guilds = new Guilds(api);
    this.#approvers = new Approvers({ guilds, channels: this.#channels, logger: this.#logger });
  }

  async start(desk: Desk): Promise<void> {
    this.#listen(desk);
    this.#isTakingIn = true;
    try {
      await within(START_LIMIT_MS, this.#connect(), () => {
        throw new Error(`no answer within ${START_LIMIT_MS / 1000} s`);
      });
      await this.#register(desk.formFacts());
    } catch (error) {
      await this.stop();
      throw startProblem(error, this.#options.apiUrl);
    }
  }

  async stop(): Promise<void> {
    this.#isTakingIn = false;
    this.#arrivals.giveUp();
    // The library takes its own goodbye for a lost connection.
    this.#client.removeAllListeners(Events.ShardReconnecting);
    await within(STOP_LIMIT_MS, this.#client.destroy(), () => undefined);
  }

  async checkUp(): Promise<string> {
    try {
      const { name } = (await this.#client.rest.get(
        Routes.currentApplication(),
      )) as RESTGetCurrentApplicationResult;
      return name;
    } catch (error) {
      throw startProblem(error, this.#options.apiUrl);
    }
  }

  connected(): boolean {
    return this.#client.isReady() && this.#client.ws.shards.every(({ status }) => status === Status.Ready);
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

  locate(_place: Place, ref: string): Promise<Download> {
    return this.#sources.locate(ref);
  }

  findClip(place: Place): Promise<FoundUpload | null> {
    return this.#sources.findClip(place);
  }

  async #connect(): Promise<void> {
    const ready = new Promise((resolve) => this.#client.once(Events.ClientReady, resolve));
    await this.#client.login(this.#options.token);
    await ready;
    this.#logger.info(
      { user: this.#client.user?.id, servers: this.#client.guilds.cache.size },
      'connected to Discord',
    );
  }

  #listen(desk: Desk): void {
    const client = this.#client;
    const logger = this.#logger;
    const drafts = new Drafts(this.#options.memory);
    const forms = new KeptForms(this.#options.memory);
    const reception = new Reception({ desk, drafts, forms, arrivals: this.#arrivals, logger });
    const listener = new Listener({ client, channels: this.#channels, desk, logger });
    client.on(Events.InteractionCreate, (interaction) =>
      this.#takeIn(async () => {
        await reception.receive(interaction);
        await this.#uploadLimits.learn(interaction.guildId, interaction.attachmentSizeLimit);
      }),
    );
    client.ws.on(GatewayDispatchEvents.MessageCreate, (event: unknown) =>
      this.#takeIn(() => listener.hear(event)),
    );
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
  async #register(facts: FormFacts): Promise<void> {
    const { guildId, memory } = this.#options;
    try {
      const isChanged = await registerCommands({
        rest: this.#client.rest,
        memory,
        applicationId: this.#client.application?.id ?? '',
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
