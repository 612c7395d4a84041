import { readFile } from 'node:fs/promises';
import type { BlockButtonAction, MessageShortcut } from '@slack/bolt';
import type { HeaderBlock, ModalView } from '@slack/web-api';
import { request } from 'undici';
import { expect, it, vi } from 'vitest';
import { boltOn, bytesOf, clientOf, fileOf, standIn } from './started.ts';

const form: ModalView = {
  type: 'modal',
  callback_id: 'edit',
  private_metadata: 'draft 1',
  title: { type: 'plain_text', text: 'Edit a clip' },
  submit: { type: 'plain_text', text: 'Quote' },
  blocks: [
    {
      type: 'input',
      block_id: 'what',
      label: { type: 'plain_text', text: 'Prompt' },
      element: { type: 'plain_text_input', action_id: 'prompt', multiline: true, min_length: 3 },
    },
    {
      type: 'input',
      block_id: 'how',
      label: { type: 'plain_text', text: 'Quality' },
      element: {
        type: 'static_select',
        action_id: 'quality',
        initial_option: { text: { type: 'plain_text', text: 'Draft' }, value: 'draft' },
        options: [
          { text: { type: 'plain_text', text: 'Draft' }, value: 'draft' },
          { text: { type: 'plain_text', text: 'Final' }, value: 'final' },
        ],
      },
    },
    {
      type: 'input',
      block_id: 'with',
      optional: true,
      label: { type: 'plain_text', text: 'References' },
      element: { type: 'file_input', action_id: 'references', max_files: 4 },
    },
  ],
};

it('carries a command, the form that it opens, and what is entered into it', async () => {
  const slack = await standIn();
  const submitted: unknown[] = [];
  await boltOn(slack, (app) => {
    app.command('/edit', async ({ ack, command, client }) => {
      await ack(`You said: ${command.text}`);
      await client.views.open({ trigger_id: command.trigger_id, view: form });
    });
    app.view('edit', async ({ ack, view, body }) => {
      submitted.push({ values: view.state.values, metadata: view.private_metadata, who: body.user.id });
      await ack();
    });
  });
  const mara = slack.person('Mara');

  const outcome = await mara.command('/edit', 'make it dusk & warm for @Dana', '#campaign-x');
  const view = await mara.nextView();
  const picture = await fileOf(2_000, 'beer.png');
  const sent = await mara.submitView(view.id, {
    prompt: 'make it dusk',
    quality: 'Final',
    references: [{ path: picture }],
  });

  expect(outcome).toMatchObject({
    ok: true,
    text: 'You said: make it dusk &amp; warm for <@U0DANA00001|dana>',
  });
  expect(mara.ephemerals.map(({ text }) => text)).toEqual([outcome.text]);
  expect(sent.kind).toBe('closed');
  expect(mara.view).toBeUndefined();
  expect(submitted).toMatchObject([
    {
      metadata: 'draft 1',
      who: mara.id,
      values: {
        what: { prompt: { type: 'plain_text_input', value: 'make it dusk' } },
        how: { quality: { type: 'static_select', selected_option: { value: 'final' } } },
        with: {
          references: {
            type: 'file_input',
            files: [{ name: 'beer.png', size: 2_000, mimetype: 'image/png' }],
          },
        },
      },
    },
  ]);
  expect(slack.deliveries.ackLatencies('slash_commands')).toHaveLength(1);
});

it('does not send a form that lacks something, and shows what the app finds wrong', async () => {
  const slack = await standIn();
  const heard: string[] = [];
  await boltOn(slack, (app) => {
    app.command('/edit', async ({ ack, command, client }) => {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view: form });
    });
    app.view('edit', async ({ ack, view }) => {
      const prompt = view.state.values['what']?.['prompt']?.value ?? '';
      heard.push(prompt);
      if (prompt === 'bad') await ack({ response_action: 'errors', errors: { what: 'Say more.' } });
      else
        await ack({
          response_action: 'update',
          view: { ...form, title: { type: 'plain_text', text: 'Thanks' } },
        });
    });
  });
  const mara = slack.person('Mara');
  await mara.command('/edit', '', '#campaign-x');
  const { id } = await mara.nextView();

  expect(await mara.submitView(id)).toMatchObject({
    kind: 'incomplete',
    complaints: { prompt: expect.any(String) },
  });
  expect(await mara.submitView(id, { prompt: 'ab' })).toMatchObject({ kind: 'incomplete' });
  const large = await fileOf(10_000_001);
  expect(await mara.submitView(id, { prompt: 'abc', references: [{ path: large }] })).toMatchObject({
    kind: 'incomplete',
    complaints: { references: 'Files must be 10 MB or smaller.' },
  });
  expect(heard).toEqual([]);
  expect(await mara.submitView(id, { prompt: 'bad' })).toMatchObject({
    kind: 'errors',
    errors: { what: 'Say more.' },
  });
  expect(await mara.submitView(id, { prompt: 'good' })).toMatchObject({ kind: 'updated' });
  expect(mara.view?.title?.text).toBe('Thanks');
  expect(heard).toEqual(['bad', 'good']);
});

