import { h, type Wanted } from './h.ts';

/** Drawn in a square of 20. */
const PATHS = {
  plus: 'M10 4v12M4 10h12',
  send: 'M3 10 17 4l-4.5 13-3-5.5z',
  more: 'M5 10h.01M10 10h.01M15 10h.01',
  close: 'm5 5 10 10M15 5 5 15',
  play: 'M7 4.5v11l9-5.5z',
  clip: 'M3 5h14v10H3zM8.5 7.8v4.4l3.6-2.2z',
  picture: 'M3 4h14v12H3zM3 13l4-4 4 4 2.5-2.5L17 14M13 7.5h.01',
  file: 'M6 3h6l3 3v11H6zM12 3v3h3',
  disk: 'M10 3v9m0 0 3.5-3.5M10 12 6.5 8.5M4 16h12',
  thread: 'M4 5h12v8H9l-4 3v-3H4z',
  reply: 'M8 5 3 10l5 5M3 10h8a6 6 0 0 1 6 6',
  spark: 'M10 3v4M10 13v4M3 10h4M13 10h4',
  check: 'm6 10.2 2.7 2.7L14 7.5',
  eye: 'M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5zM10 11.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z',
  chevron: 'm6 8 4 4 4-4',
  command: 'M13 4 7 16',
  at: 'M13 7v4a2 2 0 0 0 4 0v-1a7 7 0 1 0-3 5.7M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0z',
} as const;

export type IconName = keyof typeof PATHS;

/** Says nothing to those who do not see it: whoever has it carries a label. */
export function icon(name: IconName): Wanted {
  return h('svg', { class: `icon icon-${name}`, viewBox: '0 0 20 20', 'aria-hidden': 'true' }, [
    h('path', { d: PATHS[name] }),
  ]);
}
