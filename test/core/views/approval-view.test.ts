import { expect, it } from 'vitest';
import type { Edit } from '../../../src/core/edit/edit.ts';
import { parseDollars } from '../../../src/core/money/micros.ts';
import { approvalView } from '../../../src/core/views/approval-view.ts';
import type { Facts } from '../../../src/core/views/facts.ts';
import { historyPanel } from '../../../src/core/views/history-panel.ts';
import type { Line } from '../../../src/core/views/message.ts';
import { ASKED_AT, anApproval, anEdit } from '../edit/an-edit.ts';

const ONE_OF_TWO = anApproval({ needed: 2, decisions: [{ by: 'Dana', at: ASKED_AT, exception: null }] });
const FACTS = {
  model: { title: 'Kling O3 Pro', quality: 'final', provider: 'WaveSpeedAI', fps: 24 },
  timeZone: 'Europe/Berlin',
  pathOf: (file: string) => file,
} as unknown as Facts;

const plain = (line: Line | undefined) =>
  (line ?? []).map((piece) => (typeof piece === 'string' ? piece : `@${Object.values(piece)[0]}`)).join('');
const outcome = (edit: Edit) => plain(approvalView(edit, FACTS)?.outcome?.line);

it('says of a card that is no longer asked why it is not', () => {
  const approval = anApproval();
  expect(outcome(anEdit('expired', { approval }))).toBe('Nobody decided in time.');
  expect(outcome(anEdit('expired', { approval: ONE_OF_TWO }))).toBe(
    'Only @Dana agreed in time, and two must.',
  );
  expect(outcome(anEdit('cancelled', { approval, by: 'Mara' }))).toBe('Withdrawn by @Mara.');
  expect(outcome(anEdit('failed', { approval, reason: { code: 'restored' } }))).toBe(
    'The edit ended before anybody decided, so this is no longer asked.',
  );
});

it('shows in the history what was charged without a take, and who approved only where that was enough', () => {
  const rows = (edit: Edit) => {
    const page = { whose: 'mine', which: 'all', edits: [edit], older: null, isFirst: true } as const;
    const panel = historyPanel({ ...page, timeZone: 'Europe/Berlin', addressOf: () => null });
    return panel.parts.flatMap((part) =>
      part.kind === 'rows' ? part.rows.map(({ details }) => plain(details)) : [],
    );
  };
  const reason = { code: 'settled_as_charged', charged: parseDollars('1.08') } as const;
  expect(rows(anEdit('failed', { reason }))).toEqual(['Failed · $1.08 charged · Sun 10:30']);
  expect(rows(anEdit('failed'))).toEqual(['Failed · not charged · Sun 10:30']);
  expect(rows(anEdit('expired', { approval: ONE_OF_TWO }))).toEqual([
    'Expired · not charged · one of two approved, @Dana · Sun 10:30',
  ]);
});
