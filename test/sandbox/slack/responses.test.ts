import type { RespondArguments } from '@slack/bolt';
import type { ActionsBlock, ModalView } from '@slack/web-api';
import { request } from 'undici';
import { expect, it, vi } from 'vitest';
import { boltOn, clientOf, fileOf, standIn } from './started.ts';

const channel = 'C0CAMPAIGNX';
const approval = (text: string): ActionsBlock => ({
  type: 'actions',
  elements: [{ type: 'button', action_id: 'approve', text: { type: 'plain_text', text } }],
});

it('lets the bot replace or remove what was pressed, for everyone or for one person', async () => {
  const slack = await standIn();
  let answer: RespondArguments = {};
  await boltOn(slack, (app) => {
    app.action('approve', async ({ ack, respond }) => {
      await ack();
      await respond(answer);
    });
  });
  const client = clientOf(slack);
  const dana = slack.person('Dana');
  const { ts = '' } = await client.chat.postMessage({
    channel,
    text: 'Approve?',
    blocks: [approval('Approve')],
  });
  const { message_ts: own = '' } = await client.chat.postEphemeral({
    channel,
    user: dana.id,
    text: 'Sure?',
    blocks: [approval('Yes')],
  });

  answer = { text: 'Approved', replace_original: true };
  await dana.press(ts, 'approve');
  await dana.press(own, 'approve');
  await vi.waitFor(() => expect(dana.ephemerals).toMatchObject([{ ts: own, text: 'Approved', blocks: [] }]));
  expect(slack.message(ts)).toMatchObject({ text: 'Approved', blocks: [] });

  await client.chat.update({ channel, ts, text: 'Approve?', blocks: [approval('Approve')] });
  answer = { delete_original: true };
  await dana.press(ts, 'approve');
  await vi.waitFor(() => expect(slack.message(ts)).toBeUndefined());
});

it('takes five answers to an action and no sixth', async () => {
  const slack = await standIn();
  const statuses: number[] = [];
  await boltOn(slack, (app) => {
    app.command('/edit', async ({ ack, command }) => {
      await ack();
      for (let use = 0; use < 6; use += 1) {
        const body = JSON.stringify({ text: `Note ${use}` });
        statuses.push((await request(command.response_url, { method: 'POST', body })).statusCode);
      }
    });
  });

  await slack.person('Mara').command('/edit', '', channel);

  await vi.waitFor(() => expect(statuses).toEqual([200, 200, 200, 200, 200, 404]));
  expect(slack.person('Mara').ephemerals).toHaveLength(5);
});

it('tells of choices made inside a modal, and of its closing', async () => {
  const slack = await standIn();
  const heard: unknown[] = [];
  const view: ModalView = {
    type: 'modal',
    callback_id: 'edit',
    notify_on_close: true,
    title: { type: 'plain_text', text: 'Edit' },
    blocks: [
      {
        type: 'actions',
        block_id: 'clips',
        elements: [
          {
            type: 'static_select',
            action_id: 'clip',
            options: [{ text: { type: 'plain_text', text: 'promo.mov' }, value: 'F1' }],
          },
        ],
      },
    ],
  };
  await boltOn(slack, (app) => {
    app.shortcut('start', async ({ ack, shortcut, client }) => {
      await ack();
      await client.views.open({ trigger_id: shortcut.trigger_id, view });
    });
    app.action({ type: 'block_actions', action_id: 'clip' }, async ({ ack, action, body }) => {
      await ack();
      const chosen = body.view?.state.values['clips']?.['clip']?.selected_option?.value;
      heard.push([action.type === 'static_select' && action.selected_option.value, chosen]);
    });
    app.view({ type: 'view_closed', callback_id: 'edit' }, async ({ ack }) => {
      await ack();
      heard.push('closed');
    });
  });
  const mara = slack.person('Mara');
  await mara.shortcut('start');
  const { id } = await mara.nextView();

  expect(await mara.act(id, 'clip', { entry: 'promo.mov' })).toMatchObject({ ok: true });
  await mara.closeView(id);

  expect(heard).toEqual([['F1', 'F1'], 'closed']);
  expect(mara.view).toBeUndefined();
  expect(() => mara.act(id, 'clip')).toThrow('is not what Mara has open');
});

it('adds a file to a message that is there already', async () => {
  const slack = await standIn();
  const client = clientOf(slack);
  const { ts = '' } = await client.chat.postMessage({ channel, text: 'Working' });
  const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({
    filename: 'a.mp4',
    length: 3,
  });
  const update = () => client.chat.update({ channel, ts, text: 'Done', file_ids: [file_id] });

  await expect(update()).rejects.toThrow('file_not_found');
  await request(upload_url, { method: 'POST', body: 'abc' });
  await client.apiCall('files.completeUploadExternal', { files: [{ id: file_id }] });
  await update();

  expect(slack.message(ts)?.files).toMatchObject([{ id: file_id, shares: [{ channel, ts }] }]);
});

it('shows edits and deletions of people to the app, and to whoever watches', async () => {
  const slack = await standIn();
  const seen: string[] = [];
  const heard: unknown[] = [];
  const unsubscribe = slack.onChange(({ kind }) => seen.push(kind));
  await boltOn(slack, (app) => {
    app.use(async ({ body, next }) => {
      const { event } = body as { event: { type: string; subtype?: string; edited?: object } };
      heard.push([event.type, event.subtype, event.edited !== undefined]);
      await next();
    });
  });
  const mara = slack.person('Mara');

  const { ts } = await mara.post({ channel, text: '@Recut dusk', files: [{ path: await fileOf(5) }] });
  mara.edit(ts, '@Recut dawn');
  mara.delete(ts);
  await slack.settled();
  unsubscribe();
  await mara.post({ channel, text: 'unseen' });

  expect(seen).toEqual(['bot_connected', 'message_posted', 'message_changed', 'message_deleted']);
  expect(heard.slice(0, 5)).toEqual([
    ['message', 'file_share', false],
    ['app_mention', undefined, false],
    ['message', 'message_changed', false],
    ['app_mention', undefined, true],
    ['message', 'message_deleted', false],
  ]);
});
