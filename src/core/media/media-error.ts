import type { Reason } from '../edit/reason.ts';
import { RecutError } from '../errors.ts';
import { ChildProblem } from './child-problem.ts';

/**
 * - `not_a_video`: something else, or a file without pictures in it.
 * - `damaged`: cut off, corrupt, or so broken that reading it had to be stopped.
 * - `unsupported_container`, `unsupported_codec`: a video, but not one that is read here; `kind` names what it is.
 * - `empty_window`: no frame of the clip lies in the stretch asked for.
 * - `tool_failed`: our own process could not be run or was killed from outside.
 */
const CODES = [
  'not_a_video',
  'damaged',
  'unsupported_container',
  'unsupported_codec',
  'empty_window',
  'tool_failed',
] as const;
export type MediaCode = (typeof CODES)[number];

/** A media file that could not be worked with. Only `tool_failed` may pass. */
export class MediaError extends RecutError {
  declare readonly code: MediaCode;
  /** The container or codec that is not supported, as in `avi` or `vvc1`. */
  readonly kind: string | null;

  constructor(code: MediaCode, message: string, options: { cause?: unknown; kind?: string } = {}) {
    super(code, message, { cause: options.cause, retryable: code === 'tool_failed' });
    this.kind = options.kind ?? null;
  }
}

/** What to tell the person whose clip this was. `durationMs` is the clip's, as far as it is known. */
export function reasonOfMedia(error: MediaError, clip: { name: string; durationMs?: number }): Reason {
  switch (error.code) {
    case 'not_a_video':
      return { code: 'not_a_video', name: clip.name };
    case 'damaged':
      return { code: 'clip_damaged', name: clip.name };
    case 'unsupported_container':
    case 'unsupported_codec':
      return { code: 'clip_format', format: error.kind };
    case 'empty_window':
      return { code: 'window_outside', durationMs: clip.durationMs ?? 0 };
    case 'tool_failed':
      return { code: 'internal', detail: error.message };
  }
}

/**
 * What a process for media reports, as a MediaError; anything else as it is. A file that makes its reader spin or
 * crash is a damaged one: the reader is the same for all.
 */
export function asMediaError(problem: unknown): unknown {
  if (!(problem instanceof ChildProblem)) return problem;
  const refused = CODES.find((known) => known === problem.refusal);
  const code = refused ?? (problem.retryable ? 'tool_failed' : 'damaged');
  return new MediaError(code, problem.message, {
    cause: problem,
    ...(problem.detail === null ? {} : { kind: problem.detail }),
  });
}
