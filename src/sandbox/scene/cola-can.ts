import { runInChild } from '../media/run-in-child.ts';

/** Draws a can of cola, as a PNG of 480×640: a reference image for the demo. */
export async function drawColaCan(path: string): Promise<void> {
  const script = new URL('cola-can.child.ts', import.meta.url);
  await runInChild(script, { path }, { deadlineMs: 60_000 });
}
