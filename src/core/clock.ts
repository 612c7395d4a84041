/** Milliseconds since the Unix epoch, UTC. Every stored time is one of these. */
export type Millis = number;

/** Where the core reads the time; tests bend it. */
export interface Clock {
  now(): Millis;
}

export const systemClock: Clock = { now: () => Date.now() };
