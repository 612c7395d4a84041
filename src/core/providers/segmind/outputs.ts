import { webAddress } from './answers.ts';

/** Where an address may lie in an object; the first that holds one counts. */
const KEYS = ['url', 'video_url', 'video', 'output'] as const;
const DEEPEST = 4;

/**
 * The addresses of takes in a finished request. Segmind documents the shape for other models only, so each one that is
 * known from there is read: `output` as an address, `{url}`, `{video_url}`, `{video: {url}}` or a list of any of these,
 * and `video` beside it.
 */
export function outputsOf(answer: unknown): string[] {
  if (typeof answer !== 'object' || answer === null || !('output' in answer)) return addressesIn(answer, 0);
  const { output, ...beside } = answer;
  const named = addressesIn(output, 0);
  return named.length > 0 ? named : addressesIn(beside, 0);
}

function addressesIn(value: unknown, depth: number): string[] {
  if (depth > DEEPEST) return [];
  if (typeof value === 'string') return webAddress.safeParse(value).success ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((each) => addressesIn(each, depth + 1));
  if (typeof value !== 'object' || value === null) return [];
  const found = KEYS.map((key) => addressesIn(Reflect.get(value, key), depth + 1));
  return found.find((addresses) => addresses.length > 0) ?? [];
}
