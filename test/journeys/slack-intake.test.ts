import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../src/sandbox/slack/person.ts';
import type { View } from '../../src/sandbox/slack/views.ts';
import { until } from './house.ts';
import { slackStage } from './slack-stage.ts';
import type { Prop } from './stage.ts';
import { PATIENT, Story } from './story.ts';
import { publish } from './web.ts';

const CHANNEL = '#campaign-x';

describe('ways to ask for an edit that only Slack has', PATIENT, () => {
  let story: Story;
  let promo: Prop;
  let mara: Person;

  beforeAll(async () => {
    story = await Story.open(slackStage, { TEAM_MONTHLY_CAP: '1000' });
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
    mara = story.house.sandbox.slack.person('Mara');
  }, PATIENT.timeout);
  afterAll(() => story?.close());

  /** Types `/edit` and waits until the form that opens is complete. */
  async function edit(prompt: string, channel = CHANNEL): Promise<View> {
    expect(await mara.command('/edit', prompt, channel)).toMatchObject({ ok: true });
    await mara.nextView();
    return until('the form is complete', () =>
      mara.view && !JSON.stringify(mara.view.blocks).includes('Looking for') ? mara.view : null,
    );
  }

  it('/edit, with one of the recent clips of the channel', async () => {
    await story.stage.say({ text: 'the old one', files: [{ ...promo, name: 'old.mp4' }] });
    await story.stage.say({ text: 'the new one', files: [promo] });
    const form = await edit('make it dusk');
    const thread = await story.opens(() => mara.submitView(form.id, { clip: 'promo.mp4' }));
    expect((await story.take(thread, 1)).name).toBe('promo-take-1.mp4');
    const [opening] = story.stage.thread(thread);
    expect(opening?.lines).toEqual(['@Mara asked for an edit: make it dusk']);
  });

  it('/edit, with an uploaded clip, a reference image and every choice in the form', async () => {
    const long = await story.props.clip('long.mp4', { seconds: 14 });
    const can = await story.props.image('can.png');
    const form = await edit('');
    const thread = await story.opens(() =>
      mara.submitView(form.id, {
        prompt: 'swap the beer for @Image1',
        upload: [long],
        images: [can],
        quality: 'draft',
        sound: 'Remove the sound',
        from: '0:02',
        to: '6',
      }),
    );
    const take = await story.take(thread, 1);
    expect(take.lines.join('\n')).toContain('Take 1 · 4 s · sound removed · $0.51 charged');
    const [prediction] = story.house.sandbox.wavespeed.predictions().slice(-1);
    expect(prediction?.input.images).toHaveLength(1);
  });

  it('/edit, with a link in the prompt', async () => {
    await using page = await publish(promo);
    const form = await edit(`make it dusk ${page.url}`);
    const thread = await story.opens(() => mara.submitView(form.id));
    expect((await story.take(thread, 1)).name).toBe('promo-take-1.mp4');
  });

  it('/edit in the direct conversation with the bot', async () => {
    const { slack } = story.house.sandbox;
    const form = await edit('make it dusk', mara.direct);
    await mara.submitView(form.id, { upload: [promo] });
    const { ts } = await until('the bot opens a thread', () =>
      slack.messages(mara.direct).find(({ text }) => text.includes('asked for an edit')),
    );
    expect((await story.take(ts, 1)).name).toBe('promo-take-1.mp4');
  });

  it('problems are shown beside their fields, and nothing that was typed is lost', async () => {
    const form = await edit('put @Image1 on the table');
    const typed = { from: 'soon', quality: 'draft' };
    expect(await mara.submitView(form.id, { ...typed, upload: [promo] })).toMatchObject({
      kind: 'errors',
      errors: { from: '--from soon needs a time such as 0:02 or 2.5. Nothing was charged.' },
    });
    expect(await mara.submitView(form.id, { ...typed, from: '', upload: [promo] })).toMatchObject({
      kind: 'errors',
      errors: { prompt: expect.stringContaining('The text names @Image1, but none was given.') },
    });
    const can = await story.props.image('can.png');
    expect(await mara.submitView(form.id, { images: [can] })).toMatchObject({
      kind: 'errors',
      errors: { clip: expect.stringContaining('There is no clip to edit.') },
    });
    // What Slack's own client says, before the bot hears of it.
    const big = await story.props.clip('big.mp4', { seconds: 3, bytes: 10_000_001 });
    expect(await mara.submitView(form.id, { images: [can], upload: [big] })).toMatchObject({
      kind: 'incomplete',
      complaints: { upload: 'Files must be 10 MB or smaller.' },
    });
    expect(mara.view?.id).toBe(form.id);
    const thread = await story.opens(() =>
      mara.submitView(form.id, { quality: 'draft', images: [can], upload: [promo] }),
    );
    await story.take(thread, 1);
  });

  it('"Edit this video" in the menu of a message, by somebody else', async () => {
    const message = await story.stage.say({ text: 'look at this', files: [promo] });
    const lee = story.house.sandbox.slack.person('Lee');
    expect(await lee.messageShortcut('edit_video', message)).toMatchObject({ ok: true });
    const form = await lee.nextView();
    await lee.submitView(form.id, { prompt: 'make it dusk' });
    expect((await story.take(message, 1)).name).toBe('promo-take-1.mp4');
    expect((await story.edit(message)).person).toBe(lee.id);
  });

  it.each([2, 20, 100])(
    'a mention that Slack tells %i times at once, and by two events, is one edit',
    async (deliveries) => {
      const { slack, wavespeed } = story.house.sandbox;
      const submissions = wavespeed.submissions;
      const manner = { deliveries, concurrently: true };
      const { ts } = await mara.post({
        channel: CHANNEL,
        text: '@Recut make it dusk',
        files: [promo],
        manner,
      });
      await story.take(ts, 1);
      await story.done(ts);
      await slack.settled();
      expect(slack.deliveries.list('events_api').filter(({ outcome }) => outcome !== 'acked')).toEqual([]);
      expect(await story.edits(ts)).toHaveLength(1);
      expect(wavespeed.submissions).toBe(submissions + 1);
      expect(story.stage.thread(ts)).toHaveLength(4);
    },
  );

  it('a form whose button is pressed twice is one edit', async () => {
    const { wavespeed } = story.house.sandbox;
    const submissions = wavespeed.submissions;
    const form = await edit('make it dusk');
    const send = () => mara.submitView(form.id, { upload: [promo] });
    const thread = await story.opens(() => Promise.all([send(), send()]));
    await story.take(thread, 1);
    await story.done(thread);
    expect(await story.edits(thread)).toHaveLength(1);
    expect(wavespeed.submissions).toBe(submissions + 1);
  });

  it('in a private channel that the bot is not in, the form says how to invite it', async () => {
    const { slack } = story.house.sandbox;
    slack.addChannel('launch', { isPrivate: true });
    const form = await edit('make it dusk', '#launch');
    const invitation = 'Recut is not in this channel yet. Type /invite @recut in it, then send this form.';
    expect(JSON.stringify(form.blocks)).toContain(invitation);
    expect(await mara.submitView(form.id, { upload: [promo] })).toMatchObject({
      kind: 'errors',
      errors: { prompt: invitation },
    });
    slack.inviteBot('#launch');
    expect(await mara.submitView(form.id, { upload: [promo] })).toMatchObject({ kind: 'closed' });
    const { ts } = await until('the bot opens a thread', () =>
      slack.messages('#launch').find(({ text }) => text.includes('asked for an edit')),
    );
    await story.take(ts, 1);
  });
});
