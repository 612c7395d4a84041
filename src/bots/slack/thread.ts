import { setTimeout as pause } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Place } from '../../core/edit/edit.ts';
import { filesOf, type Line, type Message } from '../../core/views/message.ts';
import { type Notice, type Outgoing, ScreenError } from '../../core/views/screen.ts';
import { type Marks, markOf } from './marks.ts';
import type { Membership } from './membership.ts';
import { render, renderLine, type Style } from './render.ts';
import type { Rendered } from './rendered.ts';
import { asked, refusalOf } from './slack-refusal.ts';
import type { UpdateBudget } from './update-budget.ts';
import { showFiles } from './upload.ts';

type InThread = Place & { thread: string };

export interface ThreadParts {
  web: WebClient;
  marks: Marks;
  membership: Membership;
  budget: UpdateBudget;
  logger: Logger;
}

/** A file of an earlier attempt is shown some seconds after that attempt died. */
const EARLIER_FILE_MS = 5_000;
const LOOK_EVERY_MS = 1_000;

/** Keeps the threads of edits: opens them, posts into them, and changes what was posted. */
export class SlackThreads {
  readonly #parts: ThreadParts;
  /** What the workspace was found to know. */
  #style: Style = 'plan';

  constructor(parts: ThreadParts) {
    this.#parts = parts;
  }

  /** The thread of a request hangs on the message that made it, else on a message of the bot's. */
  async openThread(
    { channel, thread, message }: Place,
    opening: { nonce: string; mayExist: boolean; line: Line },
  ): Promise<string> {
    const given = thread ?? message;
    if (given !== null) return given;
    const { marks, membership } = this.#parts;
    const earlier = opening.mayExist ? await marks.inChannel(channel, opening.nonce) : null;
    if (earlier !== null) return earlier;
    return membership.inside(channel, () =>
      this.#say(channel, null, opening.nonce, renderLine(opening.line)),
    );
  }

  async post(place: InThread, { message, nonce, mayExist }: Outgoing): Promise<string> {
    const { channel, thread } = place;
    const earlier = mayExist ? await this.#parts.marks.inThread(channel, thread, nonce) : null;
    if (earlier !== null) return earlier;
    return this.#parts.membership.inside(channel, async () => {
      await this.#showFiles(place, message, nonce, mayExist);
      return this.#styled(message, (rendered) => this.#say(channel, thread, nonce, rendered));
    });
  }

  async update(
    { channel }: InThread,
    ref: string,
    message: Message,
    urgency: 'change' | 'heartbeat',
  ): Promise<'shown' | 'skipped'> {
    const wait = this.#parts.budget.spend(urgency);
    if (wait > 0) return this.#noRoom(urgency, 'No more updates of messages this minute', wait);
    try {
      await this.#styled(message, (rendered) =>
        asked('chat.update', this.#parts.web.chat.update({ channel, ts: ref, ...rendered })),
      );
      return 'shown';
    } catch (error) {
      if (!(error instanceof ScreenError) || error.code !== 'rate_limited') throw error;
      const retryAfterMs = error.retryAfterMs ?? 0;
      this.#parts.budget.coolOff(retryAfterMs);
      return this.#noRoom(urgency, error.message, retryAfterMs);
    }
  }

  async announce({ channel }: Place, { nonce, maybeSince, line, files }: Notice): Promise<void> {
    const { membership, web, marks } = this.#parts;
    const isThere = maybeSince !== null && (await marks.inChannel(channel, nonce, maybeSince)) !== null;
    if (isThere) return;
    await membership.inside(channel, () => this.#say(channel, null, nonce, renderLine(line)));
    if (files.length > 0) await showFiles(web, { channel, thread: null }, files);
  }

  async tell(person: string, { nonce, maybeSince, line }: Notice): Promise<void> {
    const { web, marks } = this.#parts;
    const { channel } = await asked('conversations.open', web.conversations.open({ users: person }));
    if (!channel?.id)
      throw new ScreenError('unreachable', 'Slack opened a conversation without saying which');
    const isThere = maybeSince !== null && (await marks.inChannel(channel.id, nonce, maybeSince)) !== null;
    if (!isThere) await this.#say(channel.id, null, nonce, renderLine(line));
  }

  #noRoom(urgency: 'change' | 'heartbeat', why: string, retryAfterMs: number): 'skipped' {
    if (urgency === 'heartbeat') return 'skipped';
    throw new ScreenError('rate_limited', why, { retryAfterMs });
  }

  /**
   * The files come first, as one message, and the facts with the buttons as another after it: what completes an upload takes neither
   * buttons nor metadata. Slack knows no spoilers, so a sensitive take is announced by a line of its own, which keeps it
   * a scroll away from whoever does not want to see it, and no more than that.
   */
  async #showFiles(place: InThread, message: Message, nonce: string, mayExist: boolean): Promise<void> {
    const files = filesOf(message);
    const [first] = files;
    if (!first) return;
    const { channel, thread } = place;
    if (mayExist && (await this.#earlierFile(place, first))) return;
    const line = message.kind === 'take' ? message.line : null;
    if (first.spoiler && line) await this.#warn(place, line, nonce, mayExist);
    await showFiles(this.#parts.web, { channel, thread }, files);
  }

  async #warn({ channel, thread }: InThread, line: Line, nonce: string, mayExist: boolean): Promise<void> {
    const mark = `${nonce}:warning`;
    if (mayExist && (await this.#parts.marks.inThread(channel, thread, mark))) return;
    await this.#say(channel, thread, mark, renderLine(line));
  }

  async #earlierFile({ channel, thread }: InThread, file: { name: string; bytes: number }): Promise<boolean> {
    for (let waited = 0; waited <= EARLIER_FILE_MS; waited += LOOK_EVERY_MS) {
      if (await this.#parts.marks.file(channel, thread, file)) return true;
      await pause(LOOK_EVERY_MS);
    }
    return false;
  }

  /** Once Slack refuses a `plan`, and takes the same message without it, the process draws without it. */
  async #styled<T>(message: Message, send: (rendered: Rendered) => Promise<T>): Promise<T> {
    try {
      return await send(render(message, this.#style));
    } catch (error) {
      const refused = refusalOf(error);
      if (this.#style === 'plain' || (refused !== 'invalid_blocks' && refused !== 'invalid_blocks_format'))
        throw error;
      const sent = await send(render(message, 'plain'));
      this.#style = 'plain';
      this.#parts.logger.warn('Slack refuses plan blocks here; statuses are drawn without them');
      return sent;
    }
  }

  async #say(channel: string, thread: string | null, nonce: string, rendered: Rendered): Promise<string> {
    const { ts } = await asked(
      'chat.postMessage',
      this.#parts.web.chat.postMessage({
        channel,
        ...(thread === null ? {} : { thread_ts: thread }),
        ...rendered,
        metadata: markOf(nonce),
        unfurl_links: false,
        unfurl_media: false,
      }),
    );
    if (!ts) throw new ScreenError('unreachable', 'Slack took a message without saying where it is');
    return ts;
  }
}
