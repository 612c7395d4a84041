import type { Millis } from '../clock.ts';
import type { ReferenceImage } from '../edit/clip.ts';
import type { Place } from '../edit/edit.ts';
import type { Saved } from '../edit/pictures.ts';

/** Whose library it is. */
export type LibraryTeam = Pick<Place, 'platform' | 'team'>;

/** Something that a team has saved under a name, for its prompts. Its pictures lie in a folder of its own. */
export interface SavedItem extends Omit<Saved, 'pictures'> {
  owner: LibraryTeam;
  /** Whose name it bears: who saved it. */
  by: string;
  at: Millis;
  /** One, or for an element up to four: the frontal image first. */
  pictures: readonly ReferenceImage[];
}

/** As requests need it. */
export function asSaved({ id, name, kind, pictures }: SavedItem): Saved {
  return { id, name, kind, pictures: pictures.length };
}

/** The bytes of all its pictures. */
export function bytesOf({ pictures }: Pick<SavedItem, 'pictures'>): number {
  return pictures.reduce((sum, { bytes }) => sum + bytes, 0);
}
