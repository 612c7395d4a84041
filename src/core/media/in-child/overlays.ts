import sharp, { type OverlayOptions } from 'sharp';
import type { Box } from '../compare-layout.ts';
import { drawText } from './draw-text.ts';
import type { Picture } from './read-pictures.ts';

/** What is behind everything. */
export const BACKGROUND = '#16181d';

/** The whole picture inside of its box: it may have another shape. */
export async function placePicture(
  picture: Picture | undefined,
  { left, top, width, height }: Box,
): Promise<OverlayOptions> {
  if (!picture) throw new Error('there is a picture for every time');
  const raw = { width: picture.width, height: picture.height, channels: 4 } as const;
  const input = await sharp(picture.data, { raw })
    .removeAlpha()
    .resize({ width, height, fit: 'contain', background: BACKGROUND })
    .png({ compressionLevel: 1 })
    .toBuffer();
  return { input, left, top };
}

/** A line of text in the middle of its box. */
export async function placeText(
  text: string,
  box: Box,
  colour: string,
  size: number,
): Promise<OverlayOptions> {
  const { input, width, height } = await drawText(text, colour, size);
  return {
    input,
    left: Math.round(box.left + (box.width - width) / 2),
    top: Math.round(box.top + (box.height - height) / 2),
  };
}

/** Draws them all into a JPEG. */
export async function drawSheet(
  { width, height }: { width: number; height: number },
  overlays: OverlayOptions[],
  path: string,
): Promise<void> {
  await sharp({ create: { width, height, channels: 3, background: BACKGROUND } })
    .composite(overlays)
    .jpeg({ quality: 88, chromaSubsampling: '4:4:4' })
    .toFile(path);
}
