import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { emptySchema } from '../postgres/empty-schema.ts';
import { LEFT_OUT } from '../postgres/of-test.ts';
import { backUp, loseAllBut } from './backup.ts';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

/** It makes five edits in all, in two lives. */
const LONG = { timeout: 300_000 };

const STORES = ['a SQLite file', ...(LEFT_OUT === '' ? ['PostgreSQL'] : [])];

describe.each(STORES)('on %s', (kept) => {
  const onPostgres = kept === 'PostgreSQL';

  onEachStage('a bot that is restored from a backup', (stageOf) => {
    let story: Story;
    let promo: Prop;
    let schema: Awaited<ReturnType<typeof emptySchema>> | null = null;

    beforeAll(async () => {
      const server = inject('postgres');
      if (onPostgres && 'url' in server) schema = await emptySchema(server.url);
      const settings = {
        TEAM_MONTHLY_CAP: '1000',
        APPROVE_ABOVE: '2',
        ...(schema && { DATABASE_URL: schema.address }),
      };
      story = await Story.open(stageOf, settings, { apart: true, editMs: 4_000 });
      promo = await story.props.clip('promo.mp4', { seconds: 3 });
    }, PATIENT.timeout);
    afterAll(async () => {
      await story?.close();
      await schema?.drop();
    });

    it(
      'does not pay for what ran since, nor show it twice, and says what became of everything',
      LONG,
      async () => {
        const long = await story.props.clip('long.mp4', { seconds: 8 });
        const running = await story.stage.mention({ text: 'make it dusk', files: [promo] });
        await until('the provider works', async () => (await story.edit(running)).state === 'running');
        const waiting = await story.stage.mention({ text: 'make it dawn', files: [long] });
        await until('the approvers are asked', () => story.said(waiting).includes('needs an approval'));

        const folder = join(story.house.dir, 'backup');
        const { stdout } = await backUp(story.house, folder);
        expect(stdout).toContain('The database and');
        await expect(backUp(story.house, folder)).rejects.toThrow('is not empty');

        // After the backup both are made and paid for.
        await story.stage.press(waiting, 'Approve', 'Dana');
        for (const thread of [running, waiting]) {
          await story.take(thread, 1);
          await story.done(thread);
        }
        const later = await story.stage.mention({ text: 'make it noon', files: [promo] });
        await story.deliveredOnce(later, '$1.08');
        const data = await loseAllBut(folder, story.house);
        if (schema) {
          await schema.empty();
          expect((await backUp(story.house, '--load', data)).stdout).toContain('rows of');
          await expect(backUp(story.house, '--load', data)).rejects.toThrow('The database is not empty');
        }
        await story.house.startBot();

        await until('the first is delivered', async () => (await story.edit(running)).state === 'delivered');
        await story.deliveredOnce(running, '$1.08');
        await until('the other has ended', () =>
          story.said(waiting).includes('Recut was restored from a backup'),
        );
        expect(story.submissions('make it dawn')).toBe(1);
        // The backup does not know that it was ever asked for: it is read again, and not made again.
        await story.says(later, 'Recut was restored from a backup');
        expect(story.submissions('make it noon')).toBe(1);
        const shown = story.stage.thread(waiting).flatMap(({ bot, files }) => (bot ? files : []));
        expect(shown.filter(({ name }) => name.endsWith('.mp4'))).toHaveLength(1);
        expect(story.said(waiting).match(/make it dawn/g)?.length).toBeLessThanOrEqual(3);
      },
    );
  });
});
