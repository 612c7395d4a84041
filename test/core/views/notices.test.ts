import { describe, expect, it } from 'vitest';
import { micros, parseDollars } from '../../../src/core/money/micros.ts';
import type { Facts } from '../../../src/core/views/facts.ts';
import type { Line } from '../../../src/core/views/message.ts';
import { noticesOf } from '../../../src/core/views/notices.ts';
import { ASKED_AT, aHold, anApproval, anEdit } from '../edit/an-edit.ts';

const FACTS: Facts = {
  now: ASKED_AT,
  model: { title: 'Kling O3 Pro', quality: 'final', provider: 'WaveSpeedAI', fps: 24 },
  left: null,
  caps: [],
  approvers: [{ person: 'Dana' }],
  budgetOwners: [{ person: 'Olga' }],
  alerts: [],
  paused: null,
  canStop: false,
  firstMeeting: null,
  waitsFor: 'provider',
  timeZone: 'Europe/Berlin',
  ahead: 0,
  fitted: null,
  likelyMs: 0,
  final: null,
  elsewhere: null,
  parts: [],
  pathOf: (file) => file,
};

function said(...of: Parameters<typeof noticesOf>): string[] {
  return noticesOf(...of).map(({ name, line }) => `${name} | ${plain(line)}`);
}

function plain(line: Line): string {
  return line
    .map((piece) => (typeof piece === 'string' ? piece : 'person' in piece ? `@${piece.person}` : ''))
    .join('');
}

describe('a notice', () => {
  it('tells the budget owners of a charge above the hold that an approver found', () => {
    const charged = parseDollars('4.03');
    const reason = { code: 'settled_as_charged', charged, over: parseDollars('1') } as const;
    expect(said(anEdit('failed', { reason }), FACTS)).toEqual([
      'overrun | An approver found that the provider charged $4.03, $1.00 more than was set aside. It is booked in every cap · @Olga',
    ]);
    expect(said(anEdit('failed', { reason: { code: 'settled_as_charged', charged } }), FACTS)).toEqual([]);
  });

  it('says that only one of two agreed in time', () => {
    const reason = { code: 'approval_expired', agreed: 1 } as const;
    expect(said(anEdit('expired', { reason }), FACTS).join()).toContain(
      'only one approver agreed in time, and two must, so it does not run',
    );
  });

  it('reminds the approvers of a question, and says when it is asked anew', () => {
    const approval = anApproval();
    expect(said(anEdit('awaiting_approval', { approval }), FACTS)).toEqual([]);
    const reminded = anEdit('awaiting_approval', { approval: { ...approval, remindedAt: ASKED_AT } });
    expect(said(reminded, FACTS)).toEqual([
      'reminder:1 | This still waits for an approval, until Mon 10:30 · @Dana',
    ]);
    const again = anEdit('awaiting_approval', { approval: { ...approval, round: 2 } });
    expect(said(again, FACTS)).toEqual([
      'asked:2 | It costs $3.03 now, so it is asked anew whether it may run · @Dana',
    ]);
  });

  it('tells the requester that nobody decided', () => {
    const expired = anEdit('expired', { reason: { code: 'approval_expired' } });
    expect(said(expired, FACTS)).toEqual([
      'expired | @U1: nobody decided in time, so it does not run. Nothing was charged.',
    ]);
    expect(said(anEdit('expired'), FACTS)).toEqual([]);
  });

  it('tells the owners of the budget of a charge above the hold', () => {
    const hold = aHold(anEdit('requested').id, { amount: parseDollars('3.03') });
    const delivered = anEdit('delivered', { hold, charged: parseDollars('3.50') });
    expect(said(delivered, FACTS)).toEqual([
      'overrun | The provider charged $3.50, $0.47 more than was set aside. It is booked in every cap · @Olga',
    ]);
  });

  it('says how full a cap is, of each only the highest that was crossed, and calls the owners when it is full', () => {
    const cap = { scope: 'team:slack:T1', period: 'month:2026-11', limit: parseDollars('10') };
    const alerts = [
      { ...cap, percent: 50, used: micros(8_490_000) },
      { ...cap, percent: 80, used: micros(8_490_000) },
      { ...cap, scope: 'person:slack:T1:U1', percent: 100, used: micros(10_000_000) },
    ];
    expect(said(anEdit('running'), { ...FACTS, alerts })).toEqual([
      'alert:team:slack:T1:month:2026-11:80 | Team, November: 80 % of the cap is used, $8.49 of $10.00 are spent or set aside.',
      'alert:person:slack:T1:U1:month:2026-11:100 | Requester, November: the cap is used up, $10.00 of $10.00 are spent or set aside · @Olga',
    ]);
  });
});
