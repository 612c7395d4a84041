/** A request that claims to come from a provider. */
export interface WebhookCall {
  /** By lower-case name. */
  header(name: string): string | undefined;
  /** Exactly the bytes that came: signatures are made over these. */
  body: Uint8Array;
}

/** What a genuine webhook says. It is a hint: what became of the prediction is read from the provider. */
export interface Webhook {
  /** The same on every delivery of it. */
  id: string;
  predictionId: string;
}

/** A signature that is older than this, or from further ahead, is not believed: both providers name 300 s. */
export const OLDEST_MS = 300_000;

/** Whether a signature's time, in seconds since the epoch as text, is near enough. */
export function isRecent(timestamp: string, now: number): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(now - Number(timestamp) * 1_000) <= OLDEST_MS;
}

/** The body as JSON, or undefined when it is none. */
export function jsonOf({ body }: WebhookCall): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
