import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { configuredProviders } from '../../src/configured-providers.ts';
import { reconcile } from '../../src/core/money/reconciling.ts';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

const LEDGER = resolve(import.meta.dirname, '../../src/ledger.ts');
const HOUR_MS = 3_600_000;

onEachStage("a provider's bill that says something else than the quote", (stageOf) => {
  let story: Story;
  let promo: Prop;

  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '1000' });
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
  }, PATIENT.timeout);
  afterAll(() => story?.close());

  const predictionOf = (prompt: string) =>
    story.house.sandbox.wavespeed.predictions().find(({ input }) => input.prompt === prompt)?.id ?? '';

  /** Asks for an edit whose bill has this beside its price of $1.08 before its take is here. */
  async function billed(prompt: string, micros: number): Promise<string> {
    const { wavespeed } = story.house.sandbox;
    const done = wavespeed.onChange(({ id, status, input }) => {
      if (status === 'completed' && input.prompt === prompt) wavespeed.bill(id, micros);
    });
    const thread = await story.stage.mention({ text: prompt, files: [promo] });
    await story.done(thread);
    done();
    return thread;
  }

  /** What the daily comparison with the provider does so many hours from now; the bot itself shows what came of it. */
  async function compared(hoursLater: number): Promise<readonly string[]> {
    const { settings } = story.house;
    const providers = configuredProviders(readConfig(settings)).map(({ provider }) => provider);
    const apart = await reconcile({
      store: await story.house.store(),
      clock: { now: () => Date.now() + hoursLater * HOUR_MS },
      providers,
      logger: pino({ level: 'silent' }),
      changed: () => undefined,
    });
    await Promise.all(providers.map((provider) => provider.close()));
    return apart.map(({ id }) => id);
  }

  /** What an operator reads. */
  function ledger(...words: string[]): Promise<string> {
    const env = { PATH: process.env['PATH'] ?? '', ...story.house.settings };
    return new Promise((done, fail) => {
      execFile(
        process.execPath,
        [LEDGER, ...words],
        { env, cwd: story.house.dir },
        (error, stdout, stderr) => (error ? fail(new Error(stdout + stderr)) : done(stdout)),
      );
    });
  }

  it('is lower when the take comes: so much is charged', async () => {
    const thread = await billed('make it dusk', -180_000);
    expect(story.status(thread)?.lines.at(-1)).toBe('Done · $0.90 charged');
    expect(await story.money(thread)).toBe('hold $1.08, post $0.90');
  });

  it('is higher when the take comes: the rest is an overrun, and the owners are told', async () => {
    const thread = await billed('make it night', 220_000);
    await story.says(
      thread,
      'The provider charged $1.30, $0.22 more than was set aside. It is booked in every cap · @Dana',
    );
    expect(await story.money(thread)).toBe('hold $1.08, post $1.08, overrun $0.22');
  });

  it('changes later: the day after finds it, books the difference and says so, once', async () => {
    const cheaper = await story.stage.mention({ text: 'make it dawn', files: [promo] });
    const dearer = await story.stage.mention({ text: 'make it noon', files: [promo] });
    await Promise.all([story.done(cheaper), story.done(dearer)]);
    story.house.sandbox.wavespeed.bill(predictionOf('make it dawn'), -180_000);
    story.house.sandbox.wavespeed.bill(predictionOf('make it noon'), 220_000);
    const ids = await Promise.all([cheaper, dearer].map(async (thread) => (await story.edit(thread)).id));
    expect([...(await compared(1))].sort()).toEqual([...ids].sort());
    expect(await compared(2)).toEqual([]);
    await story.says(
      cheaper,
      "The provider's bill says $0.90 where $1.08 was charged. The difference is booked.",
    );
    await story.says(
      dearer,
      "The provider's bill says $1.30 where $1.08 was charged. The difference is booked · @Dana",
    );
    expect(await story.money(cheaper)).toBe('hold $1.08, post $1.08, adjust -$0.18');
    expect(await story.money(dearer)).toBe('hold $1.08, post $1.08, overrun $0.22');
    await until('the status says it', () => story.said(cheaper).includes('Done · $0.90 charged'));
  });

  it('names an edit that failed: nobody here is charged, and it is listed once it cannot be refunded any more', async () => {
    const { wavespeed } = story.house.sandbox;
    wavespeed.endNext({ status: 'failed', code: 1403, error: 'Task execution failed' });
    const thread = await story.stage.mention({ text: 'make it hail', files: [promo] });
    await story.says(thread, 'The provider tried and failed to make this edit. Nothing was charged.');
    const { id } = await story.edit(thread);
    wavespeed.bill(predictionOf('make it hail'), 1_080_000);
    expect(await compared(2)).not.toContain(id);
    expect(await compared(30)).toContain(id);
    expect(await story.money(thread)).toBe('hold $1.08, void $1.08');
    expect(await ledger('bills')).toContain(`${id}\tfailed\tcharged $0.00, billed $1.08`);
  });

  it('leaves books that are whole, and a list of every edit whose bill differed', async () => {
    expect(await ledger('verify')).toContain('✓ The ledger is whole');
    const listed = await ledger('bills');
    expect(listed).toContain('charged $1.08, billed $0.90');
    expect(listed).toContain('charged $1.08, billed $1.30');
    expect(listed).toContain('3 disagree.');
  });
});