it('tells of a mention twice, with its file, which only the token downloads', async () => {
  const slack = await standIn();
  const events: {
    type: string;
    subtype?: string;
    files?: { url_private_download: string; size: number }[];
  }[] = [];
  await boltOn(slack, (app) => {
    app.event('app_mention', async ({ event }) => void events.push(event as never));
    app.event('message', async ({ event }) => void events.push(event as never));
  });
  const mara = slack.person('Mara');
  const clip = await fileOf(300_000);

  const { ts } = await mara.post({
    channel: '#campaign-x',
    text: '@Recut make it dusk',
    files: [{ path: clip }],
  });
  await slack.settled();

  const shared = { text: '<@U0RECUT0001> make it dusk', ts, user: mara.id, channel: 'C0CAMPAIGNX' };
  expect(events).toMatchObject([
    { type: 'message', subtype: 'file_share', channel_type: 'channel', ...shared },
    { type: 'app_mention', ...shared },
  ]);
  expect(events[1]).not.toHaveProperty('subtype');
  const url = events[1]?.files?.[0]?.url_private_download ?? '';
  const authorized = await request(url, { headers: { authorization: `Bearer ${slack.botToken}` } });
  expect(authorized.headers['content-length']).toBe('300000');
  expect(Buffer.from(await authorized.body.arrayBuffer()).equals(bytesOf(300_000))).toBe(true);
  const stranger = await request(url);
  expect([stranger.statusCode, stranger.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(await stranger.body.text()).toMatch(/^<!DOCTYPE html>/);
  const [seen] = slack.messages('#campaign-x');
  expect(await readFile(seen?.files[0]?.path ?? '')).toHaveLength(300_000);
});

it('brings presses, shortcuts and the Home tab to the app, and its answers to the person', async () => {
  const slack = await standIn();
  const heard: unknown[] = [];
  await boltOn(slack, (app) => {
    app.action<BlockButtonAction>('approve', async ({ ack, body, action, respond }) => {
      await ack();
      heard.push([action.value, body.container, body.message?.ts]);
      await respond({ text: 'Thank you.', response_type: 'ephemeral' });
    });
    app.shortcut<MessageShortcut>('edit_this', async ({ ack, shortcut }) => {
      await ack();
      heard.push(shortcut.message['text']);
    });
    app.event('app_home_opened', async ({ event, client }) => {
      const header: HeaderBlock = { type: 'header', text: { type: 'plain_text', text: 'Your edits' } };
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [header] } });
    });
  });
  const dana = slack.person('Dana');
  const root = await dana.post({ channel: '#campaign-x', text: 'Here is the clip' });
  const { ts = '' } = await clientOf(slack).chat.postMessage({
    channel: 'C0CAMPAIGNX',
    thread_ts: root.ts,
    text: 'Needs an approval',
    blocks: [
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: 'approve',
            text: { type: 'plain_text', text: 'Approve' },
            value: 'edit-1',
          },
        ],
      },
    ],
  });

  expect(await dana.press(ts, 'approve')).toMatchObject({ ok: true });
  expect(await dana.messageShortcut('edit_this', root.ts)).toMatchObject({ ok: true });
  dana.openHome();

  const place = {
    channel_id: 'C0CAMPAIGNX',
    message_ts: ts,
    thread_ts: root.ts,
    type: 'message',
    is_ephemeral: false,
  };
  expect(heard).toEqual([['edit-1', place, ts], 'Here is the clip']);
  await vi.waitFor(() => expect(dana.ephemerals).toMatchObject([{ text: 'Thank you.', threadTs: root.ts }]));
  await vi.waitFor(() => expect(dana.home?.blocks).toMatchObject([{ type: 'header' }]));
  expect(() => dana.press(ts, 'decline')).toThrow('nothing to press called decline');
});
