import { ulid } from 'ulid';
import type { ReferenceImage } from '../../../src/core/edit/clip.ts';
import type { SavedItem } from '../../../src/core/library/saved-item.ts';

/** A character with two pictures, saved by U1. Everything that `changes` does not name is ordinary. */
export function aSavedItem(changes: Partial<SavedItem> = {}): SavedItem {
  return {
    id: ulid(),
    owner: { platform: 'slack', team: 'T1' },
    name: 'Mascot',
    kind: 'element',
    by: 'U1',
    at: Date.UTC(2026, 10, 22, 9, 30),
    pictures: [aPicture(), aPicture({ file: 'picture2', name: 'side.png' })],
    ...changes,
  };
}

export function aPicture(changes: Partial<ReferenceImage> = {}): ReferenceImage {
  return {
    name: 'front.png',
    file: 'picture1',
    format: 'png',
    width: 800,
    height: 600,
    bytes: 120_000,
    sha256: 'ab'.repeat(32),
    ...changes,
  };
}
