import type { Edit } from '../edit/edit.ts';
import type { ReasonCode } from '../edit/reason.ts';
import { canCancel } from '../edit/transition.ts';
import { formatDollars } from '../money/micros.ts';
import type { Facts } from './facts.ts';
import type { Button } from './message.ts';
import { partButtons } from './parts-view.ts';

/** Reasons that may not stand in the way the next time; anything else needs another request. */
const MAY_WORK_AGAIN: ReadonlySet<ReasonCode> = new Set([
  'clip_unreachable',
  'platform_away',
  'clip_not_shared',
  'disk_broken',
  'disk_full',
  'over_cap',
  'no_price',
  'heard_late',
  'choice_expired',
  'quote_expired',
  'approval_expired',
  'moderation',
  // It may have been unable to fetch what it was handed: a new try hands it over anew.
  'bad_media',
  'provider_funds',
  'provider_access',
  'provider_busy',
  'provider_down',
  'provider_failed',
  'take_expired',
  'take_unusable',
  'parts_failed',
  'settled_as_charged',
  'settled_as_not_run',
  'cancelled',
  'restored',
  'too_many_requests',
  'queue_full',
  'internal',
]);

/** What can be done about an edit from its status. */
export function statusButtons(edit: Edit, facts: Facts): Button[] {
  if (edit.state === 'assembling') return partButtons(edit, facts);
  if ('instead' in edit && edit.instead) return [];
  const { elsewhere, canStop } = facts;
  const stops = edit.state === 'running' && canStop && edit.stopAskedBy === undefined;
  const stop: Button[] = stops ? [{ action: 'cancel', edit: edit.id, label: 'Cancel' }] : [];
  const other: Button[] = elsewhere
    ? [
        {
          action: 'elsewhere',
          edit: edit.id,
          label: `Run it at ${elsewhere.provider} for ${formatDollars(elsewhere.amount)}`,
          emphasis: 'primary',
        },
      ]
    : [];
  return [...other, ...ownButtons(edit), ...stop];
}

function ownButtons(edit: Edit): Button[] {
  if (edit.state === 'quoted' && edit.wish.quoteOnly) {
    return [
      {
        action: 'run',
        edit: edit.id,
        label: `Run it for ${formatDollars(edit.quote.amount)}`,
        emphasis: 'primary',
      },
      { action: 'cancel', edit: edit.id, label: 'Cancel' },
    ];
  }
  if (canCancel(edit)) return [{ action: 'cancel', edit: edit.id, label: 'Cancel' }];
  const again = 'reason' in edit && MAY_WORK_AGAIN.has(edit.reason.code);
  return again ? [{ action: 'retry', edit: edit.id, label: 'Try again' }] : [];
}
