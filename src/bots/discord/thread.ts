import { RESTJSONErrorCodes as Code, SnowflakeUtil } from 'discord.js';
import type { Clock, Millis } from '../../core/clock.ts';
import type { Place } from '../../core/edit/edit.ts';
import { shorten } from '../../core/views/figures.ts';
import { filesOf, type Line, type Message } from '../../core/views/message.ts';
import type { Notice, Outgoing } from '../../core/views/screen.ts';
import type { Arrivals } from './arrivals.ts';
import type { Channels } from './channels.ts';
import type { ChatMessage } from './chat-message.ts';
import type { EditBudget } from './edit-budget.ts';
import { plainLine } from './line.ts';
import { markerOf } from './marker.ts';
import { Pace } from './pace.ts';
import { isRefusal } from './refusal.ts';
import { render, renderNotice, renderOpening } from './render.ts';

/** As far back as one request reaches. A message that may exist was sent moments before a crash. */
const LOOK_BACK = 100;
/** Between Discord's clock and ours. */
const CLOCKS_DIFFER_MS = 60_000;
const THREAD_NAME_LENGTH = 100;

interface Opening {
  nonce: string;
  mayExist: boolean;
  line: Line;
}

type InThread = Place & { thread: string };

/** Keeps threads in step with edits, by REST and stored ids alone. */
export class Threads {
  readonly #channels: Channels;
  readonly #budget: EditBudget;
  readonly #arrivals: Arrivals;
  readonly #pace: Pace;

  constructor({
    channels,
    budget,
    arrivals,
    clock,
  }: { channels: Channels; budget: EditBudget; arrivals: Arrivals; clock: Clock }) {
    this.#channels = channels;
    this.#budget = budget;
    this.#arrivals = arrivals;
    this.#pace = new Pace(clock);
  }

  /**
   * A thread hangs on the message that asked, or else on one that the bot posts for it. Where Discord knows no threads,
   * as in the chat of a voice channel, the channel itself is the thread.
   */
  async open(place: Place, opening: Opening): Promise<string> {
    if (place.thread !== null) return place.thread;
    const message = place.message ?? (await this.#openingMessage(place.channel, opening));
    const name = shorten(plainLine(opening.line), THREAD_NAME_LENGTH) || 'Edit';
    try {
      return await this.#channels.startThread(place.channel, message, name);
    } catch (error) {
      if (isRefusal(error, Code.ThreadAlreadyCreatedForMessage)) return message;
      if (isRefusal(error, Code.CannotExecuteActionOnThisChannelType)) return place.channel;
      throw error;
    }
  }

  async #openingMessage(channel: string, { nonce, mayExist, line }: Opening): Promise<string> {
    const there = mayExist ? await this.#find(channel, nonce) : null;
    return there ?? this.#channels.send(channel, renderOpening(line, markerOf(nonce)), nonce);
  }

  async post({ thread }: InThread, { message, nonce, mayExist }: Outgoing): Promise<string> {
    const there = mayExist ? await this.#find(thread, nonce) : null;
    const body = render(message, markerOf(nonce));
    const ref = there ?? (await this.#channels.send(thread, body, nonce, filesOf(message)));
    this.#pace.posted(ref);
    this.#arrivals.arrived(message.edit, thread);
    return ref;
  }

  async update(
    { thread }: InThread,
    ref: string,
    message: Message,
    urgency: 'change' | 'heartbeat',
  ): Promise<'shown' | 'skipped'> {
    if (urgency === 'heartbeat' && this.#budget.isSpent(thread)) return 'skipped';
    return this.#pace.run(ref, urgency, () => this.#edit(thread, ref, message));
  }

  async announce({ channel }: Place, { nonce, maybeSince, line, files }: Notice): Promise<void> {
    if (maybeSince !== null && (await this.#findSince(channel, nonce, maybeSince)) !== null) return;
    await this.#channels.send(channel, renderNotice(line, files, markerOf(nonce)), nonce, files);
  }

  async tell(person: string, { nonce, maybeSince, line }: Notice): Promise<void> {
    const channel = await this.#channels.direct(person);
    if (maybeSince !== null && (await this.#findSince(channel, nonce, maybeSince)) !== null) return;
    await this.#channels.send(channel, renderNotice(line, [], markerOf(nonce)), nonce);
  }

  /** Discord archives quiet threads and then takes no edits; sending would wake one, an edit does not. */
  async #edit(thread: string, ref: string, message: Message): Promise<void> {
    const body = render(message);
    try {
      await this.#channels.edit(thread, ref, body);
    } catch (error) {
      if (!isRefusal(error, Code.InvalidActionOnArchivedThread)) throw error;
      await this.#channels.unarchive(thread);
      await this.#channels.edit(thread, ref, body);
    }
  }

  async #find(channel: string, nonce: string): Promise<string | null> {
    return withNonce(await this.#channels.recent(channel, { limit: LOOK_BACK }), nonce);
  }

  async #findSince(channel: string, nonce: string, since: Millis): Promise<string | null> {
    const after = SnowflakeUtil.generate({ timestamp: since - CLOCKS_DIFFER_MS }).toString();
    return withNonce(await this.#channels.since(channel, after, LOOK_BACK), nonce);
  }
}

/** People cannot choose the ids of components, so a message with this one is the bot's own. */
function withNonce(messages: readonly ChatMessage[], nonce: string): string | null {
  const marker = markerOf(nonce);
  return messages.find(({ components }) => components.some(({ id }) => id === marker))?.id ?? null;
}
