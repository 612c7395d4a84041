import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import type { Chance } from './chance.ts';
import { refuseSlowFiles } from './prompt-files.ts';

/** A simulated process: its timers die with it, and are late while it is stopped. */
export interface Owner {
  isAlive: boolean;
  /** Nothing of it happens before. */
  stoppedUntil: number;
}

interface Timer {
  at: number;
  order: number;
  run: () => void;
  owner: Owner | null;
  gone: boolean;
}

const breathe = setImmediate;
const later = createRequire(import.meta.url)('node:timers/promises') as Record<string, unknown>;

/**
 * Time and chance of the whole process, made into a play: nothing takes time but what is scheduled, and whatever looks
 * at the clock or throws dice gets what the seed gives. Installed once, in a process of its own.
 */
export class VirtualTime {
  now = 0;
  readonly #owners = new AsyncLocalStorage<Owner>();
  #timers: Timer[] = [];
  #order = 0;
  #chance: Chance;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  /** Begins another play. */
  reset(now: number, chance: Chance): void {
    this.now = now;
    this.#timers = [];
    this.#order = 0;
    this.#chance = chance;
  }

  /** Runs what belongs to a simulated process: all it does later belongs to it too. */
  as<T>(owner: Owner, run: () => T): T {
    return this.#owners.run(owner, run);
  }

  /** Belongs to whoever schedules it, unless told otherwise; null is the world, which never dies. */
  at(delayMs: number, run: () => void, owner: Owner | null = this.#owners.getStore() ?? null): Timer {
    const timer = { at: this.now + Math.max(0, delayMs), order: this.#order++, run, owner, gone: false };
    this.#push(timer);
    return timer;
  }

  /** One thing after the other, each to its end, until nothing is left, `enough` says so, or the time is over. */
  async play(until: number, enough: () => boolean, after: () => Promise<void>): Promise<void> {
    for (;;) {
      const timer = this.#timers[0];
      if (!timer || timer.at > until || enough()) return;
      this.#pop();
      if (timer.gone || timer.owner?.isAlive === false) continue;
      if (timer.owner && timer.owner.stoppedUntil > timer.at) {
        timer.at = timer.owner.stoppedUntil;
        timer.order = this.#order++;
        this.#push(timer);
        continue;
      }
      this.now = Math.max(this.now, timer.at);
      if (timer.owner) this.#owners.run(timer.owner, timer.run);
      else timer.run();
      await settled();
      await after();
    }
  }

  /** Takes the place of every clock, timer and die of this process. */
  install(): void {
    const start = (run: () => void, delayMs = 0, ...args: unknown[]) =>
      handleOf(this.at(delayMs, () => (run as (...all: unknown[]) => void)(...args)));
    const repeat = (run: () => void, everyMs = 0) => {
      const again = () => {
        handle.timer = this.at(everyMs, again);
        run();
      };
      const handle = handleOf(this.at(everyMs, again));
      return handle;
    };
    const stop = (handle: { timer?: Timer } | undefined) => {
      if (handle?.timer) handle.timer.gone = true;
    };
    const sleep = (delayMs: number, value?: unknown, { signal }: { signal?: AbortSignal } = {}) => {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      if (signal?.aborted) return Promise.reject(signal.reason);
      const timer = this.at(delayMs, () => resolve(value));
      signal?.addEventListener('abort', () => {
        timer.gone = true;
        reject(signal.reason);
      });
      return promise;
    };
    Object.assign(globalThis, {
      setTimeout: start,
      setInterval: repeat,
      clearTimeout: stop,
      clearInterval: stop,
    });
    later['setTimeout'] = sleep;
    later['setImmediate'] = async () => undefined;
    syncBuiltinESMExports();
    Date.now = () => Math.floor(this.now);
    performance.now = () => this.now;
    Math.random = () => this.#chance.next();
    crypto.getRandomValues = (array) => {
      const bytes = new Uint8Array((array as Uint8Array).buffer);
      for (let index = 0; index < bytes.length; index += 1) bytes[index] = this.#chance.between(0, 255);
      return array;
    };
  }

  #push(timer: Timer): void {
    const timers = this.#timers;
    let index = timers.push(timer) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      if (!isBefore(timers[index], timers[above])) return;
      swap(timers, index, above);
      index = above;
    }
  }

  #pop(): void {
    const timers = this.#timers;
    const last = timers.pop();
    if (!last || timers.length === 0) return;
    timers[0] = last;
    for (let index = 0; ; ) {
      const left = 2 * index + 1;
      const child = isBefore(timers[left + 1], timers[left]) ? left + 1 : left;
      if (!isBefore(timers[child], timers[index])) return;
      swap(timers, index, child);
      index = child;
    }
  }
}

function isBefore(one: Timer | undefined, other: Timer | undefined): boolean {
  if (!one || !other) return false;
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

function swap(timers: Timer[], one: number, other: number): void {
  [timers[one], timers[other]] = [timers[other] as Timer, timers[one] as Timer];
}

function handleOf(timer: Timer) {
  const handle = { timer, unref: () => handle, ref: () => handle, refresh: () => handle, hasRef: () => true };
  return handle;
}

/** Everything that follows by itself has happened: all promises, for files are written promptly. */
async function settled(): Promise<void> {
  await new Promise<void>((resolve) => breathe(resolve));
  refuseSlowFiles();
}
