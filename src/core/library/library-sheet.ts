import type { Logger } from 'pino';
import type { Place } from '../edit/edit.ts';
import type { MediaChildren } from '../media/child.ts';
import { pictureSheet } from '../media/picture-sheet.ts';
import type { Screen } from '../views/screen.ts';
import type { Library } from './library.ts';
import type { SavedItem } from './saved-item.ts';

interface Parts {
  library: Library;
  media: MediaChildren;
  screens: ReadonlyMap<string, Screen>;
  logger: Logger;
}

const PATIENCE_MS = 10_000;

/**
 * The frontal pictures of these things with their names, as one JPEG. Null where the platform does not bring pictures in
 * private messages, or when it cannot be drawn: a list without it is a list all the same.
 */
export async function librarySheet(
  { platform }: Pick<Place, 'platform'>,
  items: readonly SavedItem[],
  { library, media, screens, logger }: Parts,
): Promise<Buffer | null> {
  if (!screens.get(platform)?.privatePictures) return null;
  const pictures = items.flatMap(({ id, name, pictures: [front] }) =>
    front ? [{ path: library.files.pathFor(id, front.file), label: `@${name}` }] : [],
  );
  try {
    return await pictureSheet(media, pictures, AbortSignal.timeout(PATIENCE_MS));
  } catch (error) {
    logger.warn({ err: error }, 'the pictures of a library could not be drawn');
    return null;
  }
}
