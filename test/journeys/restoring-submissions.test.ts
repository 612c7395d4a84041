import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Fault } from '../../src/sandbox/faults.ts';
import { backUp, loseAllBut } from './backup.ts';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { onEachStage, Story } from './story.ts';

/** Two lives of the bot, and the time that a provider asks to wait in between. */
const LONG = { timeout: 240_000 };
/** A backup is made within this time. */
const WAIT_S = 20;

onEachStage('a backup that was made while edits were being submitted', (stageOf) => {
  let story: Story;
  let promo: Prop;

  beforeAll(async () => {
    const settings = { TEAM_MONTHLY_CAP: '1000', WAVESPEED_PLACES: '9' };
    story = await Story.open(stageOf, settings, { apart: true });
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
  }, LONG.timeout);
  afterAll(() => story?.close());

  /** Asks for an edit whose submission suffers this, and waits until it has. */
  async function submits(text: string, fault: Fault): Promise<string> {
    const { faults } = story.house.sandbox.wavespeed;
    faults.add('submit', fault);
    const thread = await story.stage.mention({ text, files: [promo] });
    await until(`it was submitted: ${text}`, () => faults.left === 0);
    return thread;
  }

  it(
    'is restored: each of them is looked for at the provider, and none is submitted again',
    LONG,
    async () => {
      const refused = await submits('make it later', { kind: 'rate_limited', retryAfterSeconds: WAIT_S });
      const taken = await submits('make it dusk', { kind: 'hang_after_accept' });
      const unheard = await submits('make it dawn', { kind: 'hang' });
      await until('the first waits', async () => {
        const edit = await story.edit(refused);
        return edit.state === 'submitting' && edit.attemptAt === null && edit.tries > 0;
      });
      const folder = join(story.house.dir, 'backup');
      await backUp(story.house, folder);
      for (const thread of [refused, taken, unheard]) {
        expect((await story.edit(thread)).state).toBe('submitting');
      }
      // What the backup does not know: it was submitted all the same, paid for and shown.
      await story.deliveredOnce(refused, '$1.08');

      await loseAllBut(folder, story.house);
      await story.house.startBot();
      for (const thread of [refused, taken]) {
        await until('it is delivered', async () => (await story.edit(thread)).state === 'delivered');
        await story.deliveredOnce(thread, '$1.08');
      }
      await story.says(unheard, 'Nobody knows whether this edit ran');
      expect((await story.edit(unheard)).state).toBe('unresolved');
      expect(await story.money(unheard)).toBe('hold $1.08');
      expect(story.submissions('make it dawn')).toBe(0);
    },
  );
});
