import { type Edit, hasEnded } from '../../src/core/edit/edit.ts';
import { type People, waitsForPeople } from './people.ts';
import type { SimWorld } from './sim-process.ts';

/** What was promised to come, and did not. */
export function unfinished(
  edits: readonly Edit[],
  { accepted, misjudged }: People,
  { providers, chats }: SimWorld,
): string[] {
  const known = new Set(edits.map(({ id }) => id as string));
  const shown = new Set(
    chats.flatMap((chat) => chat.shown.map(({ message }) => `${message.kind} ${message.edit}`)),
  );
  return [
    ...[...accepted.values()]
      .flatMap((ids) => [...ids])
      .filter((id) => !known.has(id))
      .map((id) => `${id} was accepted and is gone`),
    ...[...accepted]
      .filter(([, ids]) => ids.size > 1)
      .map(([event, ids]) => `${event} asked once and became ${[...ids].join(' and ')}`),
    ...edits
      .filter((edit) => !hasEnded(edit) && !waitsForPeople(edit))
      .map(({ id, state }) => `${id} is still ${state}`),
    ...edits
      .filter(({ id, partOf }) => !partOf && !shown.has(`status ${id}`))
      .map(({ id }) => `${id} was never shown`),
    ...edits
      .filter(({ id, state, partOf }) => !partOf && state === 'delivered' && !shown.has(`take ${id}`))
      .map(({ id }) => `the take of ${id} was never shown`),
    ...providers
      .flatMap(({ predictions }) => predictions)
      .filter(({ edit, fails }) => {
        const found = edits.find(({ id }) => id === edit);
        const isSettled =
          misjudged.has(edit) || (found?.state === 'failed' && found.reason.code === 'settled_as_charged');
        return !fails && !isSettled && found?.state !== 'delivered' && found?.state !== 'unresolved';
      })
      .map(({ id, edit }) => `${id} of ${edit} is neither delivered nor listed`),
  ];
}
