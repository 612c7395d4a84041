import type { Millis } from '../../clock.ts';
import type { Kit } from '../kit.ts';

/** Whether what its provider has worked on since then takes so long that people are asked what became of it. */
export function isOverdue(since: Millis, { clock, settings }: Kit): boolean {
  return clock.now() - since >= settings.predictionOverdueAfterMs;
}
