import { expect, test } from 'vitest';
import { editForm } from '../../../src/bots/slack/form.ts';
import { readMemo } from '../../../src/bots/slack/form-memo.ts';
import type { Person } from '../../../src/sandbox/slack/person.ts';
import type { View } from '../../../src/sandbox/slack/views.ts';
import { EDIT, RecordingDesk } from './recording-desk.ts';
import { scene, until } from './workspace.ts';

/** The form once it is complete: every /edit opens it first and fills it in after. */
async function completed(person: Person): Promise<View> {
  await person.nextView();
  return until(() => (person.view && !words(person.view).includes('Looking for') ? person.view : null));
}

function words(view: View): string {
  return JSON.stringify(view.blocks);
}

function field(view: View, name: string): Record<string, unknown> | undefined {
  const block = view.blocks.find(({ block_id }) => block_id === name);
  return block?.['element'] as Record<string, unknown> | undefined;
}

test('/edit opens the form with the prompt, the recent clips with the own ones first, and every choice', async () => {
  const { slack, desk, file } = await scene();
  const [mara, dana] = [slack.person('Mara'), slack.person('Dana')];
  await mara.post({ channel: 'campaign-x', files: [await file('own.mp4', 2_500_000)] });
  await dana.post({ channel: 'campaign-x', files: [await file('dana.mov'), await file('still.png')] });
  expect(await mara.command('/edit', 'make it <dusk> & calm', 'campaign-x')).toMatchObject({ ok: true });
  const view = await completed(mara);
  expect(field(view, 'prompt')).toMatchObject({ initial_value: 'make it <dusk> & calm', max_length: 3_000 });
  expect(field(view, 'clip')).toMatchObject({
    options: [
      { text: { text: 'own.mp4' }, description: { text: 'Mara · just now · 2.5 MB' } },
      { text: { text: 'dana.mov' }, description: { text: 'Dana · just now · 1 kB' } },
    ],
  });
  expect(view.blocks.map(({ block_id }) => block_id)).toEqual([
    'prompt',
    'clip',
    'upload',
    'images',
    'quality',
    'sound',
    'from',
    'to',
  ]);
  expect(field(view, 'images')).toMatchObject({ max_files: desk.facts.maxImages });
});

test('a sent form is one request that names what was chosen', async () => {
  const { slack, desk, file } = await scene();
  const mara = slack.person('Mara');
  const post = await mara.post({ channel: 'campaign-x', files: [await file('promo.mov')] });
  await mara.command('/edit', 'make it dusk', 'campaign-x');
  const view = await completed(mara);
  const images = [await file('a.png', 10), await file('b.png', 20)];
  const entries = { clip: 'promo.mov', images, quality: 'final', sound: 'mute', from: '0:02', to: ' 0:07 ' };
  expect(await mara.submitView(view.id, entries)).toMatchObject({ kind: 'closed' });
  expect(desk.accepted).toEqual([
    {
      keys: [`slack:view:${view.id}`],
      place: {
        platform: 'slack',
        team: slack.team.id,
        channel: post.channel,
        thread: null,
        message: null,
      },
      person: mara.id,
      text: 'make it dusk',
      uploads: [],
      chosen: {
        clip: { kind: 'upload', ref: post.fileIds[0], name: 'promo.mov', bytes: 1_000 },
        images: [
          { kind: 'upload', ref: expect.stringMatching(/^F/), name: 'a.png', bytes: 10 },
          { kind: 'upload', ref: expect.stringMatching(/^F/), name: 'b.png', bytes: 20 },
        ],
        quality: 'final',
        keepSound: false,
        from: '0:02',
        to: '0:07',
      },
    },
  ]);
});

test('where a model takes elements and lets one choose the result, so does the form', async () => {
  const { slack, desk, file } = await scene();
  desk.facts = {
    ...desk.facts,
    maxElements: 4,
    maxViews: 3,
    aspectRatios: ['16:9', '9:16'],
    seconds: { min: 3, max: 15 },
  };
  const mara = slack.person('Mara');
  await mara.command('/edit', 'swap the beer for @Element1', 'campaign-x');
  const view = await completed(mara);
  expect(view.blocks.map(({ block_id }) => block_id).slice(2)).toEqual([
    'upload',
    'images',
    'front1',
    'views1',
    'front2',
    'views2',
    'quality',
    'sound',
    'from',
    'to',
    'aspect',
    'seconds',
  ]);
  expect(field(view, 'views1')).toMatchObject({ max_files: 3 });
  await mara.submitView(view.id, {
    upload: [await file('promo.mp4')],
    front1: [await file('front.png')],
    views1: [await file('side.png'), await file('back.png')],
    aspect: '9:16',
    seconds: '5',
  });
  expect(desk.accepted[0]?.chosen).toMatchObject({
    elements: [[{ name: 'front.png' }, { name: 'side.png' }, { name: 'back.png' }]],
    aspectRatio: '9:16',
    seconds: '5',
  });
  expect(desk.accepted[0]?.chosen).not.toHaveProperty('images');
});

