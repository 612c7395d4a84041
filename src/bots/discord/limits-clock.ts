import type { REST } from 'discord.js';

/** A clock that is kept in step is never set back by more than this. */
const IN_STEP_MS = 1_000;

/**
 * discord.js counts Discord's limits by the clock of the machine. Once that is set back, a limit seems to last for as long
 * as it was set back by, and every request is refused. What this returns is to be called now and then: it begins the limits
 * anew when that has happened.
 */
export function keepLimitsInStep(rest: REST): () => void {
  let before = offset();
  return () => {
    const now = offset();
    if (now < before - IN_STEP_MS) {
      rest.globalReset = -1;
      rest.handlers.clear();
    }
    before = now;
  };
}

function offset(): number {
  return Date.now() - performance.now();
}
