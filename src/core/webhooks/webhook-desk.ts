import { timingSafeEqual } from 'node:crypto';
import { failpoint } from '#failpoint';
import type { Clock } from '../clock.ts';
import { isSettledAsNotRun } from '../edit/contradicting.ts';
import type { Edit, EditId } from '../edit/edit.ts';
import { transition } from '../edit/transition.ts';
import type { Catalogue } from '../providers/catalogue.ts';
import type { Provider } from '../providers/provider.ts';
import type { WebhookCall } from '../providers/webhook.ts';
import type { Store } from '../store/store.ts';
import type { WebhookAddress } from './address.ts';

/** How often an edit that keeps moving is told. */
const TRIES = 5;

export type Received =
  /** The edit is due now: what the provider says of it is read before it is believed. */
  | 'taken'
  /** It came before, or the edit has no use for it any more. */
  | 'known'
  /** An approver settled that the edit never ran, and its provider says that it did: it is to be settled anew. */
  | 'contradicts'
  /** Not signed by the provider, or too long ago. */
  | 'refused'
  /** No edit waits at this address. */
  | 'nowhere';

interface Parts {
  store: Store;
  clock: Clock;
  catalogue: Catalogue;
  providers: ReadonlyMap<string, { provider: Provider }>;
  /** Called after every commit. */
  changed(edit: Edit): void;
}

/** Takes webhooks of providers: judges them, remembers each, and wakes the edit that it is about. */
export class WebhookDesk {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * When this resolves, what it says is durable, or not worth it.
   * Rejects with a retryable error while the store, or the provider's keys, cannot be reached.
   */
  async receive(
    { provider: name, edit: id, token }: WebhookAddress,
    call: WebhookCall,
    signal: AbortSignal,
  ): Promise<Received> {
    const { providers, store, catalogue } = this.#parts;
    const provider = providers.get(name)?.provider;
    const edit = provider?.readWebhook ? await store.read(id) : null;
    const model = edit && catalogue.get(edit.wish.model);
    if (!provider?.readWebhook || !edit || model?.provider !== name || !isMeantFor(edit, token)) {
      return 'nowhere';
    }
    const webhook = await provider.readWebhook(call, model, signal);
    if (!webhook) return 'refused';
    failpoint('webhook.before');
    const received = await this.#tell(edit, webhook.predictionId, `webhook:${name}:${webhook.id}:${id}`);
    failpoint('webhook.after');
    return received;
  }

  async #tell(edit: Edit, predictionId: string, once: string): Promise<Received> {
    const { store, clock, changed } = this.#parts;
    let current: Edit | null = edit;
    for (let attempt = 0; current && attempt < TRIES; attempt += 1) {
      const at = clock.now();
      const contradicts = isSettledAsNotRun(current);
      const type = contradicts ? 'contradicted' : 'called_back';
      const event = { type, predictionId } as const;
      const moved = transition(current, event, at);
      if (!moved) return contradicts ? 'contradicts' : 'known';
      const { edit: to, ledger } = moved;
      const commit = { from: current, to, event, actor: 'provider', at, ledger, caps: [], once };
      const result = await store.commit(commit);
      if (result.kind === 'duplicate') return 'known';
      if (result.kind === 'committed') {
        changed(to);
        return contradicts ? 'contradicts' : 'taken';
      }
      // One that is equal in everything was found under this id: that one is done.
      const woken: EditId = result.kind === 'taken' ? result.by : current.id;
      current = await store.read(woken);
    }
    return 'known';
  }
}

/** An edit that has ended keeps no token, unless it may be unresolved again; a webhook about any other is only late. */
function isMeantFor(edit: Edit, token: string): boolean {
  const kept = 'notRun' in edit ? edit.notRun : undefined;
  const inputs = 'inputs' in edit ? edit.inputs : kept?.inputs;
  if (!inputs) return true;
  const [given, expected] = [Buffer.from(token), Buffer.from(inputs.webhook ?? '')];
  return expected.length > 0 && given.length === expected.length && timingSafeEqual(given, expected);
}
