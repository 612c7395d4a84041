import { fileURLToPath } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { blank } from './overlay.ts';

const FAMILY = 'Inter Bold';

/** White words with a soft dark edge, as large as fits into the box. The font comes along: machines may have none. */
export async function lettering(words: string, box: { width: number; height: number }): Promise<Sharp> {
  const fontfile = fileURLToPath(import.meta.resolve('@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf'));
  const edge = Math.max(2, Math.round(box.height / 16));
  const { data, info } = await sharp({
    text: {
      text: `<span foreground="white">${markupSafe(words)}</span>`,
      font: FAMILY,
      fontfile,
      width: box.width - 4 * edge,
      height: box.height - 4 * edge,
      align: 'centre',
      rgba: true,
    },
  })
    .png()
    .toBuffer({ resolveWithObject: true });
  const shadow = await sharp(data)
    .extend({ top: 2 * edge, bottom: 2 * edge, left: 2 * edge, right: 2 * edge, background: '#0000' })
    .linear([0, 0, 0, 1.6], [0, 0, 0, 0])
    .blur(edge)
    .png()
    .toBuffer();
  const layers = [
    { input: shadow, left: 0, top: 0 },
    { input: shadow, left: 0, top: 0 },
    { input: data, left: 2 * edge, top: 2 * edge },
  ];
  const flat = await blank(info.width + 4 * edge, info.height + 4 * edge)
    .composite(layers)
    .png()
    .toBuffer();
  return sharp(flat);
}

function markupSafe(words: string): string {
  const visible = words.replaceAll(/\p{C}/gu, ' ');
  return visible.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
