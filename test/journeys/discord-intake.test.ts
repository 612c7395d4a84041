import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, ShownModal } from '../../src/sandbox/discord/person/answer.ts';
import type { Person } from '../../src/sandbox/discord/person/person.ts';
import type { OptionValues } from '../../src/sandbox/discord/person/slash-options.ts';
import { discordStage } from './discord-stage.ts';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { PATIENT, Story } from './story.ts';
import { publish } from './web.ts';

const CHANNEL = 'campaign-x';

describe('ways to ask for an edit that only Discord has', PATIENT, () => {
  let story: Story;
  let promo: Prop;
  let mara: Person;

  beforeAll(async () => {
    story = await Story.open(discordStage, { TEAM_MONTHLY_CAP: '1000' });
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
    mara = story.house.sandbox.discord.person('Mara');
  }, PATIENT.timeout);
  afterAll(() => story?.close());

  /** Runs `/edit`, which is taken; resolves with the thread that it opens. */
  function edit(options: OptionValues): Promise<string> {
    return story.opens(async () => {
      expect(await mara.slash('/edit', options, CHANNEL)).toMatchObject({
        kind: 'deferred',
        ephemeral: true,
      });
    });
  }

  it('/edit with a clip, a reference image and every option', async () => {
    const long = await story.props.clip('long.mp4', { seconds: 14 });
    const can = await story.props.image('can.png');
    const prompt = 'swap the beer for @Image1';
    const options = { quality: 'draft', sound: false, from: '0:02', to: '6' };
    const thread = await edit({ prompt, video: long, image1: can, ...options });
    const take = await story.take(thread, 1);
    expect(take.lines.join('\n')).toContain('Take 1 · 4 s · sound removed · $0.51 charged');
    const [prediction] = story.house.sandbox.wavespeed.predictions().slice(-1);
    expect(prediction?.input.images).toHaveLength(1);
    await until('Mara is told where it is', () =>
      story.stage.whispers().includes(`Your edit is in <#${thread}>.`),
    );
  });

  it('/edit with a link in the prompt', async () => {
    await using page = await publish(promo);
    const thread = await edit({ prompt: `make it dusk ${page.url}` });
    expect((await story.take(thread, 1)).name).toBe('promo-take-1.mp4');
  });

  it("/edit in an edit's thread, without a clip: the next take", async () => {
    const thread = await edit({ prompt: 'make it dusk', video: promo });
    await story.take(thread, 1);
    await mara.slash('/edit', { prompt: 'and mirror it' }, thread);
    expect((await story.take(thread, 2)).name).toBe('promo-take-2.mp4');
  });

  it('what is wrong is said in private, and can be put right in a form with all that was typed', async () => {
    const options = { prompt: 'put @Image1 on the table', video: promo, quality: 'draft', from: '0:00' };
    const refused = await mara.slash('/edit', options, CHANNEL);
    const notice = messageOf(refused);
    expect(notice.text).toContain('The text names @Image1, but none was given.');
    expect(notice.onlyFor).toBe(mara.id);
    const form = modalOf(await mara.press(notice.id, 'Change it'));
    expect(JSON.stringify(form.form.components)).toContain('"value":"put @Image1 on the table"');
    const can = await story.props.image('can.png');
    const thread = await story.opens(() => mara.submitModal(form, { files: [can] }));
    await story.take(thread, 1);
    expect((await story.edit(thread)).wish).toMatchObject({ model: 'wavespeed/kling-o3-std' });
  });

  it('"Edit this video" in the menu of a message, by somebody else', async () => {
    const message = await story.stage.say({ text: 'look at this', files: [promo] });
    const lee = story.house.sandbox.discord.person('Lee');
    const form = modalOf(await lee.messageCommand('Edit this video', message));
    const values = { prompt: 'make it dusk', quality: 'draft', sound: false };
    expect(await lee.submitModal(form, values)).toMatchObject({ kind: 'deferred' });
    const take = await story.take(message, 1);
    expect(take.name).toBe('promo-take-1.mp4');
    expect(take.lines.join('\n')).toContain('sound removed');
    expect((await story.edit(message)).person).toBe(lee.id);
  });

  it('a form that is sent again, because Discord showed no answer to it, is the same edit', async () => {
    const message = await story.stage.say({ text: 'look at this', files: [promo] });
    const form = modalOf(await mara.messageCommand('Edit this video', message));
    const sent = [1, 2, 3].map(() => mara.submitModal(form, { prompt: 'make it dusk' }));
    for (const answer of await Promise.all(sent)) expect(answer).toMatchObject({ kind: 'deferred' });
    await story.take(message, 1);
    expect(await story.edits(message)).toHaveLength(1);
  });

  it("a mention of the bot's role, which people pick when they mean the bot", async () => {
    const { discord } = story.house.sandbox;
    const text = `<@&${discord.botRoleId}> make it dusk`;
    const message = await story.stage.say({ text, files: [promo] });
    expect((await story.take(message, 1)).name).toBe('promo-take-1.mp4');
    expect((await story.edit(message)).wish.prompt).toBe('make it dusk');
  });

  it('a reply to a message with a clip that mentions the bot', async () => {
    const replyTo = await story.stage.say({ text: 'look at this', files: [promo], by: 'Lee' });
    const { id } = await mara.post({ channel: CHANNEL, text: '@Recut make it dusk', replyTo });
    expect((await story.take(id, 1)).name).toBe('promo-take-1.mp4');
  });

  it('a mention in a thread that Discord has archived meanwhile, after the bot was started anew', async () => {
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await story.done(thread);
    await story.house.stopBot();
    story.house.sandbox.discord.person('Dana').archive(thread);
    await story.house.startBot();
    await story.stage.mention({ text: 'and mirror it', thread });
    expect((await story.take(thread, 2)).name).toBe('promo-take-2.mp4');
  });

  it.each([2, 20, 100])('a mention that the gateway tells %i times is one edit', async (copies) => {
    const { discord, wavespeed } = story.house.sandbox;
    const submissions = wavespeed.submissions;
    discord.gateway.delivery.duplicate('MESSAGE_CREATE', 1, copies);
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await story.take(thread, 1);
    await story.done(thread);
    expect(await story.edits(thread)).toHaveLength(1);
    expect(wavespeed.submissions).toBe(submissions + 1);
    expect(story.stage.thread(thread)).toHaveLength(3);
  });

  it.each([2, 20, 100])('a command that the gateway tells %i times is one edit', async (copies) => {
    const { discord, wavespeed } = story.house.sandbox;
    const [submissions, threads] = [wavespeed.submissions, story.stage.threads().length];
    discord.gateway.delivery.duplicate('INTERACTION_CREATE', 1, copies);
    const thread = await edit({ prompt: 'make it dusk', video: promo });
    await story.take(thread, 1);
    await story.done(thread);
    expect(wavespeed.submissions).toBe(submissions + 1);
    expect(story.stage.threads()).toHaveLength(threads + 1);
  });

  it('in a channel where the bot may not work, it says in private what it lacks', async () => {
    const { discord } = story.house.sandbox;
    discord.addChannel('launch');
    discord.denyBot('launch', 'CREATE_PUBLIC_THREADS');
    const refused = await mara.slash('/edit', { prompt: 'make it dusk', video: promo }, 'launch');
    expect(messageOf(refused).text).toContain('Recut cannot work in this channel: it lacks the permissions');
    expect(messageOf(refused).text).toContain('make it dusk');
    expect(discord.threads('launch')).toEqual([]);
  });
});

function messageOf(answer: Answer) {
  if (!('message' in answer)) throw new Error(`There is no message, but ${answer.kind}`);
  return answer.message;
}

function modalOf(answer: Answer): ShownModal {
  if (answer.kind !== 'modal') throw new Error(`There is no form, but ${answer.kind}`);
  return answer.modal;
}
