import type { JsonObject } from './json.ts';

/** A Web API call that Slack answers with `{ ok: false, error }`, and further fields where it gives any. */
export class Refusal extends Error {
  readonly error: string;
  readonly details: JsonObject;

  constructor(error: string, details: JsonObject = {}) {
    super(error);
    this.name = 'Refusal';
    this.error = error;
    this.details = details;
  }

  /** A refusal that explains itself, as Slack does in `response_metadata.messages`. */
  static withMessages(error: string, messages: readonly string[]): Refusal {
    return new Refusal(error, { response_metadata: { messages } });
  }
}
