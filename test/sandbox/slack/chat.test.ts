import type { PlanBlock, SectionBlock } from '@slack/web-api';
import { expect, it } from 'vitest';
import { clientOf, standIn } from './started.ts';

const section = (text: string): SectionBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });

it('keeps a message, its metadata and what it said before', async () => {
  const slack = await standIn();
  const client = clientOf(slack);
  const metadata = { event_type: 'recut_status', event_payload: { edit: '01J', slot: 'status' } };
  const channel = 'C0CAMPAIGNX';
  const root = await slack.person('Mara').post({ channel, text: 'Edit this' });

  const { ts = '', message } = await client.chat.postMessage({
    channel,
    thread_ts: root.ts,
    text: 'One',
    metadata,
  });
  await client.chat.update({ channel, ts, text: 'Two', blocks: [section('Two')] });
  const thread = await client.conversations.replies({ channel, ts: root.ts, include_all_metadata: true });
  const plain = await client.conversations.replies({ channel, ts: root.ts });

  expect(message).toMatchObject({ bot_id: slack.bot.botId, thread_ts: root.ts, text: 'One', metadata });
  expect(thread.messages).toMatchObject([
    { ts: root.ts, reply_count: 1, latest_reply: ts },
    {
      ts,
      text: 'Two',
      blocks: [{ type: 'section', block_id: expect.any(String) }],
      metadata,
      parent_user_id: root.user,
    },
  ]);
  expect(plain.messages?.[1]).not.toHaveProperty('metadata');
  expect(thread.messages?.[1]).not.toHaveProperty('edited');
  expect(slack.message(ts)?.editions.map(({ text }) => text)).toEqual(['One']);
});

it('takes the blocks away when an edit brings text alone, and refuses a long one', async () => {
  const slack = await standIn();
  const client = clientOf(slack);
  const channel = 'C0CAMPAIGNX';
  const { ts = '' } = await client.chat.postMessage({ channel, text: 'One', blocks: [section('One')] });

  await client.chat.update({ channel, ts, text: 'Two' });

  expect(slack.message(ts)).toMatchObject({ text: 'Two', blocks: [], editedTs: expect.any(String) });
  await expect(client.chat.update({ channel, ts, text: 'x'.repeat(4_001) })).rejects.toThrow('msg_too_long');
});

it('shows the plan of an edit, and refuses it where the workspace does not have it', async () => {
  const slack = await standIn();
  const client = clientOf(slack);
  const channel = 'C0CAMPAIGNX';
  const plan = (status: 'pending' | 'in_progress' | 'complete' | 'error'): PlanBlock => ({
    type: 'plan',
    title: 'Change the beer to a cola',
    tasks: [{ type: 'task_card', task_id: 'edit', title: 'Editing', status }],
  });
  const { ts = '' } = await client.chat.postMessage({ channel, text: 'Editing', blocks: [plan('pending')] });
  await client.chat.update({ channel, ts, text: 'Editing', blocks: [plan('in_progress')] });
  expect(slack.message(ts)?.blocks).toMatchObject([{ tasks: [{ status: 'in_progress' }] }]);

  slack.refuseBlocks('plan', 'task_card');
  const refused = client.chat.update({ channel, ts, text: 'Editing', blocks: [plan('complete')] });

  await expect(refused).rejects.toMatchObject({
    data: {
      error: 'invalid_blocks',
      response_metadata: { messages: ['[ERROR] unsupported type: plan [json-pointer:/blocks/0/type]'] },
    },
  });
  await client.chat.update({ channel, ts, text: 'Editing', blocks: [section('Editing')] });
  expect(slack.message(ts)?.blocks).toMatchObject([{ type: 'section' }]);
});

it('refuses what the bot may not do where, by the names Slack has for it', async () => {
  const slack = await standIn();
  const client = clientOf(slack);
  const mara = slack.person('Mara');
  const theirs = await mara.post({ channel: '#campaign-x', text: 'Mine' });
  const reply = await mara.post({ channel: '#campaign-x', text: 'Reply', threadTs: theirs.ts });
  const say = (channel: string, thread_ts?: string) =>
    client.chat.postMessage({ channel, text: 'hello', ...(thread_ts ? { thread_ts } : {}) });

  await expect(say('C0NOWHERE01')).rejects.toThrow('channel_not_found');
  await expect(say('C0SECRET001')).rejects.toThrow('channel_not_found');
  await expect(say('C0GENERAL01')).rejects.toThrow('not_in_channel');
  await expect(say('C0CAMPAIGNX', '1.000100')).rejects.toThrow('thread_not_found');
  await expect(say('C0CAMPAIGNX', reply.ts)).rejects.toThrow('cannot_reply_to_message');
  await expect(client.chat.postMessage({ channel: 'C0CAMPAIGNX', text: '' })).rejects.toThrow('no_text');
  const channel = 'C0CAMPAIGNX';
  await expect(client.chat.update({ channel, ts: theirs.ts, text: 'x' })).rejects.toThrow(
    'cant_update_message',
  );
  await expect(client.chat.update({ channel, ts: '1.000100', text: 'x' })).rejects.toThrow(
    'message_not_found',
  );
  await expect(client.chat.delete({ channel, ts: theirs.ts })).rejects.toThrow('cant_delete_message');
  await expect(client.chat.postEphemeral({ channel, user: 'U0STRANGER1', text: 'x' })).rejects.toThrow(
    'user_not_in_channel',
  );
  await client.conversations.join({ channel: 'C0GENERAL01' });
  await say('C0GENERAL01');
  await expect(client.conversations.join({ channel: 'C0SECRET001' })).rejects.toThrow('channel_not_found');
});

