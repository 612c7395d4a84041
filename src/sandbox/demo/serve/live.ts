import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { formatDollars, micros } from '../../../core/money/micros.ts';
import type { Spending } from '../../page/protocol/session.ts';
import type { Sandbox } from '../../sandbox.ts';
import { as } from './acting.ts';
import { discordState } from './discord-state.ts';
import type { Shelf } from './shelf.ts';
import { slackState } from './slack-state.ts';

/** Many changes of one moment are sent as one. */
const SEND_EVERY_MS = 60;
/** Something is sent at least so often, so that a broken connection is noticed. */
const BEAT_MS = 20_000;

const query = z.object({ as, slack: z.string().default(''), discord: z.string().default('') });

/**
 * `GET /live?as=Mara&slack=C…&discord=…`: both platforms as this person sees them, now and after every change, as
 * events `slack`, `discord` and `spending`. Each is the whole state: a page that missed some is right after the next.
 */
export function live(sandbox: Sandbox, shelf: Shelf, stopped: AbortSignal): Hono {
  return new Hono().get('/live', (c) => {
    const asked = query.safeParse(c.req.query());
    if (!asked.success) return c.text(z.prettifyError(asked.error), 400);
    const { as: who, slack, discord } = asked.data;
    return streamSSE(c, async (stream) => {
      const sent = new Map<string, string>();
      const send = async (event: string, state: unknown) => {
        const data = JSON.stringify(state);
        if (sent.get(event) === data) return;
        sent.set(event, data);
        await stream.writeSSE({ event, data });
      };
      const ended = Promise.withResolvers<void>();
      stream.onAbort(() => ended.resolve());
      stopped.addEventListener('abort', () => ended.resolve(), { once: true });
      const changes = new Changed(sandbox);
      void ended.promise.then(() => changes.close());
      while (!stream.aborted && !stopped.aborted) {
        await send('slack', slackState(sandbox.slack, who, slack, shelf));
        await send('discord', discordState(sandbox.discord, who, discord, shelf));
        await send('spending', spending(sandbox));
        const isChanged = await changes.next(BEAT_MS);
        if (!isChanged) await stream.write(': still here\n\n');
      }
    });
  });
}

function spending({ wavespeed }: Sandbox): Spending {
  const edits = wavespeed.predictions().filter(({ status }) => status === 'completed').length;
  return { billed: formatDollars(micros(wavespeed.chargedMicros)), edits };
}

/** Lets one wait for the next change of anything in the sandbox. */
class Changed {
  readonly #unsubscribe: readonly (() => void)[];
  #waiting: (() => void) | undefined;
  #happened = false;

  constructor({ slack, discord, wavespeed }: Sandbox) {
    const tell = () => {
      this.#happened = true;
      this.#waiting?.();
    };
    this.#unsubscribe = [slack.onChange(tell), discord.onChange(tell), wavespeed.onChange(tell)];
  }

  /** Resolves a moment after something changed, or with false when nothing did for so long. */
  async next(patienceMs: number): Promise<boolean> {
    if (!this.#happened) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, patienceMs);
      this.#waiting = resolve;
      await promise;
      clearTimeout(timer);
    }
    const happened = this.#happened;
    await new Promise((resolve) => setTimeout(resolve, SEND_EVERY_MS));
    this.#happened = false;
    return happened;
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#waiting?.();
  }
}
