import { expect, it } from 'vitest';
import { troubleOf } from '../../../src/core/runner/trouble.ts';
import { ScreenError } from '../../../src/core/views/screen.ts';
import { anEdit } from '../edit/an-edit.ts';

const failed = (code: string) => Object.assign(new Error('write failed'), { code });

it.each([
  ['ENOSPC', 'disk_full'],
  ['EDQUOT', 'disk_full'],
  ['EIO', 'disk_broken'],
  ['EROFS', 'disk_broken'],
])('a disk that says %s is told apart, also by way of another error', (code, reason) => {
  const edit = anEdit('fetching');
  for (const error of [failed(code), new Error('the download ended', { cause: failed(code) })]) {
    expect(troubleOf(error, edit)).toEqual({
      type: 'troubled',
      reason: { code: reason },
      retryAfterMs: null,
    });
  }
});

it('a platform that stays away is asked every minute, so that what waits is shown soon after its return', () => {
  const away = new ScreenError('unreachable', 'no answer');
  const waitOf = (tries: number, error: ScreenError) => {
    const event = troubleOf(error, anEdit('delivering', { tries }));
    return event.type === 'troubled' && event.retryAfterMs;
  };
  expect([0, 4, 5, 500].map((tries) => waitOf(tries, away))).toEqual([null, null, 60_000, 60_000]);
  expect(waitOf(500, new ScreenError('refused', 'no'))).toBe(null);
  expect(waitOf(500, new ScreenError('rate_limited', 'wait', { retryAfterMs: 300_000 }))).toBe(300_000);
});
