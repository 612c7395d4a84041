import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import { acknowledging } from '../../core/failpoints/acknowledging.ts';
import { within } from './deadline.ts';

/** Time for what came in before the bot stopped. */
const DRAIN_MS = 1_000;

/**
 * Makes an event durable before Slack gets its acknowledgement: Bolt acknowledges events before any listener runs, so
 * this stands between the connection and the app and wraps `ack`. When `persist` rejects, the event is not
 * acknowledged, and Slack delivers it again. Commands and interactions are acknowledged by their listeners.
 */
export class DurableReceiver implements Receiver {
  readonly #connection: Receiver;
  readonly #persist: (event: ReceiverEvent) => Promise<void>;
  readonly #inFlight = new Set<Promise<void>>();
  #stopping = false;

  constructor(connection: Receiver, persist: (event: ReceiverEvent) => Promise<void>) {
    this.#connection = connection;
    this.#persist = persist;
  }

  init(app: App): void {
    const processEvent = (event: ReceiverEvent) => this.#process(app, event);
    this.#connection.init(Object.create(app, { processEvent: { value: processEvent } }));
  }

  async start(): Promise<void> {
    await this.#connection.start();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await within(DRAIN_MS, Promise.allSettled(this.#inFlight));
    await this.#connection.stop();
  }

  async #process(app: App, event: ReceiverEvent): Promise<void> {
    if (this.#stopping) throw new Error('Recut is stopping and takes in nothing more');
    const work = app.processEvent(event.body['type'] === 'event_callback' ? this.#durably(event) : event);
    this.#inFlight.add(work);
    try {
      await work;
    } finally {
      this.#inFlight.delete(work);
    }
  }

  #durably(event: ReceiverEvent): ReceiverEvent {
    return {
      ...event,
      ack: async (response) => {
        await this.#persist(event);
        await acknowledging('event', () => event.ack(response));
      },
    };
  }
}
