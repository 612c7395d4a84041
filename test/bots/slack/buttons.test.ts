import { expect, test } from 'vitest';
import { aStatus } from './messages.ts';
import { EDIT } from './recording-desk.ts';
import { place, scene, until } from './workspace.ts';

async function withStatus() {
  const here = await scene();
  const root = await here.slack.person('Mara').post({ channel: 'campaign-x', text: 'look' });
  const there = { ...place(here.slack), thread: root.ts };
  const ref = await here.bot.post(there, { message: aStatus(), nonce: 's', mayExist: false });
  return { ...here, root, ref };
}

test('a press reaches the desk with who pressed what, and is acknowledged after it', async () => {
  const { slack, desk, root, ref } = await withStatus();
  const dana = slack.person('Dana');
  expect(await dana.press(ref, 'recut:cancel')).toMatchObject({ ok: true });
  expect(desk.presses).toEqual([
    {
      keys: [expect.stringContaining(`:${ref}:${dana.id}:`)],
      action: 'cancel',
      edit: EDIT,
      person: dana.id,
      place: { platform: 'slack', team: slack.team.id, channel: root.channel },
    },
  ]);
});

test('two presses have two keys', async () => {
  const { slack, desk, ref } = await withStatus();
  await slack.person('Dana').press(ref, 'recut:cancel');
  await slack.person('Dana').press(ref, 'recut:cancel');
  expect(new Set(desk.presses.flatMap(({ keys }) => keys)).size).toBe(2);
});

test('a note is for the person who pressed, in the thread', async () => {
  const { slack, desk, root, ref } = await withStatus();
  const dana = slack.person('Dana');
  desk.answer = {
    kind: 'note',
    line: ['Only ', { person: slack.person('Mara').id }, ' can cancel <this> edit.'],
  };
  await dana.press(ref, 'recut:cancel');
  const [note] = await until(() => (dana.ephemerals.length > 0 ? dana.ephemerals : null));
  expect(note).toMatchObject({
    threadTs: root.ts,
    text: `Only <@${slack.person('Mara').id}> can cancel &lt;this&gt; edit.`,
  });
  expect(slack.person('Mara').ephemerals).toEqual([]);
});

test('a press that the desk cannot take is not acknowledged: Slack shows the person that it failed', async () => {
  const { slack, desk, ref } = await scene({ ackTimeoutMs: 200 }).then(async (here) => {
    const root = await here.slack.person('Mara').post({ channel: 'campaign-x', text: 'look' });
    const there = { ...place(here.slack), thread: root.ts };
    return { ...here, ref: await here.bot.post(there, { message: aStatus(), nonce: 's', mayExist: false }) };
  });
  desk.closed = true;
  const pressed = await slack.person('Dana').press(ref, 'recut:cancel');
  expect(pressed).toEqual({ ok: false, error: 'operation_timeout' });
});
