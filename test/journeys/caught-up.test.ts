import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { openConfiguredDatabase } from '../../src/configured-database.ts';
import { SqlHeardMarks } from '../../src/core/store/sql-heard-marks.ts';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

const HOUR_MS = 60 * 60_000;
const AWAY = 'Recut was away when this was asked for';

onEachStage('what is written while the bot is away', (stageOf) => {
  let story: Story;
  let promo: Prop;
  /** How far behind the time is at which people write; a platform's clock never goes back. */
  let agoMs = 2 * HOUR_MS;

  beforeAll(async () => {
    const now = () => Date.now() - agoMs;
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '1000' }, { now });
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
  }, PATIENT.timeout);
  afterAll(() => story?.close());

  /** As if the bot had heard nothing for so long. */
  async function unheardFor(ms: number): Promise<void> {
    const database = await openConfiguredDatabase(readConfig(story.house.settings));
    const marks = new SqlHeardMarks(database);
    for (const name of ['slack', 'discord:0/1']) await marks.write(name, Date.now() - ms);
    await database.close();
  }

  it('hours before it is back is answered, and begins when somebody still wants it', async () => {
    const earlier = await story.stage.mention({ text: 'make it dawn', files: [promo] });
    await story.deliveredOnce(earlier, '$1.08');
    await story.house.stopBot();
    const thread = await story.stage.ask({ text: 'make it night', files: [promo] });
    await story.stage.ask({ text: 'and blue', thread: earlier });
    agoMs = 0;
    await unheardFor(3 * HOUR_MS);
    await story.house.startBot();

    for (const each of [thread, earlier]) await story.says(each, AWAY);
    expect(story.submissions('make it night') + story.submissions('and blue')).toBe(0);
    expect(await story.money(thread)).toBe('');
    await story.stage.press(thread, 'Try again');
    await story.take(thread, 1);
    await story.done(thread);
    expect(story.submissions('make it night')).toBe(1);
    expect(await story.money(thread)).toBe('hold $1.08, post $1.08');
  });

  it('is answered once, however often it is read', async () => {
    const [thread] = story.stage.threads().filter((each) => story.said(each).includes('make it night'));
    for (let times = 0; times < 2; times += 1) {
      await story.house.stopBot();
      await unheardFor(3 * HOUR_MS);
      await story.house.startBot();
      const told = await story.stage.mention({ text: `make it ${times}`, files: [promo] });
      await story.done(told);
    }
    expect(story.said(thread ?? '').split(AWAY)).toHaveLength(2);
    expect(story.submissions('make it night')).toBe(1);
    await until('nothing is left to be told', async () => {
      const store = await story.house.store();
      return (await store.unprojected(story.stage.home.platform, 1)).length === 0;
    });
  });

  it('a moment before it is back begins by itself, once', async () => {
    await story.house.stopBot();
    const thread = await story.stage.ask({ text: 'make it dusk', files: [promo] });
    await story.house.startBot();
    await story.deliveredOnce(thread, '$1.08');
  });
});
