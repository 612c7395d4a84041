import sharp from 'sharp';
import type { Effect } from './effect.ts';
import type { Size } from './frame.ts';
import { blank, overlay } from './overlay.ts';

const SHARE = 0.26;

/** The reference image as a small framed card in the upper right; further ones below it. */
export async function inset(image: string, index: number, size: Size): Promise<Effect> {
  const unit = Math.min(size.width, size.height);
  const [margin, border] = [Math.round(unit * 0.035), Math.max(3, Math.round(unit * 0.008))];
  const most = Math.round(unit * (index === 0 ? SHARE : SHARE * 0.75));
  const { data, info } = await sharp(image)
    .autoOrient()
    .resize(most, most, { fit: 'inside' })
    .flatten({ background: '#ffffff' })
    .png()
    .toBuffer({ resolveWithObject: true });
  const [width, height] = [info.width + 2 * border, info.height + 2 * border];
  const frame = `<svg width="${width}" height="${height}"><rect width="100%" height="100%" rx="${2 * border}" fill="#fff"/></svg>`;
  const card = await blank(width, height)
    .composite([{ input: Buffer.from(frame) }, { input: data, left: border, top: border }])
    .png()
    .toBuffer();
  const top =
    margin +
    index * Math.round(unit * (SHARE * 0.75 + 0.05)) +
    (index > 0 ? Math.round(unit * SHARE * 0.25) : 0);
  return await overlay(sharp(card), size.width - width - margin, top);
}
