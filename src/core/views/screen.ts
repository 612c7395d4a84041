import type { Millis } from '../clock.ts';
import type { Place } from '../edit/edit.ts';
import { RecutError } from '../errors.ts';
import type { Line, Mention, Message, ShownFile } from './message.ts';

/** A message that must appear exactly once, however often it is sent. */
export interface Outgoing {
  message: Message;
  /** At most 25 characters, the same for every attempt at this message. */
  nonce: string;
  /** An earlier attempt may have got through: look for it in the thread before posting. */
  mayExist: boolean;
}

/** Something that everybody in a channel may read. */
export interface Notice {
  /** At most 25 characters, different for each notice, and the same for every attempt at it. */
  nonce: string;
  /** An earlier attempt may have got through, since then: look for it in the channel before posting. */
  maybeSince: Millis | null;
  line: Line;
  files: readonly ShownFile[];
}

/** How an upload on the platform can be downloaded right now. */
export interface Download {
  url: string;
  /** Sent only to hosts of `tokenHosts` (exact names, or `.suffix`), over https unless the host is a trusted one. */
  headers: Readonly<Record<string, string>>;
  tokenHosts: readonly string[];
}

/** A clip found in a conversation. */
export interface FoundUpload {
  ref: string;
  name: string;
  bytes: number | null;
}

/**
 * What the core may ask of a chat platform to keep threads in step with edits. Everything may be asked again at any
 * time: opening an open thread and posting a posted message change nothing.
 * Rejects with a ScreenError.
 */
export interface Screen {
  readonly platform: string;
  /** A message to one person alone can bring pictures. */
  readonly privatePictures?: boolean;
  /** Makes sure that the edit's thread exists; `opening` is shown where the thread has no message of the person's own. */
  openThread(place: Place, opening: { nonce: string; mayExist: boolean; line: Line }): Promise<string>;
  /** Resolves with the platform's address of the message. */
  post(place: Place & { thread: string }, outgoing: Outgoing): Promise<string>;
  /**
   * `heartbeat` updates only move a clock: the platform may skip them ('skipped') to keep room for what matters.
   */
  update(
    place: Place & { thread: string },
    ref: string,
    message: Message,
    urgency: 'change' | 'heartbeat',
  ): Promise<'shown' | 'skipped'>;
  /** The largest file, in bytes, that a message here may bring, as far as it is known; a safe figure where it is not. */
  uploadLimit(place: Place): Promise<number>;
  /**
   * Whether this person may approve here: one of `named` (people, user groups or roles), or an admin of the workspace
   * where nobody is named. Read from the platform at each call.
   */
  mayApprove(place: Place, person: string, named: readonly string[]): Promise<boolean>;
  /** Whom to call for an approval: `named`, or the admins where nobody is named. May be a few minutes old. */
  approvers(place: Place, named: readonly string[]): Promise<readonly Mention[]>;
  /** Says something in the channel, as a message of its own with these files. */
  announce(place: Place, notice: Notice): Promise<void>;
  /** Says something to one person alone, in a conversation with the bot. Brings no files. */
  tell(person: string, notice: Notice): Promise<void>;
  /** What people are called here. Those whom the platform does not name are left out. */
  names(place: Place, people: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The address of a thread, for people; null while the bot does not know its platform's. */
  addressOf(place: Place & { thread: string }): string | null;
  /** Turns the address of an upload into something that can be downloaded now. */
  locate(place: Place, ref: string): Promise<Download>;
  /** The clip of the message that the request replies to, or of the first messages of its thread. */
  findClip(place: Place): Promise<FoundUpload | null>;
}

/**
 * `rate_limited` and `unreachable` pass; `gone` (channel, thread or message deleted, bot removed) and `refused` do not;
 * `too_big` means that the file is over the platform's limit.
 */
export class ScreenError extends RecutError {
  declare readonly code:
    | 'rate_limited'
    | 'unreachable'
    | 'gone'
    | 'refused'
    | 'too_big'
    | 'file_gone'
    | 'not_allowed';
  readonly retryAfterMs: number | null;

  constructor(
    code: ScreenError['code'],
    message: string,
    options: { cause?: unknown; retryAfterMs?: number } = {},
  ) {
    super(code, message, {
      cause: options.cause,
      retryable: code === 'rate_limited' || code === 'unreachable',
    });
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
