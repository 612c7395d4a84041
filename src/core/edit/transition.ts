import type { Millis } from '../clock.ts';
import { chargeOf, postOf } from '../money/settlement.ts';
import { nextLook } from './approval.ts';
import { fromAwaitingApproval } from './approving.ts';
import { bill } from './billing.ts';
import { fromChoosing } from './choosing.ts';
import { reopen } from './contradicting.ts';
import { fromDelivering } from './delivering.ts';
import type { Edit, EditIn, EditState } from './edit.ts';
import type { EditEvent } from './event.ts';
import { giveWay } from './giving-way.ts';
import { LATE_MS } from './late.ts';
import { end, type Moved, moved, next } from './moved.ts';
import { movePart } from './moving-parts.ts';
import type { Reason } from './reason.ts';
import { restored } from './restoring.ts';
import { calledBack, fromUnresolved, inDoubt, nowRunning } from './settling.ts';
import { askToStop, stopped } from './stopping.ts';
import { begin, fromAssembling, show, stop } from './whole.ts';

/** How often a step that costs nothing is tried before the edit is given up. */
export const MAX_TRIES = 6;
/** A provider that is gone for longer than this is not waited for. */
const OUTAGE_MS = 10 * 60_000;
export const FIRST_RETRY_MS = 2_000;
export const LONGEST_RETRY_MS = 15 * 60_000;

/**
 * Decides every move of every edit. Pure and total: an event that does not apply to the state gives null, and nothing
 * changes. No event leads from `unresolved` back to a submission.
 */
export function transition(edit: Edit, event: EditEvent, now: Millis): Moved | null {
  if (event.type === 'cancelled') return cancel(edit, event.by, now);
  if (event.type === 'troubled') return trouble(edit, event.reason, event.retryAfterMs, now);
  if (event.type === 'part_moved') return movePart(edit, event, now);
  if (event.type === 'restored') return restored(edit, event.backupAt, now);
  switch (edit.state) {
    case 'requested':
      return fromRequested(edit, event, now);
    case 'checking':
      return fromChecking(edit, event, now);
    case 'choosing':
      return fromChoosing(edit, event, now);
    case 'quoted':
      return fromQuoted(edit, event, now);
    case 'awaiting_approval':
      return fromAwaitingApproval(edit, event, now);
    case 'approved':
      return event.type === 'slot_taken' ? moved({ ...next(edit, now), state: 'preparing' }) : null;
    case 'preparing':
      return fromPreparing(edit, event, now);
    case 'submitting':
      return fromSubmitting(edit, event, now);
    case 'unresolved':
      return fromUnresolved(edit, event, now);
    case 'running':
      return fromRunning(edit, event, now);
    case 'fetching':
      return fromFetching(edit, event, now);
    case 'assembling':
      return fromAssembling(edit, event, now);
    case 'delivering':
      return fromDelivering(edit, event, now);
    case 'delivered':
      if (event.type === 'part_wanted') return show(edit, now);
      return event.type === 'billed' ? bill(edit, event.amount, now) : null;
    case 'failed':
      if (event.type === 'contradicted') return reopen(edit, event.predictionId, now);
      return event.type === 'billed' ? bill(edit, event.amount, now) : null;
    case 'cancelled':
      return event.type === 'billed' ? bill(edit, event.amount, now) : null;
    default:
      return null;
  }
}

function fromRequested(edit: EditIn<'requested'>, event: EditEvent, now: Millis): Moved | null {
  if (event.type === 'refused') return end(edit, 'refused', event.reason, now);
  if (event.type !== 'fetched') return null;
  const { clip, images } = event;
  return moved({
    ...next(edit, now),
    state: 'checking',
    clipFile: clip.file,
    clipName: clip.name,
    imageFiles: images,
  });
}

