import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { STAGES, Story } from './story.ts';

describe.each(STAGES)(
  'what cannot work in %s ends in one clear sentence, with nothing charged',
  (_name, stageOf) => {
    let story: Story;
    let promo: Prop;

    beforeAll(async () => {
      story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '1000' });
      promo = await story.props.clip('promo.mp4', { seconds: 3 });
    });
    afterAll(() => story?.close());
    afterEach(() => story.calm());

    it('a clip of a shape that has no size the model takes', async () => {
      const ribbon = await story.props.clip('ribbon.mp4', { seconds: 3, width: 1280, height: 360 });
      await story.endsIn(
        'The clip is 1280×360; the model takes 720 to 2160 pixels on each side, and no size of this shape has that.',
        { text: 'make it dusk', files: [ribbon] },
      );
    });

    it('a text that is named like a video', async () => {
      const notes = await story.props.text('notes.mp4', 'Dear diary, today I was mistaken for a video.');
      await story.endsIn('notes.mp4 is not a video that Recut can read.', {
        text: 'make it dusk',
        files: [notes],
      });
    });

    it('a video that was cut off', async () => {
      const whole = await readFile(promo.path);
      const cut = await story.props.text('cut.mp4', whole.subarray(0, whole.length * 0.6));
      await story.endsIn('cut.mp4 is damaged and cannot be read to its end.', {
        text: 'make it dusk',
        files: [cut],
      });
    });

    it('a HEIC photo as a reference: it says what to send', async () => {
      const photo = await story.props.text('IMG_0001.jpg', '\0\0\0\x24ftypheic\0\0\0\0mif1heic');
      await story.endsIn(
        'IMG_0001.jpg is a HEIC photo, which no model takes: take a screenshot of it, or export it',
        {
          text: 'put @Image1 on the table',
          files: [promo, photo],
        },
      );
    });

    it('no clip', async () => {
      await story.endsIn('There is no clip to edit. Attach one,', { text: 'make it dusk please' });
    });

    it('no prompt', async () => {
      await story.endsIn('Say in a sentence what should change in the clip.', { text: '', files: [promo] });
    });

    it('nothing at all: it says how to ask', async () => {
      await story.endsIn('Send a clip and say what to change', { text: 'help' });
    });

    it('a reference that nobody gave', async () => {
      await story.endsIn('The text names @Image3, but none was given.', {
        text: 'put @Image3 on the table',
        files: [promo],
      });
    });

    it('a prompt that is too long', async () => {
      await story
        .endsIn('the model takes up to 2,500. Shorten it and ask again.', {
          text: 'dusk '.repeat(520),
          files: [promo],
        })
        .catch((error: Error) => {
          // A Discord message holds 2,000 characters: there such a prompt cannot be typed.
          if (story.stage.name === 'Slack') throw error;
        });
    });

    it('a mistyped option: it names the nearest', async () => {
      await story.endsIn('There is no option --fnal. Did you mean --final?', {
        text: 'make it dusk --fnal',
        files: [promo],
      });
    });

    it('a link into a private network', async () => {
      await story.endsIn('That link points into a private network, where Recut does not go.', {
        text: 'make it dusk http://10.0.0.8/clip.mp4',
      });
    });

    it('content that the provider refuses', async () => {
      const thread = await story.endsIn('The provider refused this prompt or clip under its content rules.', {
        text: 'make it [moderation]',
        files: [promo],
      });
      expect(await story.money(thread)).toBe('hold $1.08, void $1.08');
    });

    it('media that the provider cannot use', async () => {
      story.house.sandbox.wavespeed.endNext({
        status: 'failed',
        code: 1402,
        error: 'Failed to download video',
      });
      const thread = await story.endsIn('The provider could not use the clip or an image', {
        text: 'make it dusk',
        files: [promo],
      });
      expect(await story.money(thread)).toBe('hold $1.08, void $1.08');
    });

    it('an account at the provider without funds', async () => {
      const { wavespeed } = story.house.sandbox;
      const balance = wavespeed.balanceMicros;
      wavespeed.balanceMicros = 10_000;
      const thread = await story.endsIn('The account at the provider has run out of funds.', {
        text: 'make it dusk',
        files: [promo],
      });
      wavespeed.balanceMicros = balance;
      expect(await story.money(thread)).toBe('hold $1.08, void $1.08');
      await story.stage.press(thread, 'Try again');
      await story.take(thread, 1);
    });

    it('somebody who changes their mind before it was submitted', async () => {
      const thread = await story.stage.mention({ text: 'make it dusk --quote', files: [promo] });
      await until('the price is there', () => story.status(thread)?.buttons.includes('Cancel'));
      await story.stage.press(thread, 'Cancel', 'Lee');
      await until('Lee is told', () =>
        story.stage.whispers('Lee').join().includes('can do this, who asked for the edit'),
      );
      await story.stage.press(thread, 'Cancel');
      await until('it is cancelled', () =>
        story.said(thread).includes('Cancelled by @Mara. Nothing was charged.'),
      );
    });
  },
);

describe.each(STAGES)('a take that is gone before it could be fetched, in %s', (_name, stageOf) => {
  let story: Story;

  beforeAll(async () => {
    story = await Story.open(stageOf, { FETCH_TAKE_MINUTES: '0.1' });
  });
  afterAll(() => story?.close());

  it('is looked for several times, then given up without a charge to the team', async () => {
    story.house.sandbox.wavespeed.switches.outputStatus = 404;
    const promo = await story.props.clip('promo.mp4', { seconds: 3 });
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await until('it is given up', () =>
      story.said(thread).includes('its file was gone before it could be fetched. Nothing was charged.'),
    );
    expect(await story.money(thread)).toBe('hold $1.08, void $1.08');
    expect(story.house.sandbox.wavespeed.submissions).toBe(1);
  });
});

describe.each(STAGES)('a team that has spent its cap, in %s', (_name, stageOf) => {
  let story: Story;

  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '2.00', OVER_CAP: 'refuse' });
  });
  afterAll(() => story?.close());

  it('gets the edits that fit, and a sentence with the figures for the one that does not', async () => {
    const promo = await story.props.clip('promo.mp4', { seconds: 3 });
    const first = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await story.done(first);
    const month = new Date().toLocaleString('en', { month: 'long', timeZone: 'UTC' });
    await story.endsIn(`This edit costs $1.08, and the team has $0.92 of $2.00 left in ${month}.`, {
      text: 'make it night',
      files: [promo],
    });
    expect(story.house.sandbox.wavespeed.submissions).toBe(1);
  });
});
