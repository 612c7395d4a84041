import { describe, expect, it } from 'vitest';
import type { Offers } from './row.ts';
import { never, type Trial } from './trial.ts';

export function findingConformance(trial: () => Trial, { list }: Offers): void {
  if (list) foundConformance(trial);
  else leftOpenConformance(trial);
}

function leftOpenConformance(trial: () => Trial): void {
  describe('a submission whose answer was lost', () => {
    it('is left to people, because the service has no list to find it in', async () => {
      const { rig, submission } = trial();
      rig.fault('submit', { kind: 'reset_after_accept' });
      expect((await rig.provider.submit(submission, never())).kind).toBe('ambiguous');
      expect(await rig.provider.find(submission, Date.now() - 60_000, never())).toEqual([]);
    });
  });
}

function foundConformance(trial: () => Trial): void {
  describe('a submission whose answer was lost', () => {
    it('is found among others', async () => {
      const { rig, accept, anew, end } = trial();
      await accept();
      const lost = await anew();
      const since = Date.now();
      rig.fault('submit', { kind: 'reset_after_accept' });
      expect((await rig.provider.submit(lost, never())).kind).toBe('ambiguous');
      await accept();
      const found = await rig.provider.find(lost, since, never());
      expect(found).toHaveLength(1);
      expect((await end(found[0] ?? '')).kind).toBe('completed');
    });

    it('is found beside those that are equal to it in everything, for its caller to tell apart', async () => {
      const { rig, anew } = trial();
      const lost = await anew();
      const known = await rig.provider.submit(lost, never());
      rig.fault('submit', { kind: 'reset_after_accept' });
      await rig.provider.submit(lost, never());
      const found = await rig.provider.find(lost, Date.now(), never());
      expect(found).toHaveLength(2);
      expect(found).toContain(known.kind === 'accepted' && known.predictionId);
    });

    it('is not mistaken for one of the same clip that asks for something else', async () => {
      const { rig, anew } = trial();
      const lost = await anew();
      const since = Date.now();
      for (const other of [{ prompt: 'make it dawn' }, { keepSound: false }]) {
        expect((await rig.provider.submit({ ...lost, ...other }, never())).kind).toBe('accepted');
      }
      expect(await rig.provider.find(lost, since, never())).toEqual([]);
    });

    it('is not found when it made nothing, whatever else runs', async () => {
      const { rig, accept, anew } = trial();
      await accept();
      expect(await rig.provider.find(await anew(), Date.now(), never())).toEqual([]);
    });

    it('may be looked for again when the service is down', async () => {
      const { rig, submission } = trial();
      rig.fault('find', { kind: 'status', status: 502 });
      const looking = rig.provider.find(submission, Date.now(), never());
      await expect(looking).rejects.toMatchObject({ retryable: true });
    });
  });
}
