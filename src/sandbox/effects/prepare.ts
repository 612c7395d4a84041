import { blocks } from './blocks.ts';
import { blur } from './blur.ts';
import { cartoon } from './cartoon.ts';
import type { Rgb } from './colour.ts';
import type { Effect } from './effect.ts';
import type { Size } from './frame.ts';
import { grade } from './grade.ts';
import { imageColour } from './image-colour.ts';
import { inset } from './inset.ts';
import { mirror, upsideDown } from './mirror.ts';
import type { Wish } from './prompt.ts';
import { recolour } from './recolour.ts';
import { rain, snow } from './weather.ts';
import { caption, writing } from './writing.ts';

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
      return recolour(wish.from, await colourOf(wish.to, images));
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

const GREY: Rgb = { r: 128, g: 128, b: 128 };

async function colourOf(to: Rgb | { image: number }, images: readonly string[]): Promise<Rgb> {
  if (!('image' in to)) return to;
  const image = images[to.image];
  return image === undefined ? GREY : await imageColour(image);
}
