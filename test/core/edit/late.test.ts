import { expect, it } from 'vitest';
import type { Ask } from '../../../src/core/edit/ask.ts';
import { LATE_MS, tooLate } from '../../../src/core/edit/late.ts';
import { anEdit, ASKED_AT as NOW } from './an-edit.ts';

const MINUTE_MS = 60_000;

const ask = (writtenAt?: number): Ask => ({
  keys: ['one'],
  place: anEdit('requested').place,
  person: 'U1',
  text: 'make it dusk',
  uploads: [],
  ...(writtenAt === undefined ? {} : { writtenAt }),
});

it.each([
  ['was heard at once', undefined, null, null],
  ['was read a little later', NOW - LATE_MS + 1, null, null],
  ['was read much later', NOW - LATE_MS - 1, null, { code: 'heard_late' }],
  ['was read soon after a restore, and written before it', NOW - MINUTE_MS, NOW, { code: 'restored' }],
  ['was written after a restore', NOW - MINUTE_MS, NOW - 2 * MINUTE_MS, null],
  ['was heard at once after a restore', undefined, NOW, null],
])('a request that %s', async (_what, writtenAt, restoredAt, reason) => {
  expect(await tooLate(ask(writtenAt), NOW, async () => restoredAt)).toEqual(reason);
});
