import { expect, it } from 'vitest';
import { expiryOf, readRef, writeRef } from '../../../src/bots/discord/upload-ref.ts';

const URL_WITH_COLONS = 'http://127.0.0.1:4321/cdn/a%3Ab.mp4?ex=65f0a1b2&is=1&hm=2';

it.each([
  { kind: 'message', channel: '1', message: '2', attachment: '3', url: URL_WITH_COLONS } as const,
  { kind: 'passing', url: URL_WITH_COLONS } as const,
])('reads the address of an upload back as it was written: $kind', (ref) => {
  expect(readRef(writeRef(ref))).toEqual(ref);
});

it('takes nothing else for an address', () => {
  for (const text of ['', 'https://x.example', 'message:1:2:https://x.example', 'other:1'])
    expect(readRef(text)).toBeNull();
});

it('reads when a signed URL ends', () => {
  expect(expiryOf(URL_WITH_COLONS)).toBe(0x65f0a1b2 * 1000);
  expect(expiryOf('https://cdn.discordapp.com/a.mp4')).toBeNull();
  expect(expiryOf('no address')).toBeNull();
});
