import { describe, expect, it } from 'vitest';
import { MODELS } from '../../../src/core/providers/catalogue.ts';
import { admit } from '../../../src/core/runner/steps/admit.ts';
import { ASKED_AT, anEdit, aQuote } from '../edit/an-edit.ts';
import { someRules } from '../money/some-rules.ts';

const HOUR_MS = 3_600_000;
const { signal } = new AbortController();

/** What comes of an edit that needs an approval, with a quote that holds for so long. */
function asked(leftMs: number, quoteHoldsMs = 24 * HOUR_MS) {
  const kit = {
    clock: { now: () => ASKED_AT },
    rules: { at: async () => someRules({ autoApproveUpTo: aQuote({ amount: aQuote().perSecond }).amount }) },
    catalogue: { get: (key: string) => MODELS.find((model) => model.key === key) },
    store: { balance: async () => ({ held: 0, posted: 0 }) },
    media: { run: async () => Promise.reject(new Error('no pictures here')) },
    workspace: { pathFor: () => '/nowhere' },
    logger: { warn: () => undefined },
    settings: { quoteHoldsMs },
  } as never;
  return admit(anEdit('quoted', { quote: aQuote({ validUntil: ASKED_AT + leftMs }) }), kit, signal);
}

describe('an edit that needs an approval', () => {
  it('is priced anew first when its price is about to end, so that approvers have the time of the policy', async () => {
    expect(await asked(2 * HOUR_MS)).toMatchObject({
      event: { type: 'requoted', quote: { validUntil: ASKED_AT + 24 * HOUR_MS } },
    });
  });

  it('is asked for at once when its price holds as long as new ones do, and is not priced for ever', async () => {
    for (const [left, holds] of [
      [24 * HOUR_MS - 1_000, 24 * HOUR_MS],
      [HOUR_MS - 1_000, HOUR_MS],
    ] as const) {
      expect(await asked(left, holds)).toMatchObject({
        event: { type: 'approval_asked', approval: { expiresAt: ASKED_AT + left } },
      });
    }
  });
});
