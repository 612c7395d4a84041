import type { Rgb } from './colour.ts';

const rgb = (hex: number): Rgb => ({ r: hex >> 16, g: (hex >> 8) & 255, b: hex & 255 });

const COLOURS: Record<string, Rgb> = {
  red: rgb(0xd42020),
  orange: rgb(0xf07c14),
  amber: rgb(0xe69a1e),
  gold: rgb(0xe0ac28),
  golden: rgb(0xe0ac28),
  yellow: rgb(0xf2d21e),
  green: rgb(0x2c9a3c),
  teal: rgb(0x128a8a),
  turquoise: rgb(0x20b8b0),
  blue: rgb(0x2454d8),
  purple: rgb(0x7a32b8),
  violet: rgb(0x7a32b8),
  pink: rgb(0xf070a8),
  brown: rgb(0x6a3e1c),
  black: rgb(0x141414),
  grey: rgb(0x808080),
  gray: rgb(0x808080),
  white: rgb(0xf4f4f4),
};

/** Things that people take to have a colour. */
const THINGS: Record<string, Rgb> = {
  beer: rgb(0xe69a1e),
  ale: rgb(0xe69a1e),
  lager: rgb(0xe69a1e),
  cola: rgb(0x3a1608),
  coke: rgb(0x3a1608),
  coffee: rgb(0x3c2010),
  stout: rgb(0x1e0e06),
  wine: rgb(0x7a1028),
  juice: rgb(0xf28a14),
  lemonade: rgb(0xf0e060),
  milk: rgb(0xf6f2ea),
  sky: rgb(0x78b4e8),
  sea: rgb(0x2878b8),
  ocean: rgb(0x2878b8),
  grass: rgb(0x4c9a34),
  plant: rgb(0x3c8a3c),
  leaves: rgb(0x3c8a3c),
  tree: rgb(0x3c8a3c),
  curtain: rgb(0xb85a7a),
  curtains: rgb(0xb85a7a),
};

/** A colour, a thing that has one, or a reference image (counted from 0) in a prompt. */
export type Mention = { kind: 'colour' | 'thing'; rgb: Rgb } | { kind: 'image'; index: number };

/** All that a piece of text mentions with a colour, in its order. */
export function mentions(text: string): Mention[] {
  return [...text.toLowerCase().matchAll(/@image(\d)|[a-z]+/g)].flatMap(([word, number]): Mention[] => {
    if (number !== undefined) return [{ kind: 'image', index: Number(number) - 1 }];
    const [colour, thing] = [COLOURS[word], THINGS[word]];
    if (colour) return [{ kind: 'colour', rgb: colour }];
    return thing ? [{ kind: 'thing', rgb: thing }] : [];
  });
}
