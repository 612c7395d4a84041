import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyLedger } from '../../src/core/money/verify-ledger.ts';
import { until } from './house.ts';
import { GATEWAY, type Replicas, severalBots, THREADS, throughout } from './replicas.ts';
import type { Prop } from './stage.ts';
import type { Story } from './story.ts';

const PATIENT = { timeout: 300_000 };

describe('two bots on one folder with a SQLite file', PATIENT, () => {
  let slack: Story;
  let discord: Story;
  let replicas: Replicas;
  let promo: Prop;

  beforeAll(async () => {
    ({ slack, discord, promo, replicas } = await severalBots());
  }, PATIENT.timeout);
  afterAll(async () => {
    await replicas?.[Symbol.asyncDispose]();
    await slack?.close();
  });

  async function during(what: string, trouble: () => Promise<unknown>): Promise<void> {
    await throughout({ slack, discord, clip: promo, what }, trouble);
    expect((await verifyLedger(await slack.house.store())).findings).toEqual([]);
  }

  it('share the work, and lose nothing when the one that shows threads is killed', async () => {
    await during('dusk', async () => {
      const bot = await replicas.holder(THREADS);
      await replicas.kill(bot);
      await replicas.takeover(THREADS, bot);
    });
    await replicas.start();
  });

  it('hear Discord by one of them, and by the other within seconds when that is killed', async () => {
    const { gateway } = discord.house.sandbox.discord;
    expect(gateway.connected).toBe(1);
    await during('dawn', async () => {
      const bot = await replicas.holder(GATEWAY);
      await replicas.kill(bot);
      await replicas.takeover(GATEWAY, bot);
      await until('Discord is heard again', () => gateway.connected === 1);
    });
    await replicas.start();
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
