import type { Envelope, EnvelopeKind, Failure } from './transport.ts';

/** One attempt to deliver one envelope. */
export interface Delivery extends Envelope {
  /** Epoch milliseconds. */
  readonly sentAt: number;
  /** `late`: acknowledged, but after Slack had given up waiting. */
  readonly outcome: 'waiting' | 'acked' | 'timed_out' | 'late' | Failure;
  /** Milliseconds from sending to the acknowledgement. */
  readonly ackLatencyMs?: number;
  /** What the app acknowledged with. */
  readonly answer?: unknown;
  /** Why the attempt failed, in Slack's words. */
  readonly reason?: string;
}

/** Only so many attempts are remembered. */
const mostRemembered = 10_000;

/** Every attempt to deliver something to the app, oldest first. */
export class DeliveryLog {
  #attempts: { delivery: Delivery }[] = [];

  /** @returns a function that notes how the attempt went on */
  start(envelope: Envelope): (progress: Partial<Delivery>) => Delivery {
    const entry: { delivery: Delivery } = {
      delivery: { ...envelope, sentAt: Date.now(), outcome: 'waiting' },
    };
    this.#attempts.push(entry);
    if (this.#attempts.length > mostRemembered) this.#attempts.shift();
    return (progress) => {
      entry.delivery = { ...entry.delivery, ...progress };
      return entry.delivery;
    };
  }

  list(kind?: EnvelopeKind): Delivery[] {
    const all = this.#attempts.map(({ delivery }) => delivery);
    return kind === undefined ? all : all.filter((delivery) => delivery.kind === kind);
  }

  /** Milliseconds from sending to acknowledgement of everything acknowledged, in time or late. */
  ackLatencies(kind?: EnvelopeKind): number[] {
    return this.list(kind).flatMap(({ ackLatencyMs }) => ackLatencyMs ?? []);
  }
}
