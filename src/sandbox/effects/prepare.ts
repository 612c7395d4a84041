import sharp from 'sharp';
import { blocks } from './blocks.ts';
import { blur } from './blur.ts';
import { cartoon } from './cartoon.ts';
import type { Rgb } from './colour.ts';
import type { Effect } from './effect.ts';
import type { Size } from './frame.ts';
import { grade } from './grade.ts';
import { inset } from './inset.ts';
import { lettering } from './lettering.ts';
import { mirror, upsideDown } from './mirror.ts';
import { overlay } from './overlay.ts';
import type { Wish } from './prompt.ts';
import { recolour } from './recolour.ts';
import { rain, snow } from './weather.ts';

const CAPTION_LENGTH = 48;

/** The effects that make the wishes come true on frames of this size; reference images are always shown too. */
export async function prepare(
  wishes: readonly Wish[],
  images: readonly string[],
  size: Size,
): Promise<Effect> {
  const ordered = wishes.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  const effects = await Promise.all(ordered.map((wish) => effectOf(wish, images, size)));
  const cards = await Promise.all(images.map((image, index) => inset(image, index, size)));
  return (frame, seconds) => {
    for (const effect of [...effects, ...cards]) effect(frame, seconds);
  };
}

/** Colours are picked before the light changes them; what is written stays readable. */
const ORDER: readonly Wish['kind'][] = [
  'recolour',
  'grade',
  'cartoon',
  'mirror',
  'upside_down',
  'snow',
  'rain',
  'blur',
  'blocks',
  'text',
  'caption',
];

async function effectOf(wish: Wish, images: readonly string[], size: Size): Promise<Effect> {
  switch (wish.kind) {
    case 'grade':
      return grade(wish.grade);
    case 'recolour':
      return recolour(wish.from, 'image' in wish.to ? await colourOf(images[wish.to.image]) : wish.to);
    case 'blur':
      return blur(0.012);
    case 'blocks':
      return blocks(40);
    case 'cartoon':
      return cartoon();
    case 'mirror':
      return mirror;
    case 'upside_down':
      return upsideDown;
    case 'snow':
      return snow;
    case 'rain':
      return rain;
    case 'text':
      return await writing(wish.words, size);
    case 'caption':
      return await caption(wish.words, size);
  }
}

/** The colour an image has most of. */
async function colourOf(image: string | undefined): Promise<Rgb> {
  if (image === undefined) return { r: 128, g: 128, b: 128 };
  return (await sharp(image).flatten({ background: '#ffffff' }).stats()).dominant;
}

async function writing(words: string, { width, height }: Size): Promise<Effect> {
  const box = { width: Math.round(width * 0.8), height: Math.round(Math.min(width, height) * 0.2) };
  const picture = await lettering(words, box);
  const { width: wide = 0, height: tall = 0 } = await picture.metadata();
  return await overlay(picture, (width - wide) >> 1, Math.round(height * 0.9) - tall);
}

async function caption(words: string, { width, height }: Size): Promise<Effect> {
  const short = words.length > CAPTION_LENGTH ? `${words.slice(0, CAPTION_LENGTH - 1).trimEnd()}…` : words;
  const margin = Math.round(Math.min(width, height) * 0.03);
  const box = { width: Math.round(width * 0.6), height: Math.round(Math.min(width, height) * 0.07) };
  const picture = await lettering(short, box);
  const { height: tall = 0 } = await picture.metadata();
  const words_ = await overlay(picture, margin, height - margin - tall);
  const light = grade({ gamma: 0.9, saturation: 1.2, blue: -4, red: 3 });
  return (frame, seconds) => {
    light(frame, seconds);
    words_(frame, seconds);
  };
}
