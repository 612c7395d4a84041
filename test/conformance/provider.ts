import { readFile } from 'node:fs/promises';
import { request } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { quoteFor } from '../../src/core/money/price.ts';
import type { Model } from '../../src/core/providers/model.ts';
import type {
  PredictionStatus,
  Provider,
  ProviderFile,
  Submission,
  SubmitOutcome,
} from '../../src/core/providers/provider.ts';
import type { Fault } from '../../src/sandbox/faults.ts';

/** How a prediction is to end, in no provider's own words. */
export type RigEnding = 'completed' | 'moderation' | 'bad_media' | 'internal' | 'cancelled' | 'timed_out';

/** An adapter with a stand-in of its service behind it: a row of the suite. */
export interface ProviderRig {
  provider: Provider;
  /** The same adapter with a key that the service does not know. */
  withWrongKey: Provider;
  /** One that gives an answer up after well under a second. */
  impatient: Provider;
  /** One with nothing listening where the service should be. */
  unreachable: Provider;
  model: Model;
  /** A clip of 8 s that the model takes. */
  clip: ProviderFile;
  /** Submissions that the service accepted, whether or not their sender learned of it. */
  submissions(): number;
  /** The next `times` requests of this sort suffer the fault. */
  fault(on: 'submit' | 'read' | 'upload' | 'price' | 'find' | 'balance', fault: Fault, times?: number): void;
  endNext(ending: RigEnding): void;
  /** The service keeps predictions at work from now on, until it lets them go. */
  hold(): void;
  letGo(): void;
  setBalance(micros: number): void;
  /** The ways in which the service is known to say that a submission exceeds the balance. */
  refuseForFunds: readonly (() => void)[];
  setSensitive(sensitive: boolean | null): void;
  setOutputs(shape: 'strings' | 'objects'): void;
  /** Undoes all that was set. */
  reset(): void;
  stop(): Promise<void>;
}

const never = () => new AbortController().signal;