function fromChecking(edit: EditIn<'checking'>, event: EditEvent, now: Millis): Moved | null {
  if (event.type === 'refused') return end(edit, 'refused', event.reason, now);
  if (event.type === 'fit_planned') {
    const { fit, references } = event;
    return moved({ ...next(edit, now), fitting: { fit, references } });
  }
  if (event.type === 'choice_asked') {
    const { fitting: _fitting, parts: _parts, ...rest } = next(edit, now);
    const { question, until } = event;
    return moved({ ...rest, state: 'choosing', choice: { question, until, answer: null }, dueAt: until });
  }
  if (event.type !== 'checked') return null;
  const {
    clipFile: _file,
    clipName: _name,
    imageFiles: _images,
    fitting: _fitting,
    parts: _parts,
    ...base
  } = next(edit, now);
  const { clip, references, quote, parts } = event;
  return moved({
    ...base,
    ...(parts ? { parts } : {}),
    state: 'quoted',
    clip,
    references,
    quote,
    approval: null,
    dueAt: restUntil(edit, quote.validUntil, now),
  });
}

function fromQuoted(edit: EditIn<'quoted'>, event: EditEvent, now: Millis): Moved | null {
  switch (event.type) {
    case 'refused':
      return end(edit, 'refused', event.reason, now);
    case 'quote_expired':
      return end(edit, 'expired', { code: 'quote_expired' }, now);
    case 'run':
      return moved({ ...next(edit, now), wish: { ...edit.wish, quoteOnly: false } });
    case 'requoted':
      return moved({
        ...next(edit, now),
        quote: event.quote,
        ...(event.parts ? { parts: event.parts } : {}),
        dueAt: restUntil(edit, event.quote.validUntil, now),
      });
    case 'admitted':
      return begin(edit, event.hold, null, now);
    case 'approval_asked': {
      const { approval } = event;
      return moved({ ...next(edit, now), state: 'awaiting_approval', approval, dueAt: nextLook(approval) });
    }
    default:
      return null;
  }
}

function fromPreparing(edit: EditIn<'preparing'>, event: EditEvent, now: Millis): Moved | null {
  if (event.type === 'refused') return end(edit, 'failed', event.reason, now);
  if (event.type === 'gave_way') return giveWay(edit, event, now);
  if (event.type === 'requoted') {
    const { hold, approval, ...rest } = next(edit, now);
    const asked = approval ? { askedBefore: approval.round ?? 1 } : {};
    return moved(
      { ...rest, ...asked, state: 'quoted', quote: event.quote, approval: null },
      { kind: 'void', hold, why: 'the price changed' },
    );
  }
  if (event.type === 'shortened') {
    const { shortenTo: _cut, ...rest } = next(edit, now);
    return moved({ ...rest, clip: event.clip });
  }
  if (event.type !== 'prepared') return null;
  const { inputs, quote } = event;
  return moved({ ...next(edit, now), state: 'submitting', inputs, quote, attemptAt: null });
}

function fromSubmitting(edit: EditIn<'submitting'>, event: EditEvent, now: Millis): Moved | null {
  const { attemptAt } = edit;
  // Whatever was thought of the submission: it has arrived, and must not be sent again.
  if (event.type === 'called_back')
    return calledBack({ ...edit, attemptAt: attemptAt ?? now }, event.predictionId, now);
  if (attemptAt === null) {
    if (event.type === 'gave_way') return event.by === undefined ? null : giveWay(edit, event, now);
    // Due only when the lease has ended: whoever claims it then knows that this attempt has no answer.
    return event.type === 'attempt_started' ? moved({ ...edit, attemptAt: now }) : null;
  }
  switch (event.type) {
    case 'accepted':
      return nowRunning({ ...edit, attemptAt }, event.predictionId, now);
    case 'rejected':
      return end(edit, 'failed', event.reason, now);
    case 'not_delivered': {
      if (edit.tries + 1 >= MAX_TRIES) return end(edit, 'failed', { code: 'provider_busy' }, now);
      const dueAt = now + (event.retryAfterMs ?? backoff(edit.tries));
      return moved({ ...edit, attemptAt: null, tries: edit.tries + 1, dueAt });
    }
    // Nobody may say of an attempt that is under way that nothing came of it, but its own answer.
    case 'gave_way':
      return event.by === undefined ? giveWay(edit, event, now) : null;
    case 'ambiguous':
      return inDoubt(edit, attemptAt, null, now);
    default:
      return null;
  }
}

