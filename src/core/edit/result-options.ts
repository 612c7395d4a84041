import type { Millis } from '../clock.ts';
import type { Chosen } from './ask.ts';
import type { Wish } from './edit.ts';
import type { Reason } from './reason.ts';

/** What some models let one choose of the result. Whether this model does, its entry in the catalogue says. */
export type ResultOptions = Pick<Wish, 'aspectRatio' | 'seconds' | 'shotType'>;

type Read = { result: ResultOptions } | { problem: Reason };

/** Reads one option as it is typed behind `--aspect`, `--seconds` or `--shot`. */
export const READ_RESULT: Readonly<Record<'aspect' | 'seconds' | 'shot', (value: string) => Read>> = {
  aspect(value) {
    const [, width, height] = /^(\d{1,2})[:x/](\d{1,2})$/i.exec(value) ?? [];
    if (!width || !height) return bad('--aspect', value, 'a shape such as 9:16');
    return { result: { aspectRatio: `${Number(width)}:${Number(height)}` } };
  },
  seconds(value) {
    const [, seconds] = /^(\d{1,3})\s*s?$/i.exec(value) ?? [];
    if (!seconds) return bad('--seconds', value, 'a whole number of seconds, such as 5');
    return { result: { seconds: Number(seconds) } };
  },
  shot(value) {
    if (!/^[a-z][a-z_-]{0,39}$/i.test(value)) return bad('--shot', value, 'the name of a shot type');
    return { result: { shotType: value.toLowerCase() } };
  },
};

/** The same of what a form or command names outright. */
export function chosenResult({ aspectRatio, seconds, shotType }: Chosen): {
  result: ResultOptions;
  problem: Reason | null;
} {
  const read = [
    aspectRatio && READ_RESULT.aspect(aspectRatio),
    seconds && READ_RESULT.seconds(seconds),
    shotType && READ_RESULT.shot(shotType),
  ].filter((each) => typeof each === 'object');
  const result = Object.assign({}, ...read.map((each) => ('result' in each ? each.result : {})));
  return { result, problem: read.flatMap((each) => ('problem' in each ? [each.problem] : []))[0] ?? null };
}

/**
 * What may be billed when a length was asked for: the longer of the two, because no provider's page says which of them
 * counts.
 */
export function billableMs({ seconds }: ResultOptions, clipMs: Millis): Millis {
  return Math.max(clipMs, (seconds ?? 0) * 1_000);
}

function bad(option: string, value: string, expected: string): Read {
  return { problem: { code: 'bad_option', option, value, expected } };
}
