import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Routes } from 'discord.js';
import { expect, test } from 'vitest';
import { ManualClock } from './manual-clock.ts';
import { fileOf, restOf, standInForTest } from './real-bot.ts';

test('an attachment is served in whole and in parts, with its type', async () => {
  const standIn = await standInForTest();
  const { attachments } = await standIn
    .person('Mara')
    .post({ channel: 'general', files: [await fileOf(1000)] });
  const url = attachments[0]?.url ?? '';

  const whole = await fetch(url);
  const part = await fetch(url, { headers: { range: 'bytes=10-19' } });

  expect(url.startsWith(`${standIn.cdnUrl}/attachments/`)).toBe(true);
  expect(whole.headers.get('content-type')).toBe('video/mp4');
  expect((await whole.arrayBuffer()).byteLength).toBe(1000);
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe('bytes 10-19/1000');
  expect((await part.arrayBuffer()).byteLength).toBe(10);
});

test('an address works for a day, and only as it was given', async () => {
  const clock = new ManualClock();
  const standIn = await standInForTest({ clock });
  const message = await standIn.person('Mara').post({ channel: 'general', files: [await fileOf(5)] });
  const url = new URL(message.attachments[0]?.url ?? '');
  const later = new URL(url);
  later.searchParams.set('ex', (Number.parseInt(url.searchParams.get('ex') ?? '', 16) + 1).toString(16));

  expect((await fetch(url)).status).toBe(200);
  expect((await fetch(later)).status).toBe(404);
  expect((await fetch(`${url.origin}${url.pathname}`)).status).toBe(404);
  clock.advance(24 * 60 * 60_000);
  expect((await fetch(url)).status).toBe(404);
  expect((await fetch(standIn.message(message.id)?.attachments[0]?.url ?? '')).status).toBe(200);
});

test('a file name in any script survives, what is unsafe in it does not', async () => {
  const standIn = await standInForTest();
  const file = await fileOf(3, 'Grüße aus #Köln (1).mp4');
  const { attachments } = await standIn.person('Mara').post({ channel: 'general', files: [file] });

  expect(attachments[0]?.filename).toBe('Grüße_aus_Köln_1_.mp4');
  expect((await fetch(attachments[0]?.url ?? '')).status).toBe(200);
});

test('files of refused messages do not stay', async () => {
  const standIn = await standInForTest();
  const route = Routes.channelMessages(standIn.channel('general').id);
  const upload = restOf(standIn).post(route, {
    body: { content: 'x'.repeat(2001) },
    files: [{ name: 'a.txt', data: 'a' }],
  });

  await expect(upload).rejects.toMatchObject({ code: 50035 });
  const message = await standIn.person('Mara').post({ channel: 'general', files: [await fileOf(1)] });
  const place = message.attachments[0]?.path ?? '';
  const folder = path.join(place, '../../../..');
  expect(await readdir(path.join(folder, 'incoming'))).toEqual([]);
});
