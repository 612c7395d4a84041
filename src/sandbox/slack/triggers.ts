import { randomBytes } from 'node:crypto';
import { Refusal } from './refusal.ts';

/** A trigger is good for this long after the person's action (research: 3 s, taken from other emulators). */
const triggerLifetimeMs = 3_000;

interface Trigger {
  readonly person: string;
  readonly issuedAt: number;
  spent: boolean;
}

/** The `trigger_id`s that let the bot open a view for a person, once and soon. */
export class Triggers {
  readonly #byId = new Map<string, Trigger>();
  #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  issue(person: string): string {
    const id = `${this.#now()}.${this.#byId.size + 1}.${randomBytes(16).toString('hex')}`;
    this.#byId.set(id, { person, issuedAt: this.#now(), spent: false });
    return id;
  }

  /** @returns the person whose action this was; a trigger is spent by its first use */
  exchange(id: string): string {
    const trigger = this.#byId.get(id);
    if (!trigger) throw new Refusal('invalid_trigger_id');
    if (trigger.spent) throw new Refusal('exchanged_trigger_id');
    if (this.#now() - trigger.issuedAt > triggerLifetimeMs) throw new Refusal('expired_trigger_id');
    trigger.spent = true;
    return trigger.person;
  }
}
