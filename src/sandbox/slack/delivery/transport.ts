import type { JsonObject } from '../json.ts';

export type EnvelopeKind = 'events_api' | 'slash_commands' | 'interactive';

/** One thing Slack tells the app. */
export interface Envelope {
  readonly id: string;
  readonly kind: EnvelopeKind;
  readonly payload: JsonObject;
  /** 0 for the first attempt. */
  readonly attempt: number;
  /** Why it is sent again, in Slack's words. */
  readonly retryReason?: string;
}

/** How an attempt failed: the way broke; the app answered with an error; it also asked for no repetition. */
export type Failure = 'lost' | 'refused' | 'declined';

/** The app did not take an envelope. */
export class NotTaken extends Error {
  readonly failure: Failure;
  /** In Slack's words, as the next attempt will name it. */
  readonly reason: string;

  constructor(failure: Failure, reason: string) {
    super(`The app did not take the envelope: ${reason}`);
    this.name = 'NotTaken';
    this.failure = failure;
    this.reason = reason;
  }
}

/** A way from Slack to the app: Socket Mode or signed HTTP requests. */
export interface Transport {
  /** Whether anything can be sent now. */
  readonly ready: boolean;
  /** What the next attempt calls a missing acknowledgement. */
  readonly timeoutReason: string;
  /** Resolves when something can be sent, or when the signal fires. */
  whenReady(signal: AbortSignal): Promise<void>;
  /**
   * Sends one envelope.
   *
   * @returns what the app acknowledged it with, if anything, however late
   * @throws NotTaken
   */
  send(envelope: Envelope): Promise<unknown>;
}