test('a form that starts from an edit keeps its elements and has room for more', async () => {
  const facts = { ...(await new RecordingDesk().formFacts()), maxElements: 2, maxViews: 3 };
  const same = { kind: 'same', edit: EDIT, index: 0 } as const;
  const draft = {
    channel: 'C0CAMPAIGNX',
    thread: null,
    message: null,
    prompt: 'with @Element2',
    clip: { kind: 'given', source: { kind: 'same', edit: EDIT } },
    chosen: { elements: [[same]], aspectRatio: '9:16' },
    invite: null,
  } as const;
  const view = editForm(draft, { ...facts, aspectRatios: ['16:9', '9:16'] }, 0);
  expect(JSON.stringify(view.blocks)).toContain('@Element2: frontal image');
  expect(view.blocks.map(({ block_id }) => block_id)).not.toContain('front2');
  expect(readMemo(view.private_metadata ?? '').elements).toEqual([[same]]);
  expect(JSON.stringify(view.blocks)).toContain(
    '"initial_option":{"text":{"type":"plain_text","text":"9:16"',
  );
});

test('what is left open in the form is left to the text', async () => {
  const { slack, desk } = await scene();
  const mara = slack.person('Mara');
  await mara.command('/edit', 'make it dusk --final --mute', 'campaign-x');
  const view = await completed(mara);
  await mara.submitView(view.id);
  expect(desk.accepted[0]?.text).toBe('make it dusk --final --mute');
  expect(desk.accepted[0]).not.toHaveProperty('chosen');
});

test('a clip uploaded in the form wins over one chosen in it, and can be downloaded by the bot', async () => {
  const { slack, desk, bot, file } = await scene();
  const mara = slack.person('Mara');
  await mara.post({ channel: 'campaign-x', files: [await file('posted.mp4')] });
  await mara.command('/edit', 'make it dusk', 'campaign-x');
  const view = await completed(mara);
  await mara.submitView(view.id, { clip: 'posted.mp4', upload: [await file('uploaded.mp4', 2_000)] });
  const clip = desk.accepted[0]?.chosen?.clip;
  expect(clip).toMatchObject({ kind: 'upload', name: 'uploaded.mp4', bytes: 2_000 });
  const ref = clip?.kind === 'upload' ? clip.ref : '';
  const ask = desk.accepted[0];
  if (!ask) throw new Error('nothing was accepted');
  expect((await bot.locate(ask.place, ref)).url).toMatch(/^http/);
});

test('problems are shown beside their fields, and the form can be sent again', async () => {
  const { slack, desk } = await scene();
  const mara = slack.person('Mara');
  await mara.command('/edit', 'make it dusk', 'campaign-x');
  const view = await completed(mara);
  desk.trouble = [
    { field: 'clip', text: 'Choose a clip.' },
    { field: 'from', text: 'Such as 0:02.' },
    { field: 'from', text: 'Before the end.' },
  ];
  expect(await mara.submitView(view.id)).toMatchObject({
    kind: 'errors',
    errors: { upload: 'Choose a clip.', from: 'Such as 0:02. Before the end.' },
  });
  desk.trouble = [];
  expect(await mara.submitView(view.id)).toMatchObject({ kind: 'closed' });
  expect(desk.accepted).toHaveLength(1);
});

test('a form that cannot be made durable stays open and says so', async () => {
  const { slack, desk } = await scene();
  const mara = slack.person('Mara');
  await mara.command('/edit', 'make it dusk', 'campaign-x');
  const view = await completed(mara);
  desk.closed = true;
  expect(await mara.submitView(view.id)).toMatchObject({
    kind: 'errors',
    errors: { prompt: expect.stringMatching(/cannot take this in/) },
  });
  desk.closed = false;
  expect(await mara.submitView(view.id)).toMatchObject({ kind: 'closed' });
});

test('the shortcut on a message opens the form with its clips and asks in its thread', async () => {
  const { slack, desk, file } = await scene();
  const [mara, dana] = [slack.person('Mara'), slack.person('Dana')];
  const root = await dana.post({ channel: 'campaign-x', text: 'two' });
  const post = await dana.post({
    channel: 'campaign-x',
    threadTs: root.ts,
    files: [await file('one.mp4'), await file('two.mp4')],
  });
  expect(await mara.messageShortcut('edit_video', post.ts)).toMatchObject({ ok: true });
  const view = await mara.nextView();
  expect(field(view, 'clip')).toMatchObject({ initial_option: { text: { text: 'one.mp4' } } });
  await mara.submitView(view.id, { prompt: 'make it dusk', clip: 'two.mp4' });
  expect(desk.accepted).toMatchObject([
    {
      place: { thread: root.ts, message: post.ts },
      person: mara.id,
      chosen: { clip: { kind: 'upload', ref: post.fileIds[1], name: 'two.mp4' } },
    },
  ]);
});

