import type { Clock, Millis } from '../clock.ts';
import type { Handout, Offer } from './handout.ts';
import { writeToken } from './link-token.ts';

interface Parts {
  /** The address under which Recut's own server is reached from outside, without a slash at its end. */
  publicUrl: string;
  secret: string;
  /** As long as takes stay on our disk. */
  keepMs: Millis;
  clock: Clock;
}

/** Recut's own server hands out the files as they lie in the workspace: nothing is copied, and nothing has to be removed. */
export class OwnServer implements Handout {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async offer({ edit, name }: Offer): Promise<{ url: string; until: Millis }> {
    const { publicUrl, secret, keepMs, clock } = this.#parts;
    const until = clock.now() + keepMs;
    // The name is for people and their download folders; the token alone says what is handed out.
    return {
      url: `${publicUrl}/takes/${writeToken(secret, { edit, until })}/${encodeURIComponent(name)}`,
      until,
    };
  }

  async withdraw(): Promise<void> {
    // The file goes with the edit's folder.
  }
}
