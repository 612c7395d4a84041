import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Interaction } from '../interactions/interaction.ts';
import { interactionObject } from '../interactions/payload.ts';
import type { Settings } from '../settings.ts';
import { shardOf } from '../world/snowflakes.ts';
import type { World } from '../world/world.ts';
import { Delivery } from './delivery.ts';
import { eventsOf, type GatewayEvent } from './events.ts';
import { guildCreateObject, readyObject } from './greeting.ts';
import { INTENT } from './intents.ts';
import { CLOSE, OP, send } from './opcodes.ts';
import { Session } from './session.ts';

export const GATEWAY_PATH = '/gateway';
const HEARTBEAT_INTERVAL_MS = 41_250;
/** How long Discord keeps a session for a resume; it does not say, this is what bots see. */
const RESUME_WINDOW_MS = 2 * 60 * 1000;

const frame = z.object({ op: z.number(), d: z.unknown() });
const identify = z.object({
  token: z.string(),
  intents: z.int().nonnegative(),
  shard: z.tuple([z.int(), z.int()]).default([0, 1]),
});
const resume = z.object({ token: z.string(), session_id: z.string(), seq: z.int() });

export interface GatewayOptions {
  world: World;
  settings: Settings;
  token: string;
  /** `ws://…` including the path. */
  url: string;
}

/** The websocket end of the stand-in: sessions, heartbeats, resumes, and every event the bot hears. */
export class Gateway {
  readonly delivery = new Delivery();
  readonly url: string;
  readonly #world: World;
  readonly #settings: Settings;
  readonly #token: string;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #sessions = new Map<string, Session>();

  constructor({ world, settings, token, url }: GatewayOptions) {
    this.#world = world;
    this.#settings = settings;
    this.#token = token;
    this.url = url;
    world.onChange((change) => {
      for (const event of eventsOf(world, change, settings)) this.#deliver(event);
    });
  }

  listenOn(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      if (!pathname.startsWith(GATEWAY_PATH)) {
        socket.destroy();
        return;
      }
      this.#sockets.handleUpgrade(request, socket, head, (accepted) => this.#accept(accepted));
    });
  }

  /** Whether somebody is there, or may come back in time, to hear of an interaction. */
  get hasSession(): boolean {
    this.#forgetOld();
    return this.#sessions.size > 0;
  }

  /** How many sessions are connected now. */
  get connected(): number {
    return [...this.#sessions.values()].filter(({ socket }) => socket).length;
  }

  sendInteraction(interaction: Interaction): void {
    const guild = this.#world.guildOf(this.#world.channel(interaction.channelId))?.id ?? null;
    const data = interactionObject(this.#world, interaction, this.#settings);
    this.#deliver({ name: 'INTERACTION_CREATE', intent: INTENT.none, guild, data: () => data });
  }

  /** Op 7: asks every session to reconnect and resume. */
  requestReconnect(): void {
    for (const socket of this.#sockets.clients) send(socket, { op: OP.reconnect, d: null });
  }

  /** Op 9: the sessions are over; the bot has to identify again. */
  invalidateSessions(): void {
    this.#sessions.clear();
    for (const socket of this.#sockets.clients) send(socket, { op: OP.invalidSession, d: false });
  }

  /** Cuts every connection without a word; the sessions can be resumed. */
  dropConnections(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  /** Cuts every connection; the bot has to identify again when it comes back. */
  forgetSessions(): void {
    this.dropConnections();
    this.#sessions.clear();
  }

  close(): void {
    this.forgetSessions();
    this.#sockets.close();
  }

  #deliver(event: GatewayEvent): void {
    this.#forgetOld();
    for (let copies = this.delivery.copiesOf(event.name); copies > 0; copies -= 1) {
      for (const session of this.#sessions.values()) {
        if (!session.hears(event)) continue;
        session.dispatch(event.name, event.data((session.intents & INTENT.messageContent) !== 0));
      }
    }
  }

  #accept(socket: WebSocket): void {
    let session: Session | undefined;
    send(socket, { op: OP.hello, d: { heartbeat_interval: HEARTBEAT_INTERVAL_MS, _trace: [] } });
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => {
      const message = frame.safeParse(parseJson(String(data)));
      if (!message.success) return socket.close(CLOSE.decodeError, 'Error while decoding payload.');
      const { op, d } = message.data;
      if (op === OP.heartbeat) return send(socket, { op: OP.heartbeatAck });
      if (op === OP.identify) session = this.#identify(socket, d);
      else if (op === OP.resume) session = this.#resume(socket, d);
      else if (!session) socket.close(CLOSE.notAuthenticated, 'Not authenticated.');
    });
    socket.on('close', (code) => this.#closed(socket, session, code));
  }

  #identify(socket: WebSocket, d: unknown): Session | undefined {
    const asked = identify.safeParse(d);
    if (!asked.success || asked.data.token !== this.#token) {
      socket.close(CLOSE.authenticationFailed, 'Authentication failed.');
      return undefined;
    }
    const { intents, shard } = asked.data;
    const forbidden =
      INTENT.guildPresences |
      INTENT.guildMembers |
      (this.#settings.messageContentIntent ? 0 : INTENT.messageContent);
    if (intents & forbidden) {
      socket.close(CLOSE.disallowedIntents, 'Disallowed intent(s).');
      return undefined;
    }
    const session = new Session(randomBytes(16).toString('hex'), { intents, shard }, socket);
    this.#sessions.set(session.id, session);
    const guilds = [...this.#world.guilds.values()].filter(({ id }) => shardOf(id, shard[1]) === shard[0]);
    session.dispatch(
      'READY',
      readyObject(this.#world, this.#settings, { id: session.id, url: this.url, shard, guilds }),
    );
    for (const guild of guilds) session.dispatch('GUILD_CREATE', guildCreateObject(this.#world, guild));
    return session;
  }

  #resume(socket: WebSocket, d: unknown): Session | undefined {
    this.#forgetOld();
    const asked = resume.safeParse(d);
    const session = asked.success ? this.#sessions.get(asked.data.session_id) : undefined;
    if (!asked.success || !session || asked.data.token !== this.#token) {
      send(socket, { op: OP.invalidSession, d: false });
      return undefined;
    }
    session.resume(socket, asked.data.seq);
    return session;
  }

  /** Codes 1000 and 1001 end a session for good; after any other it can be resumed. */
  #closed(socket: WebSocket, session: Session | undefined, code: number): void {
    if (session?.socket !== socket) return;
    if (code === 1000 || code === 1001) this.#sessions.delete(session.id);
    else session.detach(this.#world.clock.now());
  }

  #forgetOld(): void {
    const oldest = this.#world.clock.now() - RESUME_WINDOW_MS;
    for (const { id, disconnectedAt } of this.#sessions.values()) {
      if (disconnectedAt !== undefined && disconnectedAt < oldest) this.#sessions.delete(id);
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
