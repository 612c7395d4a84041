import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EditIn } from '../../src/core/edit/edit.ts';
import { freePort } from './free-port.ts';
import { until } from './house.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

onEachStage('a thread that is deleted while its edit is made', (stageOf) => {
  let story: Story;

  beforeAll(async () => {
    const port = await freePort();
    story = await Story.open(stageOf, {
      TEAM_MONTHLY_CAP: '1000',
      POST_TAKE_HOURS: '0.0005',
      HTTP_PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      LINK_SECRET: 'a secret that is long enough for links',
    });
  }, PATIENT.timeout);
  afterAll(() => story?.close());

  it('is made up for by one message to the person alone, with the link to the take', async () => {
    const { wavespeed } = story.house.sandbox;
    wavespeed.switches.editMs = 3_000;
    const promo = await story.props.clip('promo.mp4', { seconds: 3 });
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await until('the provider works', () => story.submissions('make it dusk') === 1);
    const { id } = await story.edit(thread);
    story.stage.deleteThread(thread);
    const told = () =>
      story.stage
        .directTold()
        .filter(({ bot }) => bot)
        .flatMap(({ lines }) => lines);
    await until('the person is told', () => told().length > 0);
    expect(told().join('\n')).toContain(
      'Your edit “make it dusk” is done and cost $1.08, but its thread is gone or takes no files. Here it is: ',
    );
    const store = await story.house.store();
    const ended = (await store.read(id)) as EditIn<'delivered'>;
    expect(ended).toMatchObject({ state: 'delivered', nowhere: true });
    const whole = await fetch(ended.presentation?.link?.url ?? '');
    expect([whole.status, (await whole.bytes()).length]).toEqual([200, ended.take.facts.bytes]);
    expect(await story.house.money(id)).toBe('hold $1.08, post $1.08');
    expect(story.submissions('make it dusk')).toBe(1);
    // Nothing is left to show, and a new start tells nobody again.
    await until(
      'it is shown',
      async () => (await store.unprojected(story.stage.home.platform, 10)).length === 0,
    );
    await story.house.stopBot();
    await story.house.startBot();
    expect(told().filter((line) => line.startsWith('Your edit'))).toHaveLength(1);
  });
});
