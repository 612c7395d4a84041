import type { Edit } from '../edit/edit.ts';
import type { Kit } from './kit.ts';

/** Takes are counted within their thread; those of the parts of a clip only within the part. */
export async function nextTakeNumber({ place, id, partOf }: Edit, { store }: Kit): Promise<number> {
  if (place.thread === null || partOf) return 1;
  const edits = await store.inThread({ ...place, thread: place.thread });
  const others = edits.filter((edit) => edit.id !== id && !edit.partOf);
  const numbers = others.flatMap((edit) => ('take' in edit ? [edit.take.number] : []));
  return Math.max(0, ...numbers) + 1;
}

/** "promo.mov" becomes "promo-take-1.mp4"; the take of a take keeps the first name. */
export function takeName(clipName: string, number: number): string {
  const stem = stemOf(clipName).replace(/-take-\d+$/, '');
  return `${stem || 'clip'}-take-${number}.mp4`;
}

/** "promo.mov" becomes "promo-part-2.mp4". */
export function partName(clipName: string, part: number): string {
  return `${stemOf(clipName) || 'clip'}-part-${part}.mp4`;
}

function stemOf(name: string): string {
  return name.replace(/\.[A-Za-z0-9]{1,5}$/, '');
}
