import type { WebSocket } from 'ws';
import { shardOf } from '../world/snowflakes.ts';
import type { Wire } from '../world/wire.ts';
import type { GatewayEvent } from './events.ts';
import { INTENT } from './intents.ts';
import { OP, send } from './opcodes.ts';

/** How many events a session keeps for a resume. */
const MAX_REMEMBERED = 1000;

interface Sent {
  readonly op: number;
  readonly s: number;
  readonly t: string;
  readonly d: Wire;
}

/** One identified connection of the bot, which outlives its socket for a while so that it can resume. */
export class Session {
  readonly id: string;
  readonly intents: number;
  readonly #shard: readonly [id: number, total: number];
  #socket: WebSocket | undefined;
  #sequence = 0;
  #sent: Sent[] = [];
  /** Since when it has no socket. */
  disconnectedAt: number | undefined;

  constructor(
    id: string,
    identify: { intents: number; shard: readonly [number, number] },
    socket: WebSocket,
  ) {
    this.id = id;
    this.intents = identify.intents;
    this.#shard = identify.shard;
    this.#socket = socket;
  }

  get socket(): WebSocket | undefined {
    return this.#socket;
  }

  /** Whether this session is to hear the event: by intent, and by shard as Discord computes it. */
  hears({ intent, guild }: GatewayEvent): boolean {
    const heardBy = guild === null ? 0 : shardOf(guild, this.#shard[1]);
    return heardBy === this.#shard[0] && (intent === INTENT.none || (this.intents & intent) !== 0);
  }

  dispatch(t: string, d: Wire): void {
    this.#sequence += 1;
    const frame: Sent = { op: OP.dispatch, s: this.#sequence, t, d };
    this.#sent.push(frame);
    if (this.#sent.length > MAX_REMEMBERED) this.#sent.shift();
    if (this.#socket) send(this.#socket, frame);
  }

  detach(now: number): void {
    this.#socket = undefined;
    this.disconnectedAt = now;
  }

  /** Goes on with another socket: what was sent after `sequence` is sent again. */
  resume(socket: WebSocket, sequence: number): void {
    this.#socket = socket;
    this.disconnectedAt = undefined;
    for (const frame of this.#sent.filter(({ s }) => s > sequence)) send(socket, frame);
    this.dispatch('RESUMED', { _trace: [] });
  }
}
