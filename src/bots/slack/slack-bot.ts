import { App, type Receiver, type Logger as SdkLogger } from '@slack/bolt';
import { type Clock, systemClock } from '../../core/clock.ts';
import type { Desk } from '../../core/desk.ts';
import type { Place } from '../../core/edit/edit.ts';
import type { Line, Mention, Message } from '../../core/views/message.ts';
import {
  type Download,
  type FoundUpload,
  type Notice,
  type Outgoing,
  ScreenError,
} from '../../core/views/screen.ts';
import type { Bot } from '../bot.ts';
import { Approvers } from './approvers.ts';
import { catchUp } from './catch-up.ts';
import type { Connection } from './connection.ts';
import { connectionFor } from './connection-for.ts';
import { DurableReceiver } from './durable-receiver.ts';
import { type Identity, introduce } from './identity.ts';
import { readEvent } from './intake.ts';
import { listen } from './listeners.ts';
import { Marks } from './marks.ts';
import { Membership } from './membership.ts';
import type { SlackBotOptions } from './options.ts';
import { People } from './people.ts';
import { sdkLogger } from './sdk-logger.ts';
import { SlackSource } from './source.ts';
import { SlackThreads } from './thread.ts';
import { UpdateBudget } from './update-budget.ts';
import { clientOptions, PROMPT_MS, type SlackWeb, slackWeb } from './web-client.ts';

/** chat.update is Tier 3, 50 a minute for the whole workspace (docs.slack.dev/apis/web-api/rate-limits). */
const UPDATES_PER_MINUTE = 40;
/** For one file (slack.com/help, "Add files to Slack"). A workspace that takes less says so at the upload. */
const UPLOAD_LIMIT_BYTES = 1_000_000_000;

/** Slack, in one workspace: the one that the bot token belongs to. */
export class SlackBot implements Bot {
  readonly platform = 'slack';
  readonly #options: SlackBotOptions;
  readonly #clock: Clock;
  readonly #sdkLogger: SdkLogger;
  readonly #web: SlackWeb;
  readonly #source: SlackSource;
  readonly #membership: Membership;
  readonly #approvers: Approvers;
  readonly #people: People;
  #connection: Connection | null = null;
  #receiver: DurableReceiver | null = null;
  #threads: SlackThreads | null = null;
  #self: Identity | null = null;

  constructor(options: SlackBotOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#sdkLogger = sdkLogger(options.logger);
    this.#web = slackWeb(options.botToken, options.apiUrl, this.#sdkLogger);
    this.#source = new SlackSource(this.#web.patient, options);
    this.#membership = new Membership(this.#web.patient, this.#clock);
    this.#approvers = new Approvers(this.#web, this.#clock);
    this.#people = new People(this.#web.patient, this.#clock);
  }

  /** @throws SlackSetupError that says what to set */
  async start(desk: Desk): Promise<void> {
    const { logger, apiUrl, hearing } = this.#options;
    const connection = connectionFor(this.#options, this.#sdkLogger, () => hearing.returned());
    const self = await introduce(this.#web.patient, apiUrl);
    this.#self = self;
    this.#threads = this.#threadsOf(self);
    this.#connection = connection;
    this.#receiver = new DurableReceiver(connection, async ({ body, retryNum }) => {
      const ask = readEvent(body, self, retryNum ? 'late' : 'at once');
      try {
        if (ask) await desk.ask(ask);
      } catch (error) {
        // Slack gives up delivering it before a database need be back: then it is read.
        hearing.returned();
        throw error;
      }
    });
    const app = this.#app(this.#receiver, self);
    listen(app, {
      desk,
      self,
      web: this.#web,
      membership: this.#membership,
      people: this.#people,
      clock: this.#clock,
      logger,
    });
    await app.start();
    logger.info({ team: self.team, as: self.name }, 'connected to Slack');
    const parts = { desk, self, web: this.#web.patient, clock: this.#clock, logger };
    hearing.start({ hears: () => this.connected(), read: (since) => catchUp(parts, since) });
    hearing.returned();
  }

  async stop(): Promise<void> {
    this.#options.hearing.stop();
    await this.#receiver?.stop();
  }

  async checkUp(): Promise<string> {
    const { name } = await introduce(this.#web.patient, this.#options.apiUrl);
    return `@${name}`;
  }

  connected(): boolean {
    return this.#connection?.connected() ?? false;
  }

  async openThread(place: Place, opening: { nonce: string; mayExist: boolean; line: Line }): Promise<string> {
    return this.#started().openThread(place, opening);
  }

  async post(place: Place & { thread: string }, outgoing: Outgoing): Promise<string> {
    return this.#started().post(place, outgoing);
  }

  async update(
    place: Place & { thread: string },
    ref: string,
    message: Message,
    urgency: 'change' | 'heartbeat',
  ): Promise<'shown' | 'skipped'> {
    return this.#started().update(place, ref, message, urgency);
  }

  async uploadLimit(): Promise<number> {
    return this.#options.uploadLimitBytes ?? UPLOAD_LIMIT_BYTES;
  }

  async mayApprove(place: Place, person: string, named: readonly string[]): Promise<boolean> {
    return this.#approvers.mayApprove(place, person, named);
  }

  async approvers(place: Place, named: readonly string[]): Promise<readonly Mention[]> {
    return this.#approvers.approvers(place, named);
  }

  async announce(place: Place, notice: Notice): Promise<void> {
    return this.#started().announce(place, notice);
  }

  async tell(person: string, notice: Notice): Promise<void> {
    return this.#started().tell(person, notice);
  }

  async names(_place: Place, people: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const known = await Promise.all(people.map(async (id) => [id, await this.#people.name(id)] as const));
    return new Map(known.flatMap(([id, name]) => (name === null ? [] : [[id, name] as const])));
  }

  addressOf({ channel, thread }: Place & { thread: string }): string | null {
    const url = this.#self?.url;
    return url ? new URL(`archives/${channel}/p${thread.replace('.', '')}`, url).href : null;
  }

  async locate(_place: Place, ref: string): Promise<Download> {
    return this.#source.locate(ref);
  }

  async findClip(place: Place): Promise<FoundUpload | null> {
    return this.#source.findClip(place);
  }

  #threadsOf(self: Identity): SlackThreads {
    const web = this.#web.patient;
    return new SlackThreads({
      web,
      marks: new Marks(web, self),
      membership: this.#membership,
      budget: new UpdateBudget(this.#clock, this.#options.updatesPerMinute ?? UPDATES_PER_MINUTE),
      logger: this.#options.logger,
    });
  }

  #app(receiver: Receiver, self: Identity): App {
    const { botToken, apiUrl } = this.#options;
    return new App({
      receiver,
      token: botToken,
      botId: self.bot,
      botUserId: self.user,
      convoStore: false,
      clientOptions: clientOptions(apiUrl, this.#sdkLogger, PROMPT_MS),
      logger: this.#sdkLogger,
    });
  }

  #started(): SlackThreads {
    if (!this.#threads) throw new ScreenError('unreachable', 'The bot has not connected to Slack yet');
    return this.#threads;
  }
}
