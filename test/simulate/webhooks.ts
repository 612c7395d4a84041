import type { EditId } from '../../src/core/edit/edit.ts';
import type { Received } from '../../src/core/webhooks/webhook-desk.ts';
import type { SimProcess, SimWorld } from './sim-process.ts';
import { type Prediction, webhookCall } from './sim-provider.ts';

const TRIES = 5;
const AGAIN_MS = 4_000;

/** Tells of predictions that are done as providers do: late, several times, not at all; and strangers try it too. */
export class Webhooks {
  readonly #world: SimWorld;
  readonly #running: () => readonly SimProcess[];
  readonly #heard: (said: string) => void;
  readonly #broken: (how: string) => void;

  constructor(
    world: SimWorld,
    running: () => readonly SimProcess[],
    { heard, broken }: { heard(said: string): void; broken(how: string): void },
  ) {
    this.#world = world;
    this.#running = running;
    this.#heard = heard;
    this.#broken = broken;
  }

  /** A submission has arrived that wants to be told of its end. */
  expect({ id, webhook, readyAt }: Prediction): void {
    if (!webhook) return;
    const { time, chance } = this.#world;
    if (chance.happens(0.2)) time.at(chance.between(0, 30_000), () => this.#forge(webhook, id), null);
    if (chance.happens(0.3)) return;
    const copies = chance.happens(0.4) ? chance.between(2, 5) : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const late = chance.happens(0.2) ? chance.between(0, 120_000) : chance.between(0, 3_000);
      time.at(readyAt - time.now + late, () => this.#deliver(webhook, id, TRIES), null);
    }
  }

  #deliver(webhook: string, predictionId: string, tries: number): void {
    const again = () =>
      tries > 1 && this.#world.time.at(AGAIN_MS, () => this.#deliver(webhook, predictionId, tries - 1), null);
    const said = { id: `of ${predictionId}`, predictionId, signed: true };
    this.#receive(webhook, said)?.then((received) => {
      this.#heard(`webhook of ${predictionId}: ${received}`);
    }, again) ?? again();
  }

  /** Somebody who does not have the provider's key, or not the edit's secret. */
  #forge(webhook: string, predictionId: string): void {
    const isUnsigned = this.#world.chance.happens(0.5);
    const address = isUnsigned ? webhook : `${webhook.slice(0, -4)}AAAA`;
    const said = { id: `forged ${predictionId}`, predictionId, signed: !isUnsigned };
    this.#receive(address, said)?.then(
      (received) => {
        if (received === 'taken') this.#broken(`a forged webhook of ${predictionId} was believed`);
      },
      () => undefined,
    );
  }

  #receive(webhook: string, said: Parameters<typeof webhookCall>[0]): Promise<Received> | null {
    const running = this.#running();
    if (running.length === 0) return null;
    const [, , provider = '', edit = '', token = ''] = new URL(webhook).pathname.split('/');
    const address = { provider, edit: edit as EditId, token };
    const { signal } = new AbortController();
    return this.#world.chance
      .pick(running)
      .do((core) => core.webhooks.receive(address, webhookCall(said), signal));
  }
}
