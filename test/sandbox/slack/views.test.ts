import type { ModalView } from '@slack/web-api';
import { expect, it } from 'vitest';
import { clientOf, standIn } from './started.ts';
import { triggerFor } from './trigger.ts';

const modal = (changes: Partial<ModalView> = {}): ModalView => ({
  type: 'modal',
  title: { type: 'plain_text', text: 'Edit a clip' },
  blocks: [],
  ...changes,
});

/** A workspace whose time stands still unless told to go on. */
async function atOneMoment() {
  let time = 1_763_781_234_000;
  const slack = await standIn({ now: () => time });
  const mara = slack.person('Mara');
  const wait = (ms: number) => {
    time += ms;
  };
  return { mara, trigger: () => triggerFor(slack, mara), client: clientOf(slack), wait };
}

it('opens a modal once for a trigger, and only soon', async () => {
  const { client, mara, trigger, wait } = await atOneMoment();
  const first = await trigger();
  const late = await trigger();

  await expect(client.views.open({ trigger_id: 'made up', view: modal() })).rejects.toThrow(
    'invalid_trigger_id',
  );
  await client.views.open({ trigger_id: first, view: modal() });
  await expect(client.views.open({ trigger_id: first, view: modal() })).rejects.toThrow(
    'exchanged_trigger_id',
  );
  wait(3_001);
  await expect(client.views.open({ trigger_id: late, view: modal() })).rejects.toThrow('expired_trigger_id');
  expect(mara.view?.title?.text).toBe('Edit a clip');
});

it('piles modals up to three, updates them, and notices a stale hash', async () => {
  const { client, mara, trigger } = await atOneMoment();
  const opened = await client.views.open({
    trigger_id: await trigger(),
    view: modal({ external_id: 'one' }),
  });
  await client.views.push({ trigger_id: await trigger(), view: modal() });
  await client.views.push({ trigger_id: await trigger(), view: modal() });
  const fourth = client.views.push({ trigger_id: await trigger(), view: modal() });
  await expect(fourth).rejects.toThrow('push_limit_reached');
  const { id = '', hash = '' } = opened.view ?? {};

  const view = modal({ title: { type: 'plain_text', text: 'Ready' } });
  await client.views.update({ external_id: 'one', view: { ...view, external_id: 'one' }, hash });
  await expect(client.views.update({ view_id: id, view, hash })).rejects.toThrow('hash_conflict');
  await expect(client.views.update({ view_id: 'V0NOWHERE', view })).rejects.toThrow('not_found');
  await mara.closeView(mara.view?.id ?? '', { all: true });
  await expect(client.views.update({ view_id: id, view })).rejects.toThrow('not_found');
});

it('shows nothing of a modal any more once another was put in its place', async () => {
  const { client, mara, trigger } = await atOneMoment();
  const asking = modal({ submit: { type: 'plain_text', text: 'Send' }, callback_id: 'form' });
  const opened = await client.views.open({ trigger_id: await trigger(), view: asking });
  await client.views.update({ view_id: opened.view?.id ?? '', view: modal() });
  expect(mara.view).toMatchObject({ id: opened.view?.id, callback_id: '' });
  expect(mara.view?.submit).toBeUndefined();
});

it.each([
  ['a long title', modal({ title: { type: 'plain_text', text: 'x'.repeat(25) } }), 'view/title/text'],
  [
    'a long submit button',
    modal({ submit: { type: 'plain_text', text: 'x'.repeat(25) } }),
    'view/submit/text',
  ],
  ['long private metadata', modal({ private_metadata: 'x'.repeat(3_001) }), 'view/private_metadata'],
  [
    'an input without a submit button',
    modal({
      blocks: [
        {
          type: 'input',
          label: { type: 'plain_text', text: 'Prompt' },
          element: { type: 'plain_text_input', action_id: 'prompt' },
        },
      ],
    }),
    'missing required field: submit',
  ],
  ['a plan, which only messages have', modal({ blocks: [{ type: 'plan', title: 'Plan' }] }), 'blocks/0'],
  [
    '101 blocks',
    modal({ blocks: Array.from({ length: 101 }, () => ({ type: 'divider' as const })) }),
    'blocks',
  ],
])('refuses a modal with %s, and says where', async (_, view, where) => {
  const slack = await standIn();
  const refused = clientOf(slack).views.open({ trigger_id: 'x', view });

  await expect(refused).rejects.toMatchObject({
    data: { error: 'invalid_arguments', response_metadata: { messages: [expect.stringContaining(where)] } },
  });
});

it('refuses a view of more than 250 kB', async () => {
  const slack = await standIn();
  const text = 'x'.repeat(2_900);
  const blocks = Array.from({ length: 90 }, () => ({
    type: 'section' as const,
    text: { type: 'mrkdwn' as const, text },
  }));

  await expect(clientOf(slack).views.open({ trigger_id: 'x', view: modal({ blocks }) })).rejects.toThrow(
    'view_too_large',
  );
});
