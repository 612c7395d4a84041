import { runInChild } from '../media/run-in-child.ts';

export interface SceneWanted {
  /** Where the MP4 is written. */
  path: string;
  /** 5.5 unless said otherwise: inside every model's limits. */
  seconds?: number;
  /** 1280×720 unless said otherwise; a picture taller than wide is arranged as a portrait. Both even. */
  width?: number;
  height?: number;
  /** 24 unless said otherwise. */
  fps?: number;
}

/** Draws the demo's own little scene, frame by frame, as an H.264/AAC MP4 with a tune. */
export async function drawScene(wanted: SceneWanted): Promise<void> {
  const script = new URL('draw-scene.child.ts', import.meta.url);
  await runInChild(script, wanted, { deadlineMs: 180_000 });
}
