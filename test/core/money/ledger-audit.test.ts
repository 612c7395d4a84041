import { describe, expect, it } from 'vitest';
import type { EditId } from '../../../src/core/edit/edit.ts';
import type { LedgerRow } from '../../../src/core/money/ledger.ts';
import { LedgerAudit } from '../../../src/core/money/ledger-audit.ts';
import { chain, type Entry } from '../../../src/core/money/ledger-chain.ts';
import { micros, ZERO } from '../../../src/core/money/micros.ts';
import { aHold, anEdit, aQuote } from '../edit/an-edit.ts';

const EDIT = '01KAP000000000000000000001' as EditId;
const ACCOUNT = { scope: 'team:slack:T1', period: 'month:2026-11' };

function entry(kind: Entry['kind'], amount: number, held: number, posted: number, changes = {}): Entry {
  return {
    ...ACCOUNT,
    holdId: `${EDIT}:1`,
    editId: EDIT,
    kind,
    amount: micros(amount),
    heldChange: micros(held),
    postedChange: micros(posted),
    actor: 'recut',
    why: 'admitted',
    at: 7,
    ...changes,
  };
}

const HELD = entry('hold', 3_000_000, 3_000_000, 0);
const POSTED = entry('post', 2_000_000, -3_000_000, 2_000_000);

function findingsOf(rows: readonly LedgerRow[], after: (audit: LedgerAudit) => void = () => {}): string[] {
  const audit = new LedgerAudit();
  for (const row of rows) audit.take(row);
  audit.end();
  after(audit);
  return audit.findings.map(({ text }) => text);
}

describe('an audit of the ledger', () => {
  const good = chain([HELD, POSTED, entry('adjust', -500_000, 0, -500_000)], null);

  it('finds nothing in good books', () => {
    expect(findingsOf(good)).toEqual([]);
    expect(findingsOf([])).toEqual([]);
  });

  it('finds a row that was changed, and says which', () => {
    const changed = good.map((row) => (row.seq === 2 ? { ...row, actor: 'nobody' } : row));
    expect(findingsOf(changed)).toEqual(['Row 2 was changed after it was written.']);
  });

  it('finds a changed row whose hash was made to fit', () => {
    const [first, second] = good;
    const forged = chain(
      [{ ...(second as LedgerRow), amount: micros(1), postedChange: micros(1) }],
      first ?? null,
    );
    expect(findingsOf([...good.slice(0, 1), ...forged, ...good.slice(2)])).toContain(
      'Row 3 does not follow from row 2: that was changed, or this was put in.',
    );
  });

  it('finds rows that were taken out', () => {
    expect(findingsOf([...good.slice(0, 1), ...good.slice(2)])).toContain(
      'Row 3 follows row 1: row 2 is missing.',
    );
    expect(findingsOf(good.slice(2))).toContain('Row 3 follows row 0: rows 1 to 2 are missing.');
  });

  it.each([
    ['a hold that is placed twice', [HELD, HELD], 'Row 2 places hold'],
    ['a settlement without a hold', [POSTED], 'Row 1 settles hold'],
    ['a second settlement', [HELD, POSTED, POSTED], 'Row 3 settles hold'],
    [
      'a charge above the hold',
      [HELD, entry('post', 4e6, -3e6, 4e6)],
      'Row 2 charges $4.00 to a hold of $3.00.',
    ],
    ['a hold that is closed in part', [HELD, entry('post', 1, -1, 1)], 'Row 2 closes hold'],
    ['the hold of another edit', [HELD, { ...POSTED, editId: 'E2' }], 'Row 2 books hold'],
    ['a correction of an open hold', [HELD, entry('adjust', 1, 0, 1)], 'Row 2 corrects the charge'],
    ['more given back than charged', [HELD, POSTED, entry('adjust', -3e6, 0, -3e6)], 'Row 3 gives back more'],
  ])('finds %s', (_what, entries, text) => {
    expect(findingsOf(chain(entries, null))).toEqual(expect.arrayContaining([expect.stringContaining(text)]));
  });

  it('finds a hold that is settled in one account and open in another', () => {
    const other = { scope: 'person:slack:T1:U1' };
    const rows = chain([HELD, { ...HELD, ...other }, POSTED], null);
    expect(findingsOf(rows)).toEqual([`Hold ${EDIT}:1 is not booked alike in all of its 2 accounts.`]);
  });

  it('finds a balance that is given otherwise', () => {
    const balance = { held: ZERO, posted: micros(1_000_000) };
    expect(findingsOf(good, (audit) => audit.checkBalance(ACCOUNT, balance))).toEqual([
      'The balance of team:slack:T1 month:2026-11 is given as $0.00 held and $1.00 posted; its rows add up to $0.00 held and $1.50 posted.',
    ]);
  });

  it('finds an edit that has ended with an open hold, and one whose money is missing', () => {
    const open = chain([HELD], null);
    const failed = anEdit('failed', { id: EDIT });
    expect(findingsOf(open, (audit) => audit.checkEdit(failed))).toEqual([
      `Edit ${EDIT} is failed, but its hold ${EDIT}:1 is still open.`,
    ]);
    const running = anEdit('running', { id: EDIT });
    expect(findingsOf(open, (audit) => audit.checkEdit(running))).toEqual([]);
    expect(findingsOf([], (audit) => audit.checkEdit(running))).toEqual([
      `Edit ${EDIT} is running, but its hold ${EDIT}:1 is not open in the ledger.`,
    ]);
    const hold = aHold(EDIT, { amount: aQuote().amount });
    const delivered = anEdit('delivered', { id: EDIT, hold });
    expect(findingsOf(good, (audit) => audit.checkEdit(delivered))).toEqual([]);
    expect(findingsOf(good.slice(0, 1), (audit) => audit.checkEdit(delivered))).toHaveLength(2);
  });
});
