import type { Clock, Millis } from '../clock.ts';
import type { EditId } from '../edit/edit.ts';
import type { Bucket } from './bucket.ts';
import type { Handout, Offer } from './handout.ts';
import { writeToken } from './link-token.ts';

interface Parts {
  /** The address under which Recut's own server is reached from outside, without a slash at its end. */
  publicUrl: string;
  secret: string;
  /** As long as takes stay on our disk. */
  keepMs: Millis;
  /** Where whole takes lie, so that our own server only leads there; null when it hands out the files of the workspace. */
  bucket: Bucket | null;
  clock: Clock;
}

/** Recut's own links: they last as long as takes are kept, also where those of a bucket cannot. */
export class OwnServer implements Handout {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async offer(take: Offer, signal: AbortSignal): Promise<{ url: string; until: Millis }> {
    const { publicUrl, secret, keepMs, bucket, clock } = this.#parts;
    await bucket?.put(take, signal);
    const until = clock.now() + keepMs;
    const token = writeToken(secret, { edit: take.edit, until });
    // The name is for people and their download folders; the token alone says what is handed out.
    const name = encodeURIComponent(take.name);
    return { url: `${publicUrl}/takes/${bucket ? 'bucket/' : ''}${token}/${name}`, until };
  }

  /** A file of the workspace goes with the edit's folder. */
  async withdraw(edit: EditId): Promise<void> {
    await this.#parts.bucket?.withdraw(edit);
  }
}
