import { request } from 'undici';
import { expect, it } from 'vitest';
import { clientOf, fileOf, standIn } from './started.ts';

const channel = 'C0CAMPAIGNX';

it('does what was asked and breaks off, so that the bot cannot know', async () => {
  const slack = await standIn();
  slack.faults.add('chat.postMessage', { kind: 'reset_after_accept' });

  await expect(clientOf(slack).chat.postMessage({ channel, text: 'Once' })).rejects.toThrow();

  expect(slack.messages('#campaign-x').map(({ text }) => text)).toEqual(['Once']);
});

it('breaks off, or fails, without having done anything', async () => {
  const slack = await standIn();
  slack.faults.add('chat.postMessage', { kind: 'reset' });
  slack.faults.add('chat.postMessage', { kind: 'status', status: 503 });
  const client = clientOf(slack);

  await expect(client.chat.postMessage({ channel, text: 'Never' })).rejects.toThrow();
  await expect(client.chat.postMessage({ channel, text: 'Never' })).rejects.toMatchObject({
    statusCode: 503,
  });

  expect(slack.messages('#campaign-x')).toEqual([]);
  expect(slack.calls.count('chat.postMessage')).toBe(0);
});

it('limits the rate when told to, of one method for once, or of one all the time', async () => {
  const slack = await standIn({ rateLimits: { 'chat.update': 2 } });
  const client = clientOf(slack);
  slack.faults.add('chat.postMessage', { kind: 'rate_limited', retryAfterSeconds: 7 });

  await expect(client.chat.postMessage({ channel, text: 'a' })).rejects.toMatchObject({ retryAfter: 7 });
  const { ts = '' } = await client.chat.postMessage({ channel, text: 'a' });
  await client.chat.update({ channel, ts, text: 'b' });
  await client.chat.update({ channel, ts, text: 'c' });
  await expect(client.chat.update({ channel, ts, text: 'd' })).rejects.toMatchObject({ retryAfter: 60 });

  expect(slack.message(ts)?.text).toBe('c');
});

it('hangs, answers late, and answers rubbish', async () => {
  const slack = await standIn();
  const url = `${slack.apiUrl}auth.test`;
  const call = (signal?: AbortSignal) =>
    request(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.botToken}` },
      ...(signal ? { signal } : {}),
    });
  slack.faults.add('auth.test', { kind: 'hang' });
  await expect(call(AbortSignal.timeout(100))).rejects.toThrow(/aborted/);

  slack.faults.add('auth.test', { kind: 'slow', delayMs: 60 });
  const begun = performance.now();
  await (await call()).body.dump();
  expect(performance.now() - begun).toBeGreaterThanOrEqual(59);

  slack.faults.add('auth.test', { kind: 'malformed' });
  await expect((await call()).body.json()).rejects.toThrow(SyntaxError);
});

it('loses a download in the middle, and an upload before or after it has it', async () => {
  const slack = await standIn();
  const client = clientOf(slack);
  const { fileIds } = await slack
    .person('Mara')
    .post({ channel, files: [{ path: await fileOf(3_000_000) }] });
  const { file } = await client.files.info({ file: fileIds[0] ?? '' });
  slack.faults.add(/^GET \/files-pri\//, { kind: 'reset_after_accept' });
  const headers = { authorization: `Bearer ${slack.botToken}` };

  const download = await request(file?.url_private_download ?? '', { headers });
  expect(download.statusCode).toBe(200);
  await expect(download.body.arrayBuffer()).rejects.toThrow();

  slack.faults.add(/^POST \/upload\//, { kind: 'status', status: 500 });
  const { upload_url = '' } = await client.files.getUploadURLExternal({ filename: 'a.mp4', length: 3 });
  expect((await request(upload_url, { method: 'POST', body: 'abc' })).statusCode).toBe(500);
  expect((await request(upload_url, { method: 'POST', body: 'abc' })).statusCode).toBe(200);
});

it('stops at once, whatever hangs on it', async () => {
  const slack = await standIn();
  slack.faults.add('auth.test', { kind: 'hang' });
  const hanging = request(`${slack.apiUrl}auth.test`).catch((error: Error) => error);
  const { url = '' } = await clientOf(slack, slack.appToken).apps.connections.open();
  const socket = new WebSocket(url);
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  const closed = new Promise((resolve) => socket.addEventListener('close', resolve));

  const begun = performance.now();
  await slack.stop();
  await closed;

  expect(await hanging).toBeInstanceOf(Error);
  expect(performance.now() - begun).toBeLessThan(500);
});
