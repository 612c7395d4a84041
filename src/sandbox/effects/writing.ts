import type { Effect } from './effect.ts';
import type { Size } from './frame.ts';
import { grade } from './grade.ts';
import { lettering } from './lettering.ts';
import { overlay } from './overlay.ts';

const CAPTION_LENGTH = 48;

/** The words large and low in the middle, as a title. */
export async function writing(words: string, { width, height }: Size): Promise<Effect> {
  const box = { width: Math.round(width * 0.8), height: Math.round(Math.min(width, height) * 0.2) };
  const picture = await lettering(words, box);
  const { width: wide = 0, height: tall = 0 } = await picture.metadata();
  return await overlay(picture, (width - wide) >> 1, Math.round(height * 0.9) - tall);
}

/** The words small in a corner, and a mild change of light: a prompt that was received but not understood. */
export async function caption(words: string, { width, height }: Size): Promise<Effect> {
  const short = words.length > CAPTION_LENGTH ? `${words.slice(0, CAPTION_LENGTH - 1).trimEnd()}…` : words;
  const margin = Math.round(Math.min(width, height) * 0.03);
  const box = {
    width: Math.round(width * 0.6),
    height: Math.max(32, Math.round(Math.min(width, height) * 0.07)),
  };
  const picture = await lettering(short, box);
  const { height: tall = 0 } = await picture.metadata();
  const lettered = await overlay(picture, margin, height - margin - tall);
  const light = grade({ gamma: 0.9, saturation: 1.2, blue: -4, red: 3 });
  return (frame, seconds) => {
    light(frame, seconds);
    lettered(frame, seconds);
  };
}
