import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { freePort } from '../free-port.ts';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

const HOUR = 3_600_000;
/** What the real services leave room for, in miniature. */
const EDIT_MS = 1_000;

const PROVIDERS = [
  ['WaveSpeedAI', 'wavespeed', '$1.08'],
  ['fal', 'fal', '$1.01'],
] as const;

for (const [title, name, price] of PROVIDERS) {
  onEachStage(`an edit that ${title} tells of`, (stageOf) => {
    let story: Story;
    let promo: Prop;

    beforeAll(async () => {
      story = await Story.open(stageOf, withoutPolling, { editMs: EDIT_MS, providers: [name] });
      promo = await story.props.clip('promo.mp4', { seconds: 3 });
    }, PATIENT.timeout);
    afterAll(() => story?.close());
    afterEach(() => {
      story.calm();
      Object.assign(story.house.sandbox[name].switches.webhooks, { duplicates: 0 });
    });

    it('is brought by its webhook alone, with polling switched off', async () => {
      const before = story.house.sandbox[name].polls;
      const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
      await story.deliveredOnce(thread, price);
      expect(await story.audited(thread)).toContain('called_back');
      // One look at the beginning, one when it called, one for the address of the take.
      expect(story.house.sandbox[name].polls - before).toBeLessThanOrEqual(4);
    });

    it('is brought once, however often it is told of', async () => {
      story.house.sandbox[name].switches.webhooks.duplicates = 99;
      const thread = await story.stage.mention({ text: 'make it night', files: [promo] });
      await story.deliveredOnce(thread, price);
      const told = (await story.audited(thread)).filter((event) => event === 'called_back');
      expect(told).toHaveLength(1);
    });

    it('that was submitted, but whose answer was lost, is found by its webhook', async () => {
      story.house.sandbox[name].faults.add('submit', { kind: 'reset_after_accept' });
      story.house.sandbox[name].faults.add('list', { kind: 'status', status: 500 }, 1_000);
      const thread = await story.stage.mention({ text: 'make it warmer', files: [promo] });
      await story.deliveredOnce(thread, price);
      expect(await story.audited(thread)).toEqual(expect.arrayContaining(['ambiguous', 'called_back']));
    });

    it('that fails says so as soon as it is told', async () => {
      const thread = await story.stage.mention({ text: 'make it [moderation]', files: [promo] });
      await until('the refusal is told', () => /content rules/.test(story.said(thread)));
      expect(await story.money(thread)).toBe(`hold ${price}, void ${price}`);
    });
  });

  onEachStage(`webhooks of ${title} that are lost or forged`, (stageOf) => {
    let story: Story;
    let promo: Prop;

    beforeAll(async () => {
      story = await Story.open(stageOf, reachable, { editMs: EDIT_MS, providers: [name] });
      promo = await story.props.clip('promo.mp4', { seconds: 3 });
    }, PATIENT.timeout);
    afterAll(() => story?.close());

    it.each([
      ['lost', { lost: true }],
      ['signed by another', { signature: 'wrong' }],
      ['ten minutes old', { signature: 'stale' }],
    ])('because they are %s change nothing: looking brings the take', async (what, wrong) => {
      Object.assign(story.house.sandbox[name].switches.webhooks, {
        lost: false,
        signature: 'right',
        ...wrong,
      });
      const thread = await story.stage.mention({ text: `make it colder, ${what}`, files: [promo] });
      await story.deliveredOnce(thread, price);
      expect(await story.audited(thread)).not.toContain('called_back');
    });
  });
}

/** The bot's own server, as the internet would reach it. */
async function reachable(): Promise<Record<string, string>> {
  const port = String(await freePort());
  return { HTTP_PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}`, TEAM_MONTHLY_CAP: '1000' };
}

async function withoutPolling({ env }: Sandbox): Promise<Record<string, string>> {
  const models: object[] = JSON.parse(await readFile(env['MODELS_FILE'] ?? '', 'utf8'));
  const MODELS_FILE = `${env['MODELS_FILE']}.unpolled.json`;
  const pollGapMs = { min: HOUR, max: HOUR };
  await writeFile(MODELS_FILE, JSON.stringify(models.map((model) => ({ ...model, pollGapMs }))));
  return { ...(await reachable()), MODELS_FILE };
}