function fromRunning(edit: EditIn<'running'>, event: EditEvent, now: Millis): Moved | null {
  switch (event.type) {
    // A new version: whoever is looking just now, and sees nothing yet, does not put the next look off.
    case 'called_back':
      return moved({ ...edit, calledBackAt: now, dueAt: now });
    case 'completed': {
      const { calledBackAt: _told, ...rest } = next(edit, now);
      return moved({ ...rest, state: 'fetching', finishedAt: now, sensitive: event.sensitive });
    }
    case 'prediction_failed':
      return end(edit, 'failed', event.reason, now);
    case 'stop_asked':
      return askToStop(edit, event.by, now);
    case 'stopped':
      return stopped(edit, now);
    case 'prediction_unknown': {
      const { calledBackAt: _told, ...rest } = edit;
      return inDoubt(rest, edit.prediction.submittedAt, edit.prediction, now);
    }
    default:
      return null;
  }
}

function fromFetching(edit: EditIn<'fetching'>, event: EditEvent, now: Millis): Moved | null {
  if (event.type === 'take_lost') return end(edit, 'failed', event.reason, now);
  if (event.type !== 'take_fetched') return null;
  const { inputs: _inputs, sensitive: _sensitive, ...rest } = next(edit, now);
  const charged = chargeOf(edit.quote.amount, event.billed ?? null);
  const startedAt = edit.prediction.submittedAt;
  return moved(
    { ...rest, state: 'delivering', startedAt, take: event.take, charged, withheld: event.withheld },
    ...postOf(edit.hold, charged),
  );
}

/**
 * Possible until the submission may have left; after that the provider charges whatever we do. Of a clip in parts those
 * are stopped that can still be.
 */
export function canCancel(edit: Edit): boolean {
  return isFree(edit) || (edit.state === 'assembling' && edit.stoppedBy === null);
}

/** Nothing was submitted for it. */
function isFree(edit: Edit): boolean {
  const states: readonly EditState[] = [
    'requested',
    'checking',
    'choosing',
    'quoted',
    'awaiting_approval',
    'approved',
    'preparing',
  ];
  return states.includes(edit.state) || (edit.state === 'submitting' && edit.attemptAt === null);
}

function cancel(edit: Edit, by: string, now: Millis): Moved | null {
  if (edit.state === 'assembling') return stop(edit, by, now);
  if (!isFree(edit)) return null;
  const { edit: ended, ledger } = end(edit, 'failed', { code: 'cancelled' }, now);
  return { edit: { ...(ended as EditIn<'failed'>), state: 'cancelled', by }, ledger };
}

/** Tries again later. Given up only where nothing was submitted: what may have been paid for is never dropped. */
function trouble(edit: Edit, reason: Reason, retryAfterMs: number | null, now: Millis): Moved | null {
  if (edit.dueAt === null) return null;
  const isAway = reason.code === 'provider_down' || reason.code === 'provider_busy';
  const ofPlatform = reason.code === 'platform_away' ? edit.since + LATE_MS : null;
  const until = isAway ? waitsUntil(edit) : ofPlatform;
  const givesUp = until === null ? edit.tries + 1 >= MAX_TRIES : now >= until;
  if (isFree(edit) && givesUp) return end(edit, 'failed', reason, now);
  return moved({ ...edit, tries: edit.tries + 1, dueAt: now + (retryAfterMs ?? backoff(edit.tries)) });
}

/** How long an edit that is handed to a provider is kept, with its hold, while that does not answer; null for any other. */
export function waitsUntil(edit: Edit): Millis | null {
  return edit.state === 'preparing' ? edit.since + OUTAGE_MS : null;
}

function backoff(tries: number): Millis {
  return Math.min(FIRST_RETRY_MS * 2 ** Math.min(tries, 20), LONGEST_RETRY_MS);
}

/** A quote that was only asked for rests until it expires; any other goes on at once. */
function restUntil(edit: Edit, validUntil: Millis, now: Millis): Millis {
  return edit.wish.quoteOnly ? validUntil : now;
}
