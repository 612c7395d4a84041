import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { request } from 'undici';
import { expect, it, vi } from 'vitest';
import { bytesOf, clientOf, fileOf, standIn } from './started.ts';

it('takes a take in three steps into a thread, raw, and shows its shares a moment later', async () => {
  const slack = await standIn({ shareDelayMs: 1_000 });
  const client = clientOf(slack);
  const root = await slack.person('Mara').post({ channel: '#campaign-x', text: 'Edit this' });
  const take = await fileOf(200_000, 'take-1.mp4');

  const ticket = await client.files.getUploadURLExternal({ filename: 'take-1.mp4', length: 200_000 });
  const sent = await request(ticket.upload_url ?? '', { method: 'POST', body: createReadStream(take) });
  const id = ticket.file_id ?? '';
  const completed = await client.files.completeUploadExternal({
    files: [{ id, title: 'Take 1' }],
    channel_id: 'C0CAMPAIGNX',
    thread_ts: root.ts,
    initial_comment: 'Take 1 · 8.4 s',
  });

  expect([sent.statusCode, await sent.body.text()]).toEqual([200, 'OK - 200000']);
  expect(completed.files).toEqual([{ id, title: 'Take 1' }]);
  expect((await client.files.info({ file: id })).file?.shares).toEqual({});
  await vi.waitFor(() => expect(slack.thread('#campaign-x', root.ts)).toHaveLength(2), { timeout: 5_000 });
  const [, reply] = slack.thread('#campaign-x', root.ts);
  expect(reply).toMatchObject({ text: 'Take 1 · 8.4 s', user: slack.bot.userId, subtype: 'file_share' });
  const { file } = await client.files.info({ file: id });
  expect(file).toMatchObject({ title: 'Take 1', mimetype: 'video/mp4', channels: ['C0CAMPAIGNX'] });
  expect(file?.shares?.public?.['C0CAMPAIGNX']).toMatchObject([{ ts: reply?.ts, thread_ts: root.ts }]);
  expect((await readFile(reply?.files[0]?.path ?? '')).equals(bytesOf(200_000))).toBe(true);
});

it('takes what the client library uploads as a form', async () => {
  const slack = await standIn();
  const client = clientOf(slack);

  await client.filesUploadV2({
    channel_id: 'C0CAMPAIGNX',
    file_uploads: [
      { file: bytesOf(70_000), filename: 'before-after.png' },
      { file: bytesOf(3), filename: 'report.csv' },
    ],
  });

  await vi.waitFor(() => expect(slack.messages('#campaign-x')).toHaveLength(1));
  const [message] = slack.messages('#campaign-x');
  expect(message?.files).toMatchObject([
    { name: 'before-after.png', size: 70_000 },
    { name: 'report.csv', size: 3 },
  ]);
  const contents = await Promise.all((message?.files ?? []).map(({ path }) => readFile(path)));
  expect(contents.map((content) => content.equals(bytesOf(content.length)))).toEqual([true, true]);
});

it('refuses uploads that Slack would refuse, and one that was cut short', async () => {
  const slack = await standIn();
  const client = clientOf(slack);
  const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({
    filename: 'a.mp4',
    length: 10,
  });
  const complete = (channel_id?: string) =>
    client.files.completeUploadExternal({
      files: [{ id: file_id }],
      ...(channel_id ? { channel_id } : {}),
    } as never);

  await expect(client.files.getUploadURLExternal({ filename: 'a.mp4', length: 0 })).rejects.toThrow(
    'missing_argument',
  );
  await expect(complete()).rejects.toThrow('file_not_found');
  expect((await request(upload_url, { method: 'POST', body: 'short' })).statusCode).toBe(400);
  await expect(complete()).rejects.toThrow('file_not_found');
  expect((await request(upload_url, { method: 'POST', body: '0123456789' })).statusCode).toBe(200);
  await expect(complete(slack.person('Mara').id)).rejects.toThrow('invalid_arguments');
  await expect(complete('C0GENERAL01')).rejects.toThrow('not_in_channel');
  await expect(complete('C0NOWHERE01')).rejects.toThrow('channel_not_found');
  await complete('C0CAMPAIGNX');
  await expect(complete('C0CAMPAIGNX')).rejects.toThrow('file_not_found');
});

it('shows and deletes files as the bot may', async () => {
  const slack = await standIn();
  const client = clientOf(slack);
  const [mara, dana] = [slack.person('Mara'), slack.person('Dana')];
  const clip = await fileOf(500);
  const picture = await fileOf(500, 'beer.png');
  const open = await mara.post({ channel: '#campaign-x', files: [{ path: clip }, { path: picture }] });
  const secret = await dana.post({ channel: '#launch-secret', files: [{ path: clip }] });
  const [clipId = '', pictureId = ''] = open.fileIds;
  const [secretId = ''] = secret.fileIds;

  const videos = await client.files.list({ channel: 'C0CAMPAIGNX', types: 'videos', user: mara.id });
  expect(videos.files?.map(({ id }) => id)).toEqual([clipId]);
  await expect(client.files.info({ file: secretId })).rejects.toThrow('file_not_found');
  await expect(client.files.delete({ file: pictureId })).rejects.toThrow('cant_delete_file');
  slack.inviteBot('#launch-secret');
  expect((await client.files.info({ file: secretId })).file?.groups).toEqual(['C0SECRET001']);
  await mara.deleteFile(clipId);
  await expect(client.files.info({ file: clipId })).rejects.toThrow('file_deleted');
});
