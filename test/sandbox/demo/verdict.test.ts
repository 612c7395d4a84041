import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { micros } from '../../../src/core/money/micros.ts';
import { outcomeOf } from '../../../src/sandbox/demo/edit-outcome.ts';
import { keep } from '../../../src/sandbox/demo/keepsakes.ts';
import { checkReckoning } from '../../../src/sandbox/demo/reckoning.ts';
import type { Story } from '../../../src/sandbox/demo/story.ts';
import { makeClip } from '../../../src/sandbox/scene/make-clip.ts';
import type { Told } from '../../../src/sandbox/transcript/told.ts';
import { temporaryFolder } from '../../core/media/temporary-folder.ts';

const file = { name: 'a-take-1.mp4', path: '/a-take-1.mp4', bytes: 1, altText: '' };

function bot(...lines: string[]): Told {
  return { id: lines.join(), author: 'Recut', bot: true, lines, files: [], buttons: [] };
}

describe('the verdict of the demo', () => {
  const running = bot('make it dusk', '✓ Clip checked', '◐ Editing');
  const done = bot('make it dusk', '✓ Clip checked', '✓ Delivered', 'Done · $1.08 charged');
  const refused = bot('make it dusk', '✗ Clip', 'This is not a video. Nothing was charged.');
  const brought = { ...bot(), files: [file] };
  const card = bot('Take 1 · 3 s');

  it.each([
    ['nothing while the edit runs', [running], undefined],
    ['nothing while the take is being posted', [running, brought, card], undefined],
    [
      'the take, once the thread says that it is done',
      [done, brought, card],
      { kind: 'delivered', file, picture: null },
    ],
    [
      'no take where there is only the word of one',
      [done, card],
      { kind: 'not_delivered', why: 'Done · $1.08 charged' },
    ],
    ['the bot’s sentence where it refused', [refused], { kind: 'not_delivered', why: refused.lines[2] }],
    ['nothing of what people say themselves', [{ ...done, bot: false }], undefined],
  ])('reads %s', (_what, messages, outcome) => {
    expect(outcomeOf(messages, 1)).toEqual(outcome);
  });

  it('is that the books agree, with nothing left open', () => {
    const books = (spent: number, billed: number, held: number) => () =>
      checkReckoning({ spent: micros(spent), billed: micros(billed), held: micros(held) });
    expect(books(1_440_000, 1_440_000, 0)).not.toThrow();
    expect(books(1_440_000, 2_880_000, 0)).toThrow(
      "The books differ: Recut's ledger says $1.44, the provider's bill $2.88.",
    );
    expect(books(0, 0, 1_080_000)).toThrow('$1.08 are still set aside, for edits that are over.');
  });

  it('is that a take plays, and is as long as its clip', async () => {
    const folder = await temporaryFolder();
    const path = (name: string) => join(folder, name);
    await Promise.all([
      makeClip({ path: path('clip.mp4'), seconds: 3 }),
      makeClip({ path: path('short.mp4'), seconds: 1 }),
      writeFile(path('broken.mp4'), 'no video'),
      writeFile(path('image.png'), ''),
    ]);
    const props = {
      clip: { name: 'clip.mp4', path: path('clip.mp4') },
      image: { name: 'kept.png', path: path('image.png') },
      isOwnScene: false,
    };
    const kept = (name: string, isPictured = true) => {
      const file = { name, path: path(name), bytes: 1, altText: '' };
      const picture = isPictured ? { ...file, name: 'picture.jpg', path: path('image.png') } : null;
      const take = { number: 1, file, picture, source: path('clip.mp4') };
      const story: Story = { platform: 'Slack', channel: '#campaign-x', said: [], takes: [take] };
      return keep([story], props, folder, new AbortController().signal);
    };
    await expect(kept('broken.mp4')).rejects.toThrow(/^slack-take-1\.mp4 does not play: /);
    await expect(kept('short.mp4')).rejects.toThrow(
      'slack-take-1.mp4 does not play: it lasts 1000 ms, its clip 3000 ms',
    );
    await expect(kept('clip.mp4', false)).rejects.toThrow('it came without a picture of what changed');
    expect(await kept('clip.mp4')).toMatchObject([
      { video: 'slack-take-1.mp4', facts: { durationMs: 3000 } },
    ]);
  });
});
