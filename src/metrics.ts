import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Edit } from './core/edit/edit.ts';
import type { Workspace } from './core/media/workspace.ts';
import type { Store } from './core/store/store.ts';

/** What an operator can watch. Labels hold states and platforms only, never people, prompts or addresses. */
export class Metrics {
  readonly registry = new Registry();
  readonly #moves: Counter<'state' | 'platform'>;
  readonly #webhooks: Counter<'provider' | 'outcome'>;
  readonly #balances: Gauge<'provider'>;

  constructor(store: Store, workspace: Workspace, maxWorkspaceBytes: number) {
    collectDefaultMetrics({ register: this.registry });
    this.#moves = new Counter({
      name: 'recut_edit_moves_total',
      help: 'How often an edit entered a state.',
      labelNames: ['state', 'platform'],
      registers: [this.registry],
    });
    this.#webhooks = new Counter({
      name: 'recut_webhooks_total',
      help: 'Webhooks of providers by what became of them.',
      labelNames: ['provider', 'outcome'],
      registers: [this.registry],
    });
    this.#balances = new Gauge({
      name: 'recut_provider_balance_dollars',
      help: 'What is left at a provider.',
      labelNames: ['provider'],
      registers: [this.registry],
    });
    new Gauge({
      name: 'recut_edits',
      help: 'Edits by their present state.',
      labelNames: ['state'],
      registers: [this.registry],
      async collect() {
        this.reset();
        for (const [state, count] of Object.entries(await store.countByState())) this.set({ state }, count);
      },
    });
    new Gauge({
      name: 'recut_workspace_bytes',
      help: 'Disk space taken by clips and takes.',
      registers: [this.registry],
      async collect() {
        this.set(await workspace.totalSize());
      },
    });
    new Gauge({
      name: 'recut_workspace_limit_bytes',
      help: 'Disk space that clips and takes may take; above it no further clip is fetched.',
      registers: [this.registry],
    }).set(maxWorkspaceBytes);
  }

  moved({ state, place }: Edit): void {
    this.#moves.inc({ state, platform: place.platform });
  }

  balance(provider: string, micros: number): void {
    this.#balances.set({ provider }, micros / 1_000_000);
  }

  webhook(provider: string, outcome: string): void {
    this.#webhooks.inc({ provider, outcome });
  }
}
