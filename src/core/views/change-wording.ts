/** What was done to a clip so that a model takes it, in a few words each. */
import type { ClipChange, ImageChange } from '../edit/clip.ts';
import { formatTimecode } from '../edit/timecode.ts';
import { rate, seconds, size } from './figures.ts';
import { formatName } from './format-name.ts';

type Wording = { [Kind in ClipChange['kind']]: (change: Extract<ClipChange, { kind: Kind }>) => string };

const WORDING: Wording = {
  cut: ({ from, to }) => `cut to ${formatTimecode(from)}–${formatTimecode(to)}`,
  held: ({ to }) => `last frame held to ${seconds(to)}`,
  converted: ({ from }) => `converted from ${formatName(from)}`,
  scaled: ({ from, to }) => `scaled ${from.join('×')} → ${to.join('×')}`,
  rate: ({ from, to, uneven }) =>
    uneven ? `evened out to ${rate(to)} frames per second` : `${rate(from)} → ${rate(to)} frames per second`,
  turned: () => 'turned upright',
  toned: () => 'HDR made SDR',
  compressed: ({ from }) => `compressed from ${size(from)}`,
  silenced: () => 'its sound cannot be read',
};

/** "converted from WebM, scaled 854×480 → 1282×720". */
export function changesWording(changes: readonly ClipChange[]): string {
  return changes.map(changeWording).join(', ');
}

function changeWording<C extends ClipChange>(change: C): string {
  const word = WORDING[change.kind] as (change: ClipChange) => string;
  return word(change);
}

type ImageWording = {
  [Kind in ImageChange['kind']]: (change: Extract<ImageChange, { kind: Kind }>) => string;
};

const IMAGE_WORDING: ImageWording = {
  converted: ({ from }) => `converted from ${formatName(from)}`,
  scaled: ({ from, to }) => `enlarged from ${from.join('×')} to ${to.join('×')}`,
  compressed: ({ from, to }) => `made smaller, from ${size(from)} to ${size(to)}`,
};

/** "converted from WebP, enlarged from 200×200 to 300×300". */
export function imageChangesWording(changes: readonly ImageChange[]): string {
  return changes.map(imageChangeWording).join(', ');
}

function imageChangeWording<C extends ImageChange>(change: C): string {
  const word = IMAGE_WORDING[change.kind] as (change: ImageChange) => string;
  return word(change);
}
