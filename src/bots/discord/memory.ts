/**
 * What the bot remembers for convenience, such as a Keyv: the hash of its registered commands, and forms that are
 * open. Losing it costs a registration or a form, never an edit.
 */
export interface Memory {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown, ttlMs?: number): Promise<unknown>;
}
