import type { EditIn } from '../edit/edit.ts';
import type { ReasonCode } from '../edit/reason.ts';
import { formatDollars } from '../money/micros.ts';
import type { Facts } from './facts.ts';

const WHY: Partial<Record<ReasonCode, string>> = {
  provider_access: "does not accept Recut's key",
  provider_busy: 'takes no more work right now',
  provider_down: 'cannot be reached',
  provider_funds: 'has no funds left for Recut',
};

/** Of an edit that its provider let down, and that goes on by itself at another one: why, and where, at which price. */
export function goingOnWording({ reason }: EditIn<'failed'>, facts: Facts): string {
  const why = WHY[reason.code] ?? 'does not make it';
  return `${facts.model.provider} ${why}. Nothing was charged there. The edit goes on ${where(facts)}.`;
}

/** Behind the name of whoever did not wait for the provider any longer. */
export function tookElsewhereWording(facts: Facts): string {
  return ` took it to another provider. Nothing was charged at ${facts.model.provider}. The edit goes on ${where(facts)}.`;
}

function where({ elsewhere }: Facts): string {
  return elsewhere
    ? `at ${elsewhere.provider}, where it costs ${formatDollars(elsewhere.amount)}`
    : 'at another provider';
}
