import { access, constants, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { drawColaCan } from '../scene/cola-can.ts';
import { drawScene } from '../scene/draw-scene.ts';
import { DemoProblem } from './demo-problem.ts';

/** A file that somebody brings to the conversation. */
export interface Prop {
  readonly name: string;
  readonly path: string;
}

/** What the stories are played with. */
export interface Props {
  readonly clip: Prop;
  readonly image: Prop;
  /** Whether the clip is the demo's own scene, in which there is a beer. */
  readonly isOwnScene: boolean;
}

/** Long enough to see something happen, short enough to be drawn and edited in seconds. */
const SCENE_SECONDS = 4;

/** Draws the scene, unless there is a clip already, and the picture of a can. */
export async function makeProps(dir: string, clip: string | undefined): Promise<Props> {
  const image = { name: 'cola-can.png', path: join(dir, 'cola-can.png') };
  const scene = { name: 'promo.mp4', path: join(dir, 'promo.mp4') };
  await Promise.all([
    drawColaCan(image.path),
    clip === undefined && drawScene({ path: scene.path, seconds: SCENE_SECONDS }),
  ]);
  const isOwnScene = clip === undefined;
  return { clip: isOwnScene ? scene : { name: basename(clip), path: clip }, image, isOwnScene };
}

/** @throws DemoProblem when there is no file to read; whether it is a clip is for the bot to say */
export async function checkClip(path: string): Promise<void> {
  try {
    await access(path, constants.R_OK);
    if ((await stat(path)).isFile()) return;
  } catch (error) {
    throw new DemoProblem(`There is no clip to read at ${path}.`, { cause: error });
  }
  throw new DemoProblem(`${path} is no file.`);
}
