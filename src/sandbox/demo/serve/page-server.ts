import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import type { Session } from '../../page/protocol/session.ts';
import type { Props } from '../props.ts';
import type { Theatre } from '../theatre.ts';
import { PEOPLE } from './acting.ts';
import { pageAssets } from './assets.ts';
import { Belongings } from './belongings.ts';
import { discordActions } from './discord-actions.ts';
import { fonts } from './fonts.ts';
import { ownPageOnly } from './guard.ts';
import { live } from './live.ts';
import { Shelf } from './shelf.ts';
import { slackActions } from './slack-actions.ts';

const LOOPBACK = '127.0.0.1';

/** Serves the page on which one chats with the bot, to this computer only. */
export class PageServer {
  readonly url: string;
  readonly #server: Server;
  readonly #stop: AbortController;

  private constructor(server: Server, port: number, stop: AbortController) {
    this.#server = server;
    this.#stop = stop;
    this.url = `http://${LOOPBACK}:${port}`;
  }

  /**
   * @param port 0 takes any free one
   * @throws the listening error, such as `EADDRINUSE`
   */
  static async start(
    { sandbox, dir }: Pick<Theatre, 'sandbox' | 'dir'>,
    props: Props,
    port: number,
  ): Promise<PageServer> {
    const stop = new AbortController();
    const shelf = new Shelf();
    const belongings = new Belongings(join(dir, 'page'), shelf);
    const session: Session = { people: PEOPLE, files: await belongings.add(props) };
    const app = new Hono();
    const server = createAdaptorServer({ fetch: app.fetch }) as Server;
    server.listen(port, LOOPBACK);
    await once(server, 'listening');
    const { port: taken } = server.address() as AddressInfo;
    app.use(ownPageOnly(taken));
    app.get('/session', (c) => c.json(session));
    app.route('/', live(sandbox, shelf, stop.signal));
    app.route('/', shelf.routes());
    app.route('/', belongings.routes());
    app.route('/slack', slackActions(sandbox.slack, belongings));
    app.route('/discord', discordActions(sandbox.discord, belongings));
    app.route('/', fonts());
    app.route('/', await pageAssets());
    return new PageServer(server, taken, stop);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
