import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { aForm, anApproval, aPanel, aStatus, aTake } from './messages.ts';
import { contract, place, type Scene, scene, until } from './workspace.ts';

const methods = contract('methods');

/** Arguments that the documentation describes as values, and that travel as JSON text. */
const PARSED = ['view', 'files'];

function complaints(method: string, args: Record<string, unknown>): unknown {
  const { args: schema } = JSON.parse(readFileSync(`${methods}/${method}.json`, 'utf8'));
  const ajv = new Ajv({
    strict: false,
    validateFormats: false,
    coerceTypes: true,
    allErrors: true,
    logger: false,
  });
  const validate = ajv.compile({ ...schema, additionalProperties: false });
  const read = Object.entries(args).map(([name, value]) => [
    name,
    PARSED.includes(name) && typeof value === 'string' ? JSON.parse(value) : value,
  ]);
  return validate({ token: 'xoxb-1', ...Object.fromEntries(read) }) ? null : validate.errors;
}

/** Does everything that the bot can do at least once. */
async function everything({ slack, bot, desk, file }: Scene): Promise<void> {
  const mara = slack.person('Mara');
  const clip = await mara.post({ channel: 'campaign-x', files: [await file('promo.mp4')] });
  for (const [index, channel] of ['general', 'campaign-x'].entries()) {
    await mara.command('/edit', 'make it dusk', channel);
    await mara.nextView();
    await until(() => slack.calls.count('views.update') === index + 1);
  }
  await mara.messageShortcut('edit_video', clip.ts);
  await mara.submitView((await mara.nextView()).id, { prompt: 'make it dusk' });
  const opening = { nonce: 'o', mayExist: true, line: ['An edit'] };
  const there = { ...place(slack), thread: await bot.openThread(place(slack), opening) };
  const ref = await bot.post(there, { message: aStatus(), nonce: 's', mayExist: true });
  await bot.update(there, ref, aStatus({ facts: ['later'] }), 'change');
  desk.answer = { kind: 'note', line: ['Only Mara can cancel it.'] };
  await mara.press(ref, 'recut:cancel');
  await until(() => mara.ephemerals.length > 0);
  await bot.post(there, { message: anApproval(), nonce: 'a', mayExist: true });
  await bot.mayApprove(there, mara.id, ['S0APPROVERS']);
  await bot.approvers(there, []);
  desk.answer = { kind: 'ask', form: aForm() };
  await mara.press(ref, 'recut:cancel');
  await mara.nextView();
  desk.answer = { kind: 'panel', panel: aPanel() };
  await mara.command('/edit-budget', '', 'campaign-x');
  const { path, name } = await file('take.mp4', 500);
  const take = aTake({ path, name, bytes: 500, altText: 'A can at dusk', spoiler: false });
  await bot.post(there, { message: take, nonce: 't', mayExist: false });
  await bot.locate(there, clip.fileIds[0] ?? '');
  await bot.findClip({ ...there, thread: clip.ts });
}

test.skipIf(!methods)(
  'every call of the bot has the arguments that Slack documents (needs ../shared/contracts)',
  async () => {
    const here = await scene();
    await everything(here);
    const calls = here.slack.calls.list();
    expect(calls.filter(({ outcome }) => outcome !== true)).toEqual([]);
    const called = new Set(calls.map(({ method }) => method));
    expect([...called].sort()).toEqual([
      'apps.connections.open',
      'auth.test',
      'chat.postEphemeral',
      'chat.postMessage',
      'chat.update',
      'conversations.history',
      'conversations.info',
      'conversations.join',
      'conversations.replies',
      'files.completeUploadExternal',
      'files.getUploadURLExternal',
      'files.info',
      'files.list',
      'usergroups.list',
      'usergroups.users.list',
      'users.info',
      'users.list',
      'views.open',
      'views.update',
    ]);
    for (const { method, args } of calls) {
      expect({ method, complaints: complaints(method, args) }).toEqual({ method, complaints: null });
    }
  },
);

test.skipIf(!methods)(
  'the check sees an argument that Slack does not document (needs ../shared/contracts)',
  () => {
    const ticket = { filename: 'a.mp4', length: 5 };
    expect(complaints('files.getUploadURLExternal', ticket)).toBeNull();
    expect(complaints('files.getUploadURLExternal', { ...ticket, alt_text: 'a' })).not.toBeNull();
  },
);
