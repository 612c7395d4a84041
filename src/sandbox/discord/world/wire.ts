/** A JSON object as Discord sends it. Keys are Discord's own, so they are written in snake_case. */
export type Wire = Record<string, unknown>;

/** Discord's timestamps: ISO 8601 with microseconds and an offset. */
export function isoTime(millis: number): string {
  return new Date(millis).toISOString().replace('Z', '000+00:00');
}
