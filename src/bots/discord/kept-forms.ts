import type { Form } from '../../core/views/form.ts';
import type { Memory } from './memory.ts';

/** How long a form that was not shown, or has to be put right, waits for its button. */
const LIFETIME_MS = 2 * 60 * 60_000;

/** Forms of the desk's that wait behind a button: Discord shows a form at once or not at all. */
export class KeptForms {
  readonly #memory: Memory;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  async keep(id: string, person: string, form: Form): Promise<void> {
    await this.#memory.set(key(id), { person, form }, LIFETIME_MS);
  }

  /** Null when it is too old, or somebody else's. */
  async find(id: string, person: string): Promise<Form | null> {
    const kept = (await this.#memory.get(key(id))) as { person: string; form: Form } | undefined;
    return kept?.person === person ? kept.form : null;
  }
}

function key(id: string): string {
  return `discord:desk-form:${id}`;
}
