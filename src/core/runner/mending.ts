import type { EditIn, Take } from '../edit/edit.ts';
import { checkSound } from '../media/check-sound.ts';
import { mendSound } from '../media/mend-sound.ts';
import { probe } from '../media/probe.ts';
import type { Kit } from './kit.ts';

type Made = Pick<Take, 'file' | 'facts' | 'sound'>;

/** Copying holds the whole file in memory for a moment. */
const MOST_BYTES = 500_000_000;

/**
 * A take whose sound is as it was asked for: put back from the clip where the provider dropped, silenced or shifted it,
 * removed where it was to be gone. Where that cannot be done, the take as it came; nothing is ever made anew for it.
 */
export async function withRightSound(
  edit: EditIn<'fetching'>,
  made: Made,
  kit: Kit,
  signal: AbortSignal,
): Promise<Made> {
  try {
    const wrong = await whatIsWrong(edit, made, kit, signal);
    if (!wrong || made.facts.bytes > MOST_BYTES) return made;
    const pathOf = (file: string) => kit.workspace.pathFor(edit.id, file);
    const sound = wrong === 'put_back' ? pathOf(edit.clip.file) : null;
    const file = 'take-mended';
    await mendSound(kit.media, { take: pathOf(made.file), sound }, pathOf(file), signal);
    const facts = await probe(kit.media, pathOf(file), signal);
    kit.logger.info({ edit: edit.id, sound: wrong }, 'the sound of a take was not as asked, and was mended');
    return { file, facts, sound: wrong };
  } catch (error) {
    signal.throwIfAborted();
    kit.logger.warn({ edit: edit.id, err: error }, 'the sound of a take could not be mended');
    return made;
  }
}

async function whatIsWrong(
  { id, clip, wish }: EditIn<'fetching'>,
  { file, facts }: Made,
  { media, workspace }: Kit,
  signal: AbortSignal,
): Promise<NonNullable<Take['sound']> | null> {
  if (!wish.keepSound) return facts.audioTracks > 0 ? 'removed' : null;
  if (clip.facts.audioTracks === 0 || facts.sha256 === clip.facts.sha256) return null;
  if (facts.audioTracks === 0) return 'put_back';
  const files = { clip: workspace.pathFor(id, clip.file), take: workspace.pathFor(id, file) };
  return (await checkSound(media, files, signal)) === 'same' ? null : 'put_back';
}
