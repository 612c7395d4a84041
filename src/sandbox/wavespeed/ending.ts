import { MediaRefusal } from '../provider/media-refusal.ts';

/** How a prediction ends when it is not simply edited. `stuck` stays in `processing` for good. */
export type Ending =
  | { status: 'completed' }
  | { status: 'failed'; code: number; error: string }
  | { status: 'cancelled' | 'timeout' | 'deleted'; error?: string }
  | { status: 'stuck' };

/** WaveSpeedAI's task error codes, as its error page lists them. */
const MODERATION = 1200;
const INVALID_PARAMETER = 1401;
const MEDIA_ACCESS_FAILED = 1402;
const EXECUTION_FAILED = 1403;

const TRIGGERS: readonly (readonly [string, Ending])[] = [
  [
    '[moderation]',
    {
      status: 'failed',
      code: MODERATION,
      error: 'Content flagged as potentially sensitive. Please try different prompts.',
    },
  ],
  ['[internal]', { status: 'failed', code: 5000, error: 'Internal server error' }],
  ['[unavailable]', { status: 'failed', code: 5003, error: 'Service temporarily unavailable' }],
  ['[timeout]', { status: 'timeout' }],
  ['[cancelled]', { status: 'cancelled' }],
  ['[stuck]', { status: 'stuck' }],
];

/** The ending that words such as "[moderation]" in a prompt ask for, so that one can see them by hand. */
export function endingAskedFor(prompt: string): Ending | undefined {
  return TRIGGERS.find(([word]) => prompt.toLowerCase().includes(word))?.[1];
}

/** The ending of a prediction whose take could not be made. */
export function failureOf(error: unknown): Ending {
  if (!(error instanceof MediaRefusal)) {
    return { status: 'failed', code: EXECUTION_FAILED, error: `Task execution failed: ${String(error)}` };
  }
  const code = error.why === 'unreachable' ? MEDIA_ACCESS_FAILED : INVALID_PARAMETER;
  return { status: 'failed', code, error: error.message };
}
