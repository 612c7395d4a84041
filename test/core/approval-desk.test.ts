import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ApprovalAction, ApprovalDesk } from '../../src/core/approval-desk.ts';
import type { PressAnswer } from '../../src/core/desk.ts';
import type { Edit, EditIn } from '../../src/core/edit/edit.ts';
import { micros, parseDollars } from '../../src/core/money/micros.ts';
import { sumOfQuotes } from '../../src/core/money/price.ts';
import { RuleBook } from '../../src/core/money/rule-book.ts';
import type { Rules } from '../../src/core/money/rules.ts';
import { Catalogue } from '../../src/core/providers/catalogue.ts';
import { KyselyStore } from '../../src/core/store/kysely-store.ts';
import { openSqlite } from '../../src/core/store/sqlite/open-sqlite.ts';
import { accepted } from '../conformance/store/steps.ts';
import { ASKED_AT, anApproval, anEdit, aQuote, someParts } from './edit/an-edit.ts';
import { someRules } from './money/some-rules.ts';

const APPROVERS = ['U7', 'U8', 'U9'];

describe('a press on a card that asks for an approval', () => {
  let store: KyselyStore;
  let now: number;

  beforeEach(async () => {
    now = ASKED_AT + 60_000;
    store = new KyselyStore(await openSqlite(':memory:'));
  });
  afterEach(() => store.close());

  function deskOf(rules: Partial<Rules> = {}) {
    const clock = { now: () => now };
    return new ApprovalDesk({
      store,
      clock,
      rules: new RuleBook({ store, clock, given: () => someRules({ approvers: APPROVERS, ...rules }) }),
      catalogue: new Catalogue(['wavespeed']),
      quoteHoldsMs: 24 * 3_600_000,
      mayApprove: async (_place, person, named) => named.includes(person),
      changed: () => undefined,
    });
  }

  const asked = (changes: Partial<EditIn<'awaiting_approval'>> = {}) =>
    accepted(
      store,
      anEdit('awaiting_approval', { quote: aQuote({ validUntil: ASKED_AT + 86_400_000 }), ...changes }),
    );

  async function press(desk: ApprovalDesk, edit: Edit, person: string, action: ApprovalAction = 'approve') {
    const reason = action === 'decline' || action === 'exception' ? 'because' : undefined;
    const place = { ...edit.place, thread: edit.place.thread ?? '', channel: edit.place.channel };
    const current = (await store.read(edit.id)) as Edit;
    const sent = { action, edit: edit.id, person, place, keys: [], ...(reason ? { reason } : {}) };
    return desk.press(current, sent as Parameters<ApprovalDesk['press']>[1], action);
  }

  const said = (answer: PressAnswer) =>
    answer.kind === 'note'
      ? answer.line.map((piece) => (typeof piece === 'string' ? piece : '@')).join('')
      : answer.kind;

  it('counts once, however many approve and decline in the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const edit = await asked();
      const desk = deskOf();
      const actions = ['approve', 'decline', 'approve', 'decline', 'approve'] as const;
      const answers = await Promise.all(
        actions.map((action, index) => press(desk, edit, APPROVERS[index % 3] ?? '', action)),
      );
      expect(answers.filter(({ kind }) => kind === 'done')).toHaveLength(1);
      const decided = (await store.read(edit.id)) as Edit;
      expect(['approved', 'declined']).toContain(decided.state);
      const rows = await store.ledger({ editId: edit.id, account: { scope: 'deployment', period: 'total' } });
      expect(rows).toHaveLength(decided.state === 'approved' ? 1 : 0);
    }
  });

  it('needs two different people where two must agree', async () => {
    const desk = deskOf();
    const edit = await asked({ approval: anApproval({ needed: 2 }) });
    expect(said(await press(desk, edit, 'U7'))).toBe('done');
    expect(said(await press(desk, edit, 'U7'))).toBe(
      'You have agreed already; it needs somebody else as well.',
    );
    expect((await store.read(edit.id))?.state).toBe('awaiting_approval');
    expect(said(await press(desk, edit, 'U8'))).toBe('done');
    expect(said(await press(desk, edit, 'U9'))).toBe('@ approved this edit already.');
  });

  it('changes nothing when the person may not decide, or when the time is over, and says why', async () => {
    const desk = deskOf();
    const edit = await asked();
    expect(said(await press(desk, edit, 'U1'))).toContain('You asked for this edit yourself');
    expect(said(await press(desk, edit, 'U2'))).toContain('Only approvers decide this');
    now = anApproval().expiresAt;
    expect(said(await press(desk, edit, 'U7'))).toBe('The time to decide is over.');
    expect(await store.read(edit.id)).toEqual(edit);
  });

  it('says of an edit that ended otherwise how it ended', async () => {
    const one = anApproval({ needed: 2, decisions: [{ by: 'U7', at: ASKED_AT, exception: null }] });
    const desk = deskOf();
    const reason = { code: 'approval_expired', agreed: 1 } as const;
    const expired = await accepted(store, anEdit('expired', { approval: one, reason }));
    expect(said(await press(desk, expired, 'U8'))).toBe('The time to decide is over.');
    const withdrawn = await accepted(store, anEdit('cancelled', { approval: one }));
    expect(said(await press(desk, withdrawn, 'U8'))).toBe('@ has withdrawn this edit.');
    const declined = await accepted(store, anEdit('declined', { approval: one }));
    expect(said(await press(desk, declined, 'U8'))).toBe('@ declined this edit already.');
  });

  it('approves nothing when the price of a part of a clip has changed: all of it is asked for anew', async () => {
    const parts = someParts().map((part) => ({ ...part, quote: aQuote({ amount: parseDollars('2') }) }));
    const quote = { ...sumOfQuotes(parts.map((part) => part.quote)), validUntil: ASKED_AT + 86_400_000 };
    const edit = await asked({ parts, quote });
    expect(said(await press(deskOf(), edit, 'U7'))).toContain('The price has changed from $4.00 to $6.06');
    expect(await store.read(edit.id)).toMatchObject({
      state: 'quoted',
      approval: null,
      quote: { amount: micros(6_060_000) },
      askedBefore: 1,
    });
  });

  it('lifts no cap of a team that refuses what is over one', async () => {
    const caps = { 'team/month': parseDollars('1') };
    const edit = await asked();
    const refused = await press(deskOf({ caps, overCap: 'refuse' }), edit, 'U7', 'exception');
    expect(said(refused)).toContain('which no exception lifts');
    expect(said(await press(deskOf({ caps }), edit, 'U7'))).toContain('There is no room for it');
    expect(said(await press(deskOf({ caps }), edit, 'U7', 'exception'))).toBe('done');
  });
});
