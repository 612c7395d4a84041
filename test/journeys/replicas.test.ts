import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BotProcess } from '../../src/sandbox/bot-process.ts';
import { emptySchema } from '../postgres/empty-schema.ts';
import { LEFT_OUT } from '../postgres/of-test.ts';
import { proxyOf } from '../postgres/proxy.ts';
import { type Server, startServer } from '../postgres/server.ts';
import { until } from './house.ts';
import { GATEWAY, type Replicas, severalBots, THREADS, throughout } from './replicas.ts';
import type { Prop } from './stage.ts';
import type { Story } from './story.ts';

/** Longer than any lease and any turn. */
const LONG_MS = 18_000;
const PATIENT = { timeout: 300_000 };

describe.skipIf(LEFT_OUT !== '')(`several bots on one PostgreSQL${LEFT_OUT}`, PATIENT, () => {
  /** Of its own, because it is restarted. */
  let server: Server;
  let address: string;
  let slack: Story;
  let discord: Story;
  let replicas: Replicas;
  let promo: Prop;

  beforeAll(async () => {
    server = await startServer();
    ({ address } = await emptySchema(server.url));
    ({ slack, discord, promo, replicas } = await severalBots({ DATABASE_URL: address }));
  }, PATIENT.timeout);
  afterAll(async () => {
    await replicas?.[Symbol.asyncDispose]();
    await slack?.close();
    await server?.close();
  });

  const during = (what: string, trouble: () => Promise<unknown>) =>
    throughout({ slack, discord, clip: promo, what }, trouble);

  it('share the work, and lose nothing when the one that shows threads is killed', async () => {
    await during('dusk', async () => {
      const bot = await replicas.holder(THREADS);
      await replicas.kill(bot);
      await replicas.takeover(THREADS, bot);
    });
    await replicas.start();
  });

  it('hear Discord by one of them at a time, and by another within seconds when that is killed', async () => {
    const bot = await replicas.holder(GATEWAY);
    expect(slack.house.sandbox.discord.gateway.connected).toBe(1);
    const thread = await discord.stage.mention({ text: 'make it dawn', files: [promo] });
    await replicas.kill(bot);
    await replicas.takeover(GATEWAY, bot);
    await until('Discord is heard again', () => slack.house.sandbox.discord.gateway.connected === 1);
    await discord.deliveredOnce(thread, '$1.08');
    await discord.deliveredOnce(
      await discord.stage.mention({ text: 'make it noon', files: [promo] }),
      '$1.08',
    );
    await replicas.start();
  });

  it('go on while one of them stands still for longer than its leases, and when it wakes up again', async () => {
    let bot: BotProcess | undefined;
    await during('still', async () => {
      bot = await replicas.holder(THREADS);
      replicas.pause(bot);
      await replicas.takeover(THREADS, bot);
      await pause(LONG_MS);
      replicas.resume(bot);
    });
  });

  it('go on while one of them is cut off from the database without noticing', async () => {
    const [first, second] = await Promise.all([replicas.holder(THREADS), replicas.holder(GATEWAY)]);
    const way = await proxyOf(address);
    const cut = await replicas.start({ DATABASE_URL: way.url });
    // Whatever can be handed to it is handed to it.
    for (const bot of new Set([first, second])) await replicas.stop(bot);
    await until('Discord is heard', () => slack.house.sandbox.discord.gateway.connected === 1);
    await during('far', async () => {
      await replicas.start();
      way.goSilent();
      await replicas.takeover(THREADS, cut);
      await pause(LONG_MS);
      way.mend();
    });
    await replicas.kill(cut);
  });

  it('go on when the database itself is restarted', async () => {
    await replicas.start();
    await during('anew', async () => {
      await server.stop();
      await pause(1_000);
      await server.start();
    });
  });

  it('are restarted one after the other, and nobody notices', async () => {
    await during('rolled', async () => {
      const old = new Set([await replicas.holder(THREADS), await replicas.holder(GATEWAY)]);
      for (const bot of old) {
        await replicas.start();
        expect(await replicas.stop(bot)).toBe(0);
      }
    });
  });
});
