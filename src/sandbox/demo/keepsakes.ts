import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { ClipFacts } from '../../core/edit/clip.ts';
import { MediaChildren } from '../../core/media/child.ts';
import { probe } from '../../core/media/probe.ts';
import { DemoProblem } from './demo-problem.ts';
import type { Props } from './props.ts';
import type { Story, Take } from './story.ts';
import { transcript } from './transcript.ts';

/** What a demo leaves behind: nothing else in the folder is touched. */
const OURS =
  /^(?:(?:slack|discord)-take-\d+(?:-before-after\.jpg|\.\w+)|transcript\.md|promo\.mp4|cola-can\.png)$/;

/** A take as it lies in the folder. */
export interface KeptTake {
  readonly story: Story;
  readonly take: Take;
  readonly video: string;
  readonly picture: string;
  readonly facts: ClipFacts;
}

/** Makes the folder, and clears away what an earlier demo left in it. */
export async function clearFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const names = await readdir(folder);
  await Promise.all(names.filter((name) => OURS.test(name)).map((name) => rm(join(folder, name))));
}

/**
 * Saves the takes and their before/after pictures as they were delivered, and the transcript.
 * @throws DemoProblem when a take cannot be played, is not as long as its clip, or came without its picture
 */
export async function keep(
  stories: readonly Story[],
  props: Props,
  folder: string,
  signal: AbortSignal,
): Promise<KeptTake[]> {
  const media = new MediaChildren({ atOnce: 2 });
  const takes = stories.flatMap((story) => story.takes.map((take) => ({ story, take })));
  const kept = await Promise.all(takes.map((each) => keepTake(media, each, folder, signal)));
  const own = [...(props.isOwnScene ? [props.clip] : []), props.image];
  await Promise.all(own.map(({ name, path }) => copyFile(path, join(folder, name))));
  await writeFile(join(folder, 'transcript.md'), transcript(kept, new Set(own.map(({ name }) => name))));
  return kept;
}

async function keepTake(
  media: MediaChildren,
  { story, take }: Pick<KeptTake, 'story' | 'take'>,
  folder: string,
  signal: AbortSignal,
): Promise<KeptTake> {
  const name = `${story.platform.toLowerCase()}-take-${take.number}`;
  const video = `${name}${extname(take.file.name)}`;
  const picture = `${name}-before-after.jpg`;
  const path = join(folder, video);
  try {
    await copyFile(take.file.path, path);
    const [facts, source] = [await probe(media, path, signal), await probe(media, take.source, signal)];
    checkLength(facts, source);
    // The bot drew it from frames of the whole take, so it also proves that the take can be decoded.
    if (!take.picture) throw new Error('it came without a picture of what changed');
    await copyFile(take.picture.path, join(folder, picture));
    return { story, take, video, picture, facts };
  } catch (error) {
    signal.throwIfAborted();
    const why = error instanceof Error ? error.message : String(error);
    throw new DemoProblem(`${video} does not play: ${why}`, { cause: error });
  }
}

/** A model gives back about as much as it was given. */
const LENGTH_ROOM_MS = 250;

function checkLength(take: ClipFacts, source: ClipFacts): void {
  if (Math.abs(take.durationMs - source.durationMs) <= LENGTH_ROOM_MS) return;
  throw new Error(`it lasts ${take.durationMs} ms, its clip ${source.durationMs} ms`);
}
