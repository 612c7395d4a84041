import { describe, expect, it } from 'vitest';
import { quoteFor } from '../../../src/core/money/price.ts';
import { never, type Trial } from './trial.ts';

export function pricingConformance(trial: () => Trial): void {
  describe('money', () => {
    it('is asked for exactly this clip', async () => {
      const { rig, submission } = trial();
      const listed = quoteFor(rig.model, submission.clipMs, 0, 0).amount;
      expect(await rig.provider.price(submission, never())).toBe(listed);
    });

    it('may be asked about again when the service is down', async () => {
      const { rig, submission } = trial();
      rig.fault('price', { kind: 'status', status: 503 }, 2);
      await expect(rig.provider.price(submission, never())).rejects.toMatchObject({ retryable: true });
    });

    it('that is left is told', async () => {
      const { rig } = trial();
      rig.setBalance(12_340_000);
      expect(await rig.provider.balance(never())).toBe(12_340_000);
    });
  });
}
