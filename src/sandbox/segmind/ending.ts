/** How a request ends when it is not simply edited. `stuck` stays PROCESSING for good. */
export type Ending = { kind: 'edited' } | { kind: 'failed'; error: string } | { kind: 'stuck' };

const TRIGGERS: readonly (readonly [string, Ending])[] = [
  [
    '[moderation]',
    { kind: 'failed', error: 'Content flagged as potentially sensitive by content moderation' },
  ],
  ['[internal]', { kind: 'failed', error: 'Internal server error' }],
  ['[unavailable]', { kind: 'failed', error: 'Model is temporarily unavailable' }],
  ['[timeout]', { kind: 'failed', error: 'Request timed out' }],
  ['[cancelled]', { kind: 'failed', error: 'Request was cancelled' }],
  ['[stuck]', { kind: 'stuck' }],
];

/** The ending that words such as "[moderation]" in a prompt ask for, so that one can see them by hand. */
export function endingAskedFor(prompt: string): Ending | undefined {
  return TRIGGERS.find(([word]) => prompt.toLowerCase().includes(word))?.[1];
}

/** The ending of a request whose take could not be made. */
export function failureOf(error: unknown): Ending {
  return { kind: 'failed', error: error instanceof Error ? error.message : String(error) };
}
