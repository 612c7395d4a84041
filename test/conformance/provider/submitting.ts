import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/sandbox/faults.ts';
import { never, type Trial } from './trial.ts';

/** What may happen to a submission, and how many predictions are made all the same. */
const UNCLEAR: readonly [string, Fault, made: number][] = [
  ['is reset before anything is made', { kind: 'reset' }, 0],
  ['is reset after the prediction was made', { kind: 'reset_after_accept' }, 1],
  ['is never answered', { kind: 'hang' }, 0],
  ['is never answered after the prediction was made', { kind: 'hang_after_accept' }, 1],
  ['is answered by 500', { kind: 'status', status: 500 }, 0],
  ['is answered by 502 after the prediction was made', { kind: 'status_after_accept', status: 502 }, 1],
  ['is answered by 503 in HTML', { kind: 'status', status: 503, body: '<h1>Unavailable</h1>' }, 0],
  ['is answered by 504 after the prediction was made', { kind: 'status_after_accept', status: 504 }, 1],
  ['is redirected', { kind: 'status', status: 307 }, 0],
  ['is refused in an undocumented way', { kind: 'status', status: 409 }, 0],
  ['is answered by half an answer', { kind: 'malformed' }, 1],
  ['is answered by 200 without an id', { kind: 'status', status: 200, body: '{"code":200}' }, 0],
];

export function submittingConformance(trial: () => Trial): void {
  describe('a submission', () => {
    it('is accepted with an id that can be read', async () => {
      const { rig, accept } = trial();
      const before = rig.submissions();
      const id = await accept();
      expect(rig.submissions()).toBe(before + 1);
      expect(['working', 'completed']).toContain((await rig.provider.read(id, never())).kind);
    });

    it('is not delivered when the service asks to come back later', async () => {
      const { rig, submit } = trial();
      rig.fault('submit', { kind: 'rate_limited', retryAfterSeconds: 7 });
      const before = rig.submissions();
      expect(await submit()).toMatchObject({ kind: 'not_delivered', retryAfterMs: 7_000 });
      expect(rig.submissions()).toBe(before);
    });

    it('is not delivered when the service is not there', async () => {
      const { rig, submission } = trial();
      const outcome = await rig.unreachable.submit(submission, never());
      expect(outcome).toMatchObject({ kind: 'not_delivered' });
    });

    it('is not delivered when it is stopped before it began', async () => {
      const { rig, submit } = trial();
      const before = rig.submissions();
      expect(await submit(AbortSignal.abort())).toMatchObject({ kind: 'not_delivered' });
      expect(rig.submissions()).toBe(before);
    });

    it.each([
      [400, 'bad_request'],
      [401, 'provider_access'],
      [402, 'provider_funds'],
      [403, 'provider_access'],
      [404, 'bad_request'],
      [413, 'bad_request'],
      [422, 'bad_request'],
    ])('is rejected by a documented %i: %s', async (status, code) => {
      const { rig, submit } = trial();
      rig.fault('submit', { kind: 'status', status });
      expect(await submit()).toMatchObject({ kind: 'rejected', reason: { code } });
    });

    it('is rejected for want of access with a key that the service does not know', async () => {
      const { rig, submission } = trial();
      const outcome = await rig.withWrongKey.submit(submission, never());
      expect(outcome).toEqual({ kind: 'rejected', reason: { code: 'provider_access' } });
    });

    it('is rejected for want of funds, in whichever way the service says so', async () => {
      const { rig, submit } = trial();
      const before = rig.submissions();
      rig.setBalance(0);
      for (const refuse of rig.refuseForFunds) {
        refuse();
        expect(await submit()).toEqual({ kind: 'rejected', reason: { code: 'provider_funds' } });
      }
      expect(rig.submissions()).toBe(before);
    });

    it.each(UNCLEAR)('is ambiguous, and sent once, when it %s', async (_when, fault, made) => {
      const { rig, submission } = trial();
      const before = rig.submissions();
      rig.fault('submit', fault);
      const provider = fault.kind.startsWith('hang') ? rig.impatient : rig.provider;
      expect(await provider.submit(submission, never())).toMatchObject({ kind: 'ambiguous' });
      // A second request would not meet the fault, and would be counted.
      await expect.poll(rig.submissions).toBe(before + made);
    });

    // A control: an adapter that sends again is caught by the count that the tests above look at.
    it('would be seen to leave twice if an adapter sent it again', async () => {
      const { rig, submission } = trial();
      const before = rig.submissions();
      const careless = async () => {
        const first = await rig.provider.submit(submission, never());
        return first.kind === 'ambiguous' ? rig.provider.submit(submission, never()) : first;
      };
      rig.fault('submit', { kind: 'reset_after_accept' });
      expect((await careless()).kind).toBe('accepted');
      expect(rig.submissions()).toBe(before + 2);
    });

    it('is ambiguous when it is stopped on the way', async () => {
      const { rig, submit } = trial();
      const before = rig.submissions();
      rig.fault('submit', { kind: 'hang_after_accept' });
      const stop = new AbortController();
      const outcome = submit(stop.signal);
      await expect.poll(rig.submissions).toBe(before + 1);
      stop.abort();
      expect(await outcome).toMatchObject({ kind: 'ambiguous' });
    });
  });
}
