import type { RecutError } from '../../src/core/errors.ts';
import type { Chance } from './chance.ts';
import type { Owner, VirtualTime } from './virtual-time.ts';

/** What may go wrong with a call between a process and the world: before it has any effect, or when the answer is lost. */
export interface Weather {
  /** Shares of calls, 0 to 1. */
  before: number;
  after: number;
  /** At most, in milliseconds, each way. */
  delayMs: number;
  /** Now and then it takes so long. */
  slowMs?: number;
  error(name: string): RecutError;
}

/** The share of ways that are slow. */
const SLOW = 0.01;

/** The way from one simulated process to the world. A process that died meanwhile never hears the answer. */
export class Port {
  readonly #time: VirtualTime;
  readonly #chance: Chance;
  readonly #owner: Owner;
  readonly #weather: Weather;

  constructor(time: VirtualTime, chance: Chance, owner: Owner, weather: Weather) {
    this.#time = time;
    this.#chance = chance;
    this.#owner = owner;
    this.#weather = weather;
  }

  async call<T>(name: string, act: () => Promise<T> | T): Promise<T> {
    const { before, after, error } = this.#weather;
    await this.#way();
    if (this.#chance.happens(before)) throw error(name);
    const result = await act();
    await this.#way();
    if (this.#chance.happens(after)) throw error(name);
    return result;
  }

  #way(): Promise<void> {
    const { delayMs, slowMs } = this.#weather;
    const most = slowMs !== undefined && this.#chance.happens(SLOW) ? slowMs : delayMs;
    return new Promise((resolve) => {
      this.#time.at(this.#chance.between(0, most), resolve, this.#owner);
    });
  }
}

/** An object of which every method goes through the port. */
export function through<T extends object>(port: Port, target: T, kind: string): T {
  return new Proxy(target, {
    get(object, name) {
      const member: unknown = Reflect.get(object, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) =>
        port.call(`${kind}.${String(name)}`, () => Reflect.apply(member, object, args));
    },
  });
}