/** What every adapter promises, run against a stand-in of its service. */
export function describeProvider(name: string, start: () => Promise<ProviderRig>): void {
  describe(`${name} as a provider`, () => {
    let rig: ProviderRig;
    let videoUrl: string;
    let submission: Submission;

    beforeAll(async () => {
      rig = await start();
      videoUrl = await rig.provider.upload(rig.clip, never());
    });
    beforeEach(() => {
      rig.reset();
      const { model } = rig;
      submission = {
        model,
        prompt: 'make it dusk',
        inputs: { videoUrl, imageUrls: [] },
        keepSound: true,
        clipMs: 8_000,
      };
    });
    afterAll(() => rig.stop());

    const submit = (signal = never()) => rig.provider.submit(submission, signal);

    async function accepted(): Promise<string> {
      const outcome = await submit();
      if (outcome.kind !== 'accepted') throw new Error(`Not accepted but ${JSON.stringify(outcome)}`);
      return outcome.predictionId;
    }

    async function ended(id: string): Promise<PredictionStatus> {
      for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
        const status = await rig.provider.read(id, never());
        if (status.kind !== 'working') return status;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`${id} does not end`);
    }

    describe('upload', () => {
      it('hands the file over byte for byte, at an address of its own each time', async () => {
        const second = await rig.provider.upload(rig.clip, never());
        expect(second).not.toBe(videoUrl);
        const served = await request(second);
        expect(Buffer.from(await served.body.arrayBuffer()).equals(await readFile(rig.clip.path))).toBe(true);
      });

      it('says that it may be tried again when the service is busy, for as long as that says', async () => {
        rig.fault('upload', { kind: 'rate_limited', retryAfterSeconds: 3 });
        await expect(rig.provider.upload(rig.clip, never())).rejects.toMatchObject({
          code: 'provider_busy',
          retryable: true,
          retryAfterMs: 3_000,
        });
      });

      it('says that trying again is useless when the file is too large', async () => {
        rig.fault('upload', { kind: 'status', status: 413 });
        await expect(rig.provider.upload(rig.clip, never())).rejects.toMatchObject({
          code: 'bad_media',
          retryable: false,
        });
      });
    });

    describe('submit', () => {
      it('is accepted with an id that can be read', async () => {
        const before = rig.submissions();
        const id = await accepted();
        expect(rig.submissions()).toBe(before + 1);
        expect(['working', 'completed']).toContain((await rig.provider.read(id, never())).kind);
      });

      it('is not delivered when the service asks to come back later', async () => {
        rig.fault('submit', { kind: 'rate_limited', retryAfterSeconds: 7 });
        const before = rig.submissions();
        expect(await submit()).toMatchObject({ kind: 'not_delivered', retryAfterMs: 7_000 });
        expect(rig.submissions()).toBe(before);
      });

      it('is not delivered when the service is not there', async () => {
        expect(await rig.unreachable.submit(submission, never())).toMatchObject({ kind: 'not_delivered' });
      });

      it('is not delivered when it is stopped before it began', async () => {
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
        rig.fault('submit', { kind: 'status', status });
        expect(await submit()).toMatchObject({ kind: 'rejected', reason: { code } });
      });

      it('is rejected for want of access with a key that the service does not know', async () => {
        const outcome = await rig.withWrongKey.submit(submission, never());
        expect(outcome).toEqual({ kind: 'rejected', reason: { code: 'provider_access' } });
      });

      it('is rejected for want of funds, in whichever way the service says so', async () => {
        const before = rig.submissions();
        for (const refuse of rig.refuseForFunds) {
          refuse();
          rig.setBalance(0);
          expect(await submit()).toEqual({ kind: 'rejected', reason: { code: 'provider_funds' } });
        }
        expect(rig.submissions()).toBe(before);
      });

      const unclear: readonly [string, Fault, made: number][] = [
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
      it.each(unclear)('is ambiguous, and sent once, when it %s', async (_when, fault, made) => {
        rig.fault('submit', fault);
        const before = rig.submissions();
        const provider = fault.kind.startsWith('hang') ? rig.impatient : rig.provider;
        expect(await provider.submit(submission, never())).toMatchObject({ kind: 'ambiguous' });
        // A second request would not meet the fault, and would be counted.
        await expect.poll(rig.submissions).toBe(before + made);
      });

      it('is ambiguous when it is stopped on the way', async () => {
        rig.fault('submit', { kind: 'hang_after_accept' });
        const stop = new AbortController();
        const before = rig.submissions();
        const outcome: Promise<SubmitOutcome> = submit(stop.signal);
        await expect.poll(() => rig.submissions()).toBe(before + 1);
        stop.abort();
        expect(await outcome).toMatchObject({ kind: 'ambiguous' });
      });
    });

    describe('read', () => {
      it('sees the work and then the outputs', async () => {
        rig.hold();
        const id = await accepted();
        expect(await rig.provider.read(id, never())).toEqual({ kind: 'working' });
        rig.letGo();
        const status = await ended(id);
        expect(status).toMatchObject({ kind: 'completed', sensitive: false });
        const [url] = status.kind === 'completed' ? status.outputs : [];
        expect(url).toMatch(/^http/);
      });

      it.each(['strings', 'objects'] as const)('takes outputs given as %s', async (shape) => {
        rig.setOutputs(shape);
        expect(await ended(await accepted())).toMatchObject({
          kind: 'completed',
          outputs: [expect.stringMatching(/^http/)],
        });
      });

      it.each([
        [true, true],
        [false, false],
        [null, false],
      ])('takes %s for sensitive: %s', async (flag, sensitive) => {
        rig.setSensitive(flag);
        expect(await ended(await accepted())).toMatchObject({ kind: 'completed', sensitive });
      });

      it.each([
        ['moderation', 'moderation'],
        ['bad_media', 'bad_media'],
        ['internal', 'provider_failed'],
        ['cancelled', 'provider_failed'],
        ['timed_out', 'provider_failed'],
      ] as const)('gives the reason of a prediction that ended by %s: %s', async (ending, code) => {
        rig.endNext(ending);
        expect(await ended(await accepted())).toMatchObject({ kind: 'failed', reason: { code } });
      });

      it('does not know an id that the service never gave', async () => {
        expect(await rig.provider.read('0123456789abcdef0123456789abcdef', never())).toEqual({
          kind: 'unknown',
        });
      });

      const troubles: readonly [string, Fault, string][] = [
        ['500', { kind: 'status', status: 500 }, 'provider_down'],
        ['503 in HTML', { kind: 'status', status: 503, body: '<h1>Unavailable</h1>' }, 'provider_down'],
        ['a reset', { kind: 'reset' }, 'provider_down'],
        ['no answer', { kind: 'hang' }, 'provider_down'],
        ['a rate limit', { kind: 'rate_limited', retryAfterSeconds: 2 }, 'provider_busy'],
        ['half an answer', { kind: 'malformed' }, 'provider_failed'],
      ];
      it.each(troubles)('may be tried again after %s', async (_what, fault, code) => {
        const id = await accepted();
        rig.fault('read', fault);
        const provider = fault.kind === 'hang' ? rig.impatient : rig.provider;
        await expect(provider.read(id, never())).rejects.toMatchObject({ code, retryable: true });
        expect((await rig.provider.read(id, never())).kind).not.toBe('unknown');
      });

      it('says how long a rate limit asks to wait', async () => {
        rig.fault('read', { kind: 'rate_limited', retryAfterSeconds: 2 });
        await expect(rig.provider.read('x', never())).rejects.toMatchObject({ retryAfterMs: 2_000 });
      });

      it('ends with the reason of whoever stops it', async () => {
        rig.fault('read', { kind: 'hang' });
        const why = new Error('shutting down');
        const stop = new AbortController();
        setTimeout(() => stop.abort(why), 20);
        await expect(rig.provider.read('x', stop.signal)).rejects.toBe(why);
      });
    });

    describe('find', () => {
      it('finds the prediction of a submission whose answer was lost', async () => {
        await accepted();
        const own = {
          ...submission,
          inputs: { videoUrl: await rig.provider.upload(rig.clip, never()), imageUrls: [] },
        };
        const since = Date.now();
        rig.fault('submit', { kind: 'reset_after_accept' });
        expect((await rig.provider.submit(own, never())).kind).toBe('ambiguous');
        await accepted();
        const found = await rig.provider.find(own, since, never());
        expect(found).not.toBeNull();
        expect((await ended(found?.predictionId ?? '')).kind).toBe('completed');
      });

      it('finds nothing when nothing was made, whatever else runs', async () => {
        await accepted();
        const url = await rig.provider.upload(rig.clip, never());
        const own = { ...submission, inputs: { videoUrl: url, imageUrls: [] } };
        expect(await rig.provider.find(own, Date.now(), never())).toBeNull();
      });

      it('may be tried again when the service is down', async () => {
        rig.fault('find', { kind: 'status', status: 502 });
        await expect(rig.provider.find(submission, Date.now(), never())).rejects.toMatchObject({
          retryable: true,
        });
      });
    });

    describe('money', () => {
      it('names the price of exactly this clip', async () => {
        const listed = quoteFor(rig.model, submission.clipMs, 0, 0).amount;
        expect(await rig.provider.price(submission, never())).toBe(listed);
      });

      it('may be asked for the price again when the service is down', async () => {
        rig.fault('price', { kind: 'status', status: 503 }, 2);
        await expect(rig.provider.price(submission, never())).rejects.toMatchObject({ retryable: true });
      });

      it('tells what is left', async () => {
        rig.setBalance(12_340_000);
        expect(await rig.provider.balance(never())).toBe(12_340_000);
      });
    });
  });
}
