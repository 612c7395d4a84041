/** What changed in the workspace, for a page that shows it live. Read the new state from the stand-in. */
export type Change =
  | {
      readonly kind: 'message_posted' | 'message_changed' | 'message_deleted';
      readonly channel: string;
      readonly ts: string;
    }
  | {
      readonly kind: 'ephemeral_posted';
      readonly channel: string;
      readonly ts: string;
      readonly person: string;
    }
  | {
      readonly kind: 'ephemeral_removed';
      readonly channel: string;
      readonly ts: string;
      readonly person: string;
    }
  | {
      readonly kind: 'view_opened' | 'view_changed' | 'view_closed';
      readonly person: string;
      readonly viewId: string;
    }
  | { readonly kind: 'home_published'; readonly person: string }
  | { readonly kind: 'channel_changed'; readonly channel: string }
  | { readonly kind: 'bot_connected' | 'bot_disconnected' };

export type ChangeListener = (change: Change) => void;

/** Tells listeners of every change, in order. */
export class Changes {
  readonly #listeners = new Set<ChangeListener>();

  /** @returns a function that ends the subscription */
  subscribe(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }
}
