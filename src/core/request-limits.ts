import type { Clock } from './clock.ts';
import type { Edit } from './edit/edit.ts';
import { end } from './edit/moved.ts';
import type { Reason } from './edit/reason.ts';
import type { Store } from './store/store.ts';

/** How much may be asked for. */
export interface RequestLimits {
  /** By one person within a minute. */
  perMinute: number;
  /** Edits of one team that have not ended. */
  open: number;
}

export const USUAL_LIMITS: RequestLimits = { perMinute: 20, open: 500 };

const MINUTE_MS = 60_000;

/**
 * The edit as it is accepted: refused at once, which its thread then says, where more was asked for than may be. Two
 * requests at the same moment may both pass; what is spent is limited elsewhere.
 */
export async function withinLimits(
  edit: Edit,
  limits: RequestLimits,
  { store, clock }: { store: Store; clock: Clock },
): Promise<Edit> {
  if (edit.state === 'refused') return edit;
  const now = clock.now();
  const { recent, open } = await store.load({ ...edit.place, person: edit.person }, now - MINUTE_MS);
  const reason: Reason | null =
    recent >= limits.perMinute
      ? { code: 'too_many_requests', limit: limits.perMinute }
      : open >= limits.open
        ? { code: 'queue_full', limit: limits.open }
        : null;
  return reason ? { ...end(edit, 'refused', reason, now).edit, version: edit.version } : edit;
}
