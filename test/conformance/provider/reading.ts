import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/sandbox/faults.ts';
import type { Offers } from './row.ts';
import { never, type Trial } from './trial.ts';

const TROUBLES: readonly [string, Fault, string][] = [
  ['500', { kind: 'status', status: 500 }, 'provider_down'],
  ['503 in HTML', { kind: 'status', status: 503, body: '<h1>Unavailable</h1>' }, 'provider_down'],
  ['a reset', { kind: 'reset' }, 'provider_down'],
  ['no answer', { kind: 'hang' }, 'provider_down'],
  ['a rate limit', { kind: 'rate_limited', retryAfterSeconds: 2 }, 'provider_busy'],
  ['half an answer', { kind: 'malformed' }, 'provider_failed'],
];

export function readingConformance(trial: () => Trial, { sensitiveMarks, outputShapes }: Offers): void {
  if (sensitiveMarks) sensitiveConformance(trial);

  describe('a prediction', () => {
    it('is seen at work and then with its outputs', async () => {
      const { rig, accept, end } = trial();
      rig.hold();
      const id = await accept();
      expect(await rig.provider.read(id, never())).toEqual({ kind: 'working' });
      rig.letGo();
      expect(await end(id)).toEqual({
        kind: 'completed',
        outputs: [expect.stringMatching(/^http/)],
        sensitive: false,
      });
    });

    it.each(outputShapes)('may give its outputs as %s', async (shape) => {
      const { rig, accept, end } = trial();
      rig.setOutputs(shape);
      const outputs = [expect.stringMatching(/^http/)];
      expect(await end(await accept())).toMatchObject({ kind: 'completed', outputs });
    });

    it.each([
      ['moderation', 'moderation'],
      ['bad_media', 'bad_media'],
      ['internal', 'provider_failed'],
      ['cancelled', 'provider_failed'],
      ['timed_out', 'provider_failed'],
    ] as const)('that ended by %s failed for the reason %s', async (ending, code) => {
      const { rig, accept, end } = trial();
      rig.endNext(ending);
      expect(await end(await accept())).toMatchObject({ kind: 'failed', reason: { code } });
    });

    it('that the service never made is unknown', async () => {
      const { rig } = trial();
      const status = await rig.provider.read('0123456789abcdef0123456789abcdef', never());
      expect(status).toEqual({ kind: 'unknown' });
    });

    it.each(TROUBLES)('may be read again after %s', async (_what, fault, code) => {
      const { rig, accept } = trial();
      const id = await accept();
      rig.fault('read', fault);
      const provider = fault.kind === 'hang' ? rig.impatient : rig.provider;
      await expect(provider.read(id, never())).rejects.toMatchObject({ code, retryable: true });
      expect((await rig.provider.read(id, never())).kind).not.toBe('unknown');
    });

    it('may be read again after as long as a rate limit says', async () => {
      const { rig } = trial();
      rig.fault('read', { kind: 'rate_limited', retryAfterSeconds: 2 });
      await expect(rig.provider.read('x', never())).rejects.toMatchObject({ retryAfterMs: 2_000 });
    });

    it('is no longer waited for once that is stopped, for the reason given', async () => {
      const { rig } = trial();
      rig.fault('read', { kind: 'hang' });
      const why = new Error('shutting down');
      const stop = new AbortController();
      setTimeout(() => stop.abort(why), 20);
      await expect(rig.provider.read('x', stop.signal)).rejects.toBe(why);
    });
  });
}

function sensitiveConformance(trial: () => Trial): void {
  describe('a take', () => {
    it.each([
      [true, true],
      [false, false],
      [null, false],
    ])('flagged %s is sensitive: %s', async (flag, sensitive) => {
      const { rig, accept, end } = trial();
      rig.setSensitive(flag);
      expect(await end(await accept())).toMatchObject({ kind: 'completed', sensitive });
    });
  });
}