test('the shortcut on a message without a clip offers to upload one', async () => {
  const { slack, desk, file } = await scene();
  const mara = slack.person('Mara');
  const post = await mara.post({ channel: 'campaign-x', text: 'no clip here' });
  await mara.messageShortcut('edit_video', post.ts);
  const view = await mara.nextView();
  expect(words(view)).toContain('This message has no clip.');
  await mara.submitView(view.id, { prompt: 'make it dusk', upload: [await file('mine.mp4')] });
  expect(desk.accepted).toMatchObject([
    { place: { thread: post.ts }, chosen: { clip: { name: 'mine.mp4' } } },
  ]);
});

test('a public channel that the bot is not in is joined', async () => {
  const { slack, desk } = await scene();
  const mara = slack.person('Mara');
  await mara.command('/edit', 'make it dusk', 'general');
  const view = await completed(mara);
  expect(slack.channel('general').members.has(slack.bot.userId)).toBe(true);
  expect(await mara.submitView(view.id)).toMatchObject({ kind: 'closed' });
  expect(desk.accepted).toHaveLength(1);
});

test('in a private channel the form says how to invite the bot, and takes the request once it is there', async () => {
  const { slack, desk } = await scene();
  const mara = slack.person('Mara');
  await mara.command('/edit', 'make it dusk', 'launch-secret');
  const view = await completed(mara);
  expect(words(view)).toContain('/invite @recut');
  expect(await mara.submitView(view.id)).toMatchObject({
    kind: 'errors',
    errors: { prompt: expect.stringMatching(/\/invite @recut/) },
  });
  slack.inviteBot('launch-secret');
  expect(await mara.submitView(view.id)).toMatchObject({ kind: 'closed' });
  expect(desk.accepted).toHaveLength(1);
});

test('/edit works in the direct conversation with the bot', async () => {
  const { slack, desk, file } = await scene();
  const mara = slack.person('Mara');
  await mara.post({ channel: mara.direct, text: '', files: [await file('direct.mp4')] });
  await slack.settled();
  const before = desk.accepted.length;
  await mara.command('/edit', 'make it dusk', mara.direct);
  const view = await completed(mara);
  await mara.submitView(view.id, { clip: 'direct.mp4' });
  expect(desk.accepted[before]).toMatchObject({
    place: { channel: mara.direct, thread: null },
    chosen: { clip: { name: 'direct.mp4' } },
  });
});

test('when the clips cannot be listed, the form says so and still works', async () => {
  const { slack, desk } = await scene();
  const mara = slack.person('Mara');
  slack.faults.add('files.list', { kind: 'rate_limited', retryAfterSeconds: 30 });
  await mara.command('/edit', 'make it dusk', 'campaign-x');
  const view = await completed(mara);
  expect(words(view)).toContain('could not be listed');
  expect(await mara.submitView(view.id)).toMatchObject({ kind: 'closed' });
  expect(desk.accepted).toHaveLength(1);
});

test('where Slack does not know videos as a type of file, the clips are found among all files', async () => {
  const { slack, file } = await scene();
  const mara = slack.person('Mara');
  await mara.post({ channel: 'campaign-x', files: [await file('a.png'), await file('promo.mp4')] });
  const refusal = '{"ok":false,"error":"unknown_type"}';
  slack.faults.add('files.list', { kind: 'status', status: 200, body: refusal });
  await mara.command('/edit', 'make it dusk', 'campaign-x');
  const view = await completed(mara);
  expect(field(view, 'clip')).toMatchObject({ options: [{ text: { text: 'promo.mp4' } }] });
});

test('when Slack does not open the form, the person is told, and nobody else', async () => {
  const { slack } = await scene();
  const mara = slack.person('Mara');
  slack.faults.add('views.open', { kind: 'rate_limited', retryAfterSeconds: 30 });
  expect(await mara.command('/edit', 'make it dusk', 'campaign-x')).toMatchObject({ ok: true });
  const [note] = await until(() => (mara.ephemerals.length > 0 ? mara.ephemerals : null));
  expect(note?.text).toMatch(/did not open the form/);
  expect(slack.messages('campaign-x')).toEqual([]);
});

test('the form of a button carries the take that it is about', async () => {
  const { slack, desk, bot } = await scene();
  const mara = slack.person('Mara');
  const root = await mara.post({ channel: 'campaign-x', text: 'look' });
  const there = {
    platform: 'slack',
    team: slack.team.id,
    channel: root.channel,
    thread: root.ts,
    message: null,
  };
  const take = {
    kind: 'take' as const,
    edit: EDIT,
    facts: ['Take 1'],
    file: null,
    pictures: [],
    line: null,
    buttons: [{ action: 'again' as const, edit: EDIT, label: 'Edit again' }],
  };
  const ref = await bot.post(there, { message: take, nonce: 't', mayExist: false });
  desk.answer = { kind: 'form', prompt: 'make it dusk', chosen: { clip: { kind: 'take', edit: EDIT } } };
  await mara.press(ref, 'recut:again');
  const view = await mara.nextView();
  expect(field(view, 'clip')).toBeUndefined();
  await mara.submitView(view.id, { prompt: 'and the can blue' });
  expect(desk.accepted).toMatchObject([
    { place: { thread: root.ts }, text: 'and the can blue', chosen: { clip: { kind: 'take', edit: EDIT } } },
  ]);
});
