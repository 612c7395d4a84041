import { expect, test } from 'vitest';
import { approvalNotes } from '../../../src/core/views/approval-wording.ts';
import { anApproval, aTake } from './messages.ts';
import { EDIT } from './recording-desk.ts';
import { place, scene, until } from './workspace.ts';

test('no log line, not even at trace, holds a token, an address of a file, a prompt or a reason', async () => {
  const { slack, bot, desk, log, file } = await scene();
  const mara = slack.person('Mara');
  const post = await mara.post({
    channel: 'campaign-x',
    text: '@Recut secret wish',
    files: [await file('a.mp4')],
  });
  await mara.command('/edit', 'secret wish', 'campaign-x');
  await mara.submitView((await mara.nextView()).id);
  const { path, name } = await file('take.mp4', 500);
  const there = { ...place(slack), thread: post.ts };
  const message = aTake({ path, name, bytes: 500, altText: 'secret wish', spoiler: false });
  slack.faults.add('chat.postMessage', { kind: 'status', status: 500 });
  await expect(bot.post(there, { message, nonce: 't', mayExist: false })).rejects.toThrow();
  await bot.locate(there, post.fileIds[0] ?? '');
  slack.faults.add('views.open', { kind: 'reset' });
  await mara.command('/edit', 'secret wish', 'campaign-x');
  await until(() => mara.ephemerals.length > 0);
  const ref = await bot.post(there, { message: anApproval(), nonce: 'a', mayExist: false });
  desk.answer = { kind: 'ask', form: approvalNotes.reasonForm('decline', EDIT) };
  await mara.press(ref, 'recut:decline');
  const { id } = await mara.nextView();
  desk.closed = true;
  expect(await mara.submitView(id, { reason: 'secret wish' })).toMatchObject({ kind: 'errors' });
  await slack.settled();
  const lines = log.join('\n');
  expect(log.length).toBeGreaterThan(0);
  for (const secret of ['xoxb-', 'xapp-', 'secret wish', '/upload/v1/', 'files-pri', 'ticket=']) {
    expect(lines).not.toContain(secret);
  }
});
