import { describe, expect, it } from 'vitest';
import { quoteFor, withLivePrice } from '../../../src/core/money/price.ts';
import type { Offers } from './row.ts';
import { never, type Trial } from './trial.ts';

export function pricingConformance(trial: () => Trial, { livePrice, balance, bill }: Offers): void {
  if (bill) billConformance(trial);
  else {
    it('shows no bill, because the service shows none to programs', () => {
      expect(trial().rig.provider.charged).toBeUndefined();
    });
  }
  if (livePrice) livePriceConformance(trial);
  else {
    it('leaves the price to the list, because the service names none', async () => {
      const { rig, submission } = trial();
      const quote = quoteFor(rig.model, submission.clipMs, 0, 0);
      const live = await rig.provider.price(submission, never());
      expect(live).toBeNull();
      // A price that moves there is learned of by the list alone, and the quote says so.
      expect(withLivePrice(quote, live)).toMatchObject({ amount: quote.amount, source: 'list' });
    });
  }
  it(balance ? 'tells what is left to spend' : 'does not tell what is left to spend', async () => {
    const { rig } = trial();
    const told = () => {
      // Anew each time: what other tests submitted may still be charged in between.
      rig.setBalance(12_340_000);
      return rig.provider.balance(never());
    };
    await expect.poll(told).toBe(balance ? 12_340_000 : null);
  });
}

function livePriceConformance(trial: () => Trial): void {
  describe('a price', () => {
    it('is asked for exactly this clip', async () => {
      const { rig, submission } = trial();
      const listed = quoteFor(rig.model, submission.clipMs, 0, 0).amount;
      expect(await rig.provider.price(submission, never())).toBe(listed);
    });

    it('that moved is told as it is now, and makes a dearer quote', async () => {
      const { rig, submission } = trial();
      const quote = quoteFor(rig.model, submission.clipMs, 0, 0);
      rig.raisePrice(2);
      const dearer = withLivePrice(quote, await rig.provider.price(submission, never()));
      expect(dearer).toMatchObject({ amount: 2 * quote.amount, source: 'live' });
    });

    it('may be asked about again when the service is down', async () => {
      const { rig, submission } = trial();
      rig.fault('price', { kind: 'status', status: 503 }, 2);
      await expect(rig.provider.price(submission, never())).rejects.toMatchObject({ retryable: true });
    });
  });
}

function billConformance(trial: () => Trial): void {
  describe('what a prediction cost', () => {
    it('is what the bill says, once it does', async () => {
      const { rig, accept, end, submission } = trial();
      const charged = (id: string) => rig.provider.charged?.({ id, submittedAt: Date.now() }, never());
      rig.hold();
      const id = await accept();
      expect(await charged(id)).toBeNull();
      rig.letGo();
      await end(id);
      const listed = quoteFor(rig.model, submission.clipMs, 0, 0).amount;
      await expect.poll(() => charged(id)).toBe(listed);
    });

    it('is nothing on the bill where it failed', async () => {
      const { rig, accept, end } = trial();
      rig.endNext('internal');
      const id = await accept();
      await end(id);
      expect(await rig.provider.charged?.({ id, submittedAt: Date.now() }, never())).toBeNull();
    });
  });
}
