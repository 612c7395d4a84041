import { expect, it } from 'vitest';
import { buttonId, draftId, openId, readCustomId, tokenId } from '../../../src/bots/discord/custom-id.ts';
import { EDIT } from './sample.ts';

it('reads back what a button or form is for', () => {
  expect(readCustomId(buttonId({ action: 'finalize', edit: EDIT }))).toEqual({
    kind: 'press',
    action: 'finalize',
    edit: EDIT,
  });
  for (const kind of ['panel', 'ask'] as const) {
    const token = `reason:decline:${EDIT}`;
    expect(readCustomId(tokenId(kind, token))).toEqual({ kind, token });
  }
  expect(readCustomId(openId('100000000000000500'))).toEqual({ kind: 'open', kept: '100000000000000500' });
  expect(readCustomId(draftId('form', '100000000000000500'))).toEqual({
    kind: 'form',
    draft: '100000000000000500',
  });
  expect(readCustomId(draftId('change', '100000000000000500'))).toEqual({
    kind: 'change',
    draft: '100000000000000500',
  });
});

it.each([
  '',
  'recut:',
  `recut:cancel:${EDIT}x`,
  'recut:cancel:../../etc',
  'other:cancel:1',
  'recut-ask:',
  'recut-ask:budget cap',
  `recut-panel:${'x'.repeat(81)}`,
  'recut-open:x',
  'recut-form:1',
  'recut-form:x',
])('makes nothing of "%s"', (id) => {
  expect(readCustomId(id)).toBeNull();
});
