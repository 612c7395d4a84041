/** The request grammar, the same on every platform: a prompt with options anywhere in it. */
import { distance } from 'fastest-levenshtein';
import type { Millis } from '../clock.ts';
import type { Quality } from './edit.ts';
import type { Reason } from './reason.ts';
import { READ_RESULT, type ResultOptions } from './result-options.ts';
import { parseTimecode } from './timecode.ts';

export interface Parsed {
  /** What is left for the model when options are taken out. */
  prompt: string;
  quality: Quality | null;
  model: string | null;
  mute: boolean;
  from: Millis | null;
  to: Millis | null;
  quoteOnly: boolean;
  result: ResultOptions;
  /** The first thing that is wrong, if any. */
  problem: Reason | null;
}

type Setter = (parsed: Parsed, value: string) => Reason | null;

const FLAGS: Record<string, (parsed: Parsed) => void> = {
  draft: (parsed) => {
    parsed.quality = 'draft';
  },
  final: (parsed) => {
    parsed.quality = 'final';
  },
  mute: (parsed) => {
    parsed.mute = true;
  },
  quote: (parsed) => {
    parsed.quoteOnly = true;
  },
};

const VALUES: Record<string, Setter> = {
  from: (parsed, value) => setTime(parsed, 'from', value),
  to: (parsed, value) => setTime(parsed, 'to', value),
  model: (parsed, value) => {
    if (!value) return { code: 'bad_option', option: '--model', value, expected: 'the name of a model' };
    parsed.model = value;
    return null;
  },
  aspect: (parsed, value) => setResult(parsed, 'aspect', value),
  seconds: (parsed, value) => setResult(parsed, 'seconds', value),
  shot: (parsed, value) => setResult(parsed, 'shot', value),
};

/** Every option, as people type it. */
export const OPTIONS: readonly string[] = [...Object.keys(FLAGS), ...Object.keys(VALUES)].map(
  (name) => `--${name}`,
);

// Phones turn "--" into a dash of their own.
const OPTION = /(?:^|\s)(?:--|—|–)([a-z][a-z-]*)(?:=(\S*))?/i;
const VALUE = /^\s+(\S+)/;

/**
 * Takes the options out of a request. Total: whatever is typed gives a prompt, and at most one problem to tell.
 */
export function parseRequest(text: string): Parsed {
  const parsed: Parsed = {
    prompt: '',
    quality: null,
    model: null,
    mute: false,
    from: null,
    to: null,
    quoteOnly: false,
    result: {},
    problem: null,
  };
  let left = text;
  for (let match = OPTION.exec(left); match; match = OPTION.exec(left)) {
    const before = left.slice(0, match.index);
    const after = left.slice(match.index + match[0].length);
    left = before + takeOption(parsed, match[1] ?? '', match[2], after);
  }
  parsed.prompt = left.replace(/[^\S\n]+/g, ' ').trim();
  parsed.problem ??= windowProblem(parsed);
  return parsed;
}

/** Applies one option and gives back the text behind it, without the value it took. */
function takeOption(parsed: Parsed, typed: string, attached: string | undefined, after: string): string {
  const name = typed.toLowerCase();
  const flag = FLAGS[name];
  if (flag) {
    flag(parsed);
    return after;
  }
  const setter = VALUES[name];
  if (!setter) {
    parsed.problem ??= { code: 'unknown_option', option: `--${typed}`, nearest: nearestOption(name) };
    return after;
  }
  const spaced = attached === undefined ? VALUE.exec(after) : null;
  const problem = setter(parsed, attached ?? spaced?.[1] ?? '');
  parsed.problem ??= problem;
  return spaced ? after.slice(spaced[0].length) : after;
}

function setTime(parsed: Parsed, option: 'from' | 'to', value: string): Reason | null {
  const time = parseTimecode(value);
  if (time === null) {
    return { code: 'bad_option', option: `--${option}`, value, expected: 'a time such as 0:02 or 2.5' };
  }
  parsed[option] = time;
  return null;
}

function setResult(parsed: Parsed, option: keyof typeof READ_RESULT, value: string): Reason | null {
  const read = READ_RESULT[option](value);
  if ('problem' in read) return read.problem;
  parsed.result = { ...parsed.result, ...read.result };
  return null;
}

function windowProblem({ from, to }: Parsed): Reason | null {
  if (to === null || to > (from ?? 0)) return null;
  return { code: 'bad_option', option: '--to', value: String(to / 1000), expected: 'a time after --from' };
}

/** The known option that is at most three letters away; of equals, the one that begins as it was typed. */
function nearestOption(name: string): string | null {
  const ranked = OPTIONS.map((option) => {
    const known = option.slice(2);
    return { option, away: distance(known, name) + (known[0] === name[0] ? 0 : 0.5) };
  });
  const best = ranked.sort((a, b) => a.away - b.away)[0];
  return best && best.away <= 3 ? best.option : null;
}

const LINK = /https?:\/\/[^\s<>"]+/i;

/** Takes the first web address out of a prompt. */
export function takeLink(prompt: string): { prompt: string; link: string | null } {
  const link = LINK.exec(prompt)?.[0] ?? null;
  if (!link) return { prompt, link };
  return {
    prompt: prompt
      .replace(link, ' ')
      .replace(/[^\S\n]+/g, ' ')
      .trim(),
    link,
  };
}
