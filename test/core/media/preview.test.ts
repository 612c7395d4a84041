import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { makePreview } from '../../../src/core/media/preview.ts';
import { makeClip } from '../../../src/sandbox/scene/make-clip.ts';
import { CHILDREN, NEVER } from './fitted.ts';
import { temporaryFolder } from './temporary-folder.ts';

it('a preview moves, has no sound, and ends with the clip', async () => {
  const folder = await temporaryFolder();
  const [clip, preview] = [join(folder, 'clip'), join(folder, 'preview.gif')];
  await makeClip({ path: clip, width: 640, height: 360, seconds: 1, fps: 24 });
  await makePreview(CHILDREN, clip, 1_000, preview, NEVER);
  expect((await readdir(folder)).toSorted()).toEqual(['clip', 'preview.gif']);
  const { format, width, pageHeight, pages, delay, loop } = await sharp(preview, {
    animated: true,
  }).metadata();
  expect({ format, width, pageHeight, pages, loop }).toEqual({
    format: 'gif',
    width: 320,
    pageHeight: 180,
    pages: 8,
    loop: 0,
  });
  expect(delay?.[0]).toBeGreaterThanOrEqual(120);
});
