import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../json.ts';
import type { Delivery, DeliveryLog } from './delivery-log.ts';
import { type Envelope, type EnvelopeKind, NotTaken, type Transport } from './transport.ts';

export interface Patience {
  /** How long the app has to acknowledge; 3,000 on the real Slack. */
  readonly ackTimeoutMs: number;
  /** Pauses before the second, third, … attempt to deliver an event; at once, 1 min, 5 min on the real Slack. */
  readonly retryDelaysMs: readonly number[];
  /** So many events may wait for the app; further ones are lost. */
  readonly mostWaiting: number;
}

/** What came of a command or an interaction. The error is the one that the person sees. */
export type Asked =
  | { readonly ok: true; readonly ackLatencyMs: number; readonly answer: unknown }
  | { readonly ok: false; readonly error: 'dispatch_failed' | 'operation_timeout' };

/** Brings events, commands and interactions to the app and waits for its acknowledgements. */
export class Dispatcher {
  #transport: Transport;
  readonly #patience: Patience;
  readonly #log: DeliveryLog;
  readonly #stopped = new AbortController();
  readonly #underway = new Set<Promise<void>>();

  constructor(transport: Transport, patience: Patience, log: DeliveryLog) {
    this.#transport = transport;
    this.#patience = patience;
    this.#log = log;
  }

  /** From now on, deliver this way. */
  use(transport: Transport): void {
    this.#transport = transport;
  }

  /**
   * Delivers an event. One that finds no app waits for it and then counts as a repetition. Resolves once it was
   * acknowledged, or all attempts are used up.
   *
   * @param repetition the number of the first attempt, for an event that is to look like one sent before
   */
  event(payload: JsonObject, repetition = 0): Promise<void> {
    if (this.#underway.size >= this.#patience.mostWaiting) return Promise.resolve();
    const work = this.#deliver(payload, repetition).finally(() => this.#underway.delete(work));
    this.#underway.add(work);
    return work;
  }

  /** Delivers a command or an interaction, once: Slack repeats neither. */
  async ask(kind: Exclude<EnvelopeKind, 'events_api'>, payload: JsonObject): Promise<Asked> {
    if (!this.#transport.ready) return { ok: false, error: 'dispatch_failed' };
    const { outcome, answer, ackLatencyMs = 0 } = await this.#attempt(kind, payload, 0);
    if (outcome === 'acked') return { ok: true, ackLatencyMs, answer };
    return { ok: false, error: outcome === 'timed_out' ? 'operation_timeout' : 'dispatch_failed' };
  }

  /** Resolves when no event waits for an acknowledgement or for another attempt. */
  async settled(): Promise<void> {
    while (this.#underway.size > 0) await Promise.all(this.#underway);
  }

  /** Gives up whatever waits. */
  stop(): void {
    this.#stopped.abort();
  }

  async #deliver(payload: JsonObject, repetition: number): Promise<void> {
    const { signal } = this.#stopped;
    const attempts = this.#patience.retryDelaysMs.length + 1;
    const away = !this.#transport.ready;
    let retryReason = away ? 'connection_failed' : repetition > 0 ? this.#transport.timeoutReason : undefined;
    // To an app that is away, the first attempt has failed already.
    for (let attempt = Math.max(repetition, away ? 1 : 0); attempt < attempts; attempt += 1) {
      await this.#transport.whenReady(signal);
      if (signal.aborted) return;
      const { outcome, reason } = await this.#attempt('events_api', payload, attempt, retryReason);
      if (outcome === 'acked' || outcome === 'declined') return;
      retryReason = reason;
      // A socket that broke says nothing against the event: it goes out again with the next connection.
      const pauseMs = outcome === 'lost' ? 0 : this.#patience.retryDelaysMs[attempt];
      if (pauseMs) await sleep(pauseMs, undefined, { signal }).catch(() => {});
    }
  }

  #attempt(
    kind: EnvelopeKind,
    payload: JsonObject,
    attempt: number,
    retryReason?: string,
  ): Promise<Delivery> {
    const envelope: Envelope = {
      id: randomUUID(),
      kind,
      payload,
      attempt,
      ...(retryReason ? { retryReason } : {}),
    };
    const transport = this.#transport;
    const note = this.#log.start(envelope);
    const begun = performance.now();
    return new Promise((resolve) => {
      let late = false;
      const giveUp = () => {
        late = true;
        resolve(note({ outcome: 'timed_out', reason: transport.timeoutReason }));
      };
      const timer = setTimeout(giveUp, this.#patience.ackTimeoutMs);
      const settle = (progress: Partial<Delivery>) => {
        clearTimeout(timer);
        resolve(note(progress));
      };
      transport.send(envelope).then(
        (answer) =>
          settle({ outcome: late ? 'late' : 'acked', ackLatencyMs: performance.now() - begun, answer }),
        (error: unknown) => settle(late ? {} : failureOf(error)),
      );
    });
  }
}

function failureOf(error: unknown): Partial<Delivery> {
  if (!(error instanceof NotTaken)) throw error;
  return { outcome: error.failure, reason: error.reason };
}