it('reads a channel in pages, newest first, and a thread oldest first', async () => {
  const slack = await standIn();
  const client = clientOf(slack);
  const mara = slack.person('Mara');
  const posted: string[] = [];
  for (const text of ['a', 'b', 'c']) posted.push((await mara.post({ channel: '#campaign-x', text })).ts);
  await mara.post({ channel: '#campaign-x', text: 'reply', threadTs: posted[0] ?? '' });
  const channel = 'C0CAMPAIGNX';

  const first = await client.conversations.history({ channel, limit: 2 });
  const cursor = first.response_metadata?.next_cursor ?? '';
  const rest = await client.conversations.history({ channel, limit: 2, cursor });
  const between = await client.conversations.history({
    channel,
    oldest: posted[0] ?? '',
    latest: posted[2] ?? '',
  });

  expect(first.messages?.map(({ text }) => text)).toEqual(['c', 'b']);
  expect(rest).toMatchObject({ has_more: false, messages: [{ text: 'a', reply_count: 1 }] });
  expect(between.messages?.map(({ text }) => text)).toEqual(['b']);
  await expect(client.conversations.replies({ channel, ts: '1.000100' })).rejects.toThrow('thread_not_found');
});

it('tells what has become of people and groups', async () => {
  const slack = await standIn();
  const client = clientOf(slack);
  slack.changePerson('Lee', { isOwner: true, isDeactivated: true });
  slack.addPerson('Gus', { homeTeam: 'T0ELSEWHERE' });
  slack.changeGroup('approvers', [slack.person('Noor').id]);
  const { user } = await client.users.info({ user: slack.person('Lee').id });
  expect(user).toMatchObject({ is_owner: true, deleted: true, is_stranger: false, team_id: slack.team.id });
  const guest = await client.users.info({ user: slack.person('Gus').id });
  expect(guest.user).toMatchObject({ is_stranger: true, team_id: 'T0ELSEWHERE' });
  const { users } = await client.usergroups.users.list({ usergroup: 'S0APPROVERS' });
  expect(users).toEqual([slack.person('Noor').id]);
});

it('tells about the workspace, its people, groups and links', async () => {
  const slack = await standIn();
  const client = clientOf(slack);
  const root = await slack.person('Mara').post({ channel: '#campaign-x', text: 'Edit this' });
  const reply = await slack.person('Lee').post({ channel: '#campaign-x', text: 'Nice', threadTs: root.ts });

  const me = await client.auth.test();
  expect(me).toMatchObject({ user_id: slack.bot.userId, bot_id: slack.bot.botId, team_id: slack.team.id });
  expect(me.response_metadata?.scopes).toContain('files:write');
  expect((await client.users.info({ user: 'U0LEE000001', include_locale: true })).user).toMatchObject({
    real_name: 'Lee',
    tz: 'Asia/Seoul',
    tz_offset: 32_400,
    locale: 'en-GB',
    is_admin: false,
  });
  const admins = (await client.users.list({})).members?.filter((member) => member.is_admin);
  expect(admins?.map(({ name }) => name)).toEqual(['dana']);
  expect((await client.usergroups.list({})).usergroups).toMatchObject([
    { id: 'S0APPROVERS', handle: 'approvers' },
  ]);
  expect((await client.usergroups.users.list({ usergroup: 'S0APPROVERS' })).users).toHaveLength(2);
  expect((await client.team.info()).team).toMatchObject({ id: slack.team.id });
  const direct = await client.conversations.open({ users: 'U0MARA00001' });
  expect(direct.channel?.id).toBe(slack.person('Mara').direct);
  const { permalink } = await client.chat.getPermalink({ channel: 'C0CAMPAIGNX', message_ts: reply.ts });
  expect(permalink).toBe(
    `${slack.url}/archives/C0CAMPAIGNX/p${reply.ts.replace('.', '')}?thread_ts=${root.ts}&cid=C0CAMPAIGNX`,
  );
});

it('knows its tokens, its scopes, its methods and their arguments', async () => {
  const slack = await standIn({ scopes: ['chat:write'] });
  const client = clientOf(slack);

  await expect(clientOf(slack, 'xoxb-wrong').auth.test()).rejects.toThrow('invalid_auth');
  await expect(clientOf(slack, '').auth.test()).rejects.toThrow('not_authed');
  await expect(client.apps.connections.open()).rejects.toThrow('not_allowed_token_type');
  await expect(client.apiCall('chat.fly')).rejects.toThrow('unknown_method');
  await expect(client.files.info({ file: 'F0' })).rejects.toMatchObject({
    data: { error: 'missing_scope', needed: 'files:read', provided: 'chat:write' },
  });
  await expect(
    client.apiCall('chat.postMessage', { channel: 'C0CAMPAIGNX', txt: 'typo' }),
  ).rejects.toMatchObject({
    data: { error: 'invalid_arguments', response_metadata: { messages: ['[ERROR] unknown argument: txt'] } },
  });
  expect(slack.calls.counts()).toMatchObject({ 'auth.test': 2, 'chat.postMessage': 1 });
});
