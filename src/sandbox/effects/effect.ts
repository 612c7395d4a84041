import type { Frame } from './frame.ts';

/** Changes a frame in place. `seconds` is the frame's time in the clip, for effects that move. */
export type Effect = (frame: Frame, seconds: number) => void;
