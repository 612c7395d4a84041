import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { BotProcess } from '../../src/sandbox/bot-process.ts';
import { until } from '../../test/journeys/house.ts';

const LISTENS = /Debugger listening on (ws:\S+)/;
/** For the bot's environment: any free port for its inspector, which is closed until somebody asks for it. */
export const INSPECTABLE = { NODE_OPTIONS: '--inspect-port=127.0.0.1:0' };

/**
 * Lets a bot collect its garbage, so that what it holds then is what it keeps. V8 does so when it likes, and until then has
 * up to four times as much memory as is in use.
 */
export class Collector implements Disposable {
  readonly #socket: WebSocket;
  #asked = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  static async of(bot: BotProcess): Promise<Collector> {
    // Node's own signal for opening the inspector.
    process.kill(bot.pid, 'SIGUSR1');
    const url = await until('the inspector listens', () => LISTENS.exec(bot.log)?.[1]);
    const socket = new WebSocket(url);
    await once(socket, 'open');
    return new Collector(socket);
  }

  async collect(): Promise<void> {
    this.#asked += 1;
    this.#socket.send(JSON.stringify({ id: this.#asked, method: 'HeapProfiler.collectGarbage' }));
    await once(this.#socket, 'message');
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }
}
