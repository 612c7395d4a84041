import { expect, it } from 'vitest';
import { troubleOf } from '../../../src/core/runner/trouble.ts';
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
