import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Webhook, WebhookCall } from '../../../src/core/providers/webhook.ts';
import { CallReceiver } from './call-receiver.ts';
import type { Offers } from './row.ts';
import { never, type Trial } from './trial.ts';

export function webhookConformance(trial: () => Trial, { webhooks }: Offers): void {
  if (webhooks) calledBackConformance(trial);
  else {
    it('judges no webhooks, and asks for none, because the service sends none', async () => {
      const { rig, submission } = trial();
      expect(rig.provider.readWebhook).toBeUndefined();
      const outcome = await rig.provider.submit({ ...submission, webhook: 'https://x.example' }, never());
      expect(outcome.kind).toBe('accepted');
    });
  }
}

function calledBackConformance(trial: () => Trial): void {
  describe('a webhook', () => {
    let receiver: CallReceiver;
    beforeAll(async () => {
      receiver = await CallReceiver.start();
    });
    beforeEach(() => {
      receiver.calls.length = 0;
      trial().rig.webhooks().retryMs = 10;
    });
    afterAll(() => receiver.stop());

    /** Submits, and gives the calls that come of it. */
    async function calledBack(count = 1): Promise<{ id: string; calls: readonly WebhookCall[] }> {
      const { rig, submission } = trial();
      const outcome = await rig.provider.submit({ ...submission, webhook: receiver.url }, never());
      if (outcome.kind !== 'accepted') throw new Error(`Not accepted but ${JSON.stringify(outcome)}`);
      await expect.poll(() => receiver.calls.length, { timeout: 10_000 }).toBe(count);
      return { id: outcome.predictionId, calls: [...receiver.calls] };
    }
    const judged = async (call: WebhookCall | undefined): Promise<Webhook | null | undefined> => {
      const { provider, model } = trial().rig;
      return call && provider.readWebhook?.(call, model, never());
    };

    it.each(['completed', 'moderation', 'internal'] as const)(
      'comes when a prediction has ended by %s, and names it',
      async (ending) => {
        trial().rig.endNext(ending);
        const { id, calls } = await calledBack();
        expect(await judged(calls[0])).toMatchObject({ predictionId: id });
      },
    );

    it('is known again when it comes twice', async () => {
      trial().rig.webhooks().duplicates = 1;
      const { calls } = await calledBack(2);
      const [first, second] = await Promise.all(calls.map(judged));
      expect(first).not.toBeNull();
      expect(second).toEqual(first);
    });

    it.each(['wrong', 'stale'] as const)('is not believed with a signature that is %s', async (signature) => {
      trial().rig.webhooks().signature = signature;
      const { calls } = await calledBack();
      expect(await judged(calls[0])).toBeNull();
    });

    it('is not believed when it is played back later', async () => {
      const { calls } = await calledBack();
      const { ahead, model } = trial().rig;
      expect(calls[0] && (await ahead.readWebhook?.(calls[0], model, never()))).toBeNull();
    });

    it('is not believed with another body, not even one that says the same', async () => {
      const { calls } = await calledBack();
      const [call] = calls as [WebhookCall];
      const text = new TextDecoder().decode(call.body);
      for (const body of [`${text} `, text.replace('"', ' "'), text.replace('completed', 'failed'), '{}']) {
        const judgement = await judged({ ...call, body: new TextEncoder().encode(body) });
        if (body !== text) expect(judgement).toBeNull();
      }
    });

    it('is not believed when it lacks any of its headers, or has odd ones', async () => {
      const { calls } = await calledBack();
      const [call] = calls as [WebhookCall];
      const signing = receiver.headers[0]?.filter((name) => name.includes('webhook')) ?? [];
      expect(signing.length).toBeGreaterThanOrEqual(3);
      for (const missing of signing) {
        for (const value of [undefined, '', 'odd']) {
          const header = (name: string) => (name === missing ? value : call.header(name));
          expect(await judged({ ...call, header })).toBeNull();
        }
      }
    });

    it('waits for what it is judged by where that cannot be fetched', async () => {
      const { calls } = await calledBack();
      const { rig } = trial();
      const [call] = calls as [WebhookCall];
      await expect(rig.unreachable.readWebhook?.(call, rig.model, never())).rejects.toMatchObject({
        retryable: true,
      });
    });
  });
}
