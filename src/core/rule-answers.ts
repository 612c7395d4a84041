import type { Understood } from './budget-answers.ts';
import type { Millis } from './clock.ts';
import { type Micros, parseDollars } from './money/micros.ts';
import { isTimeZone, type Weekday } from './money/periods.ts';
import type { Settings } from './money/settings.ts';
import { budgetNotes } from './views/budget-forms.ts';
import type { Answers, FormProblem } from './views/form.ts';
import { AS_GIVEN, WEEKDAYS } from './views/rule-forms.ts';

/** What the forms of limits, times and models came back with, understood. */

const MOST_RUNNING = 1_000;
const MOST_PERCENT = 1_000;
const MOST_ALERTS = 5;
const MOST_SECONDS = 3_600;
const HOUR_MS = 3_600_000;

type Read<T> = { value: T } | { problem: FormProblem };

export function understoodLimits({ texts }: Answers): Understood<Settings> {
  const price = dollars(texts, 'price');
  const seconds = number(texts, 'seconds', { min: 0.001, max: MOST_SECONDS, text: budgetNotes.noSeconds });
  const person = number(texts, 'person', RUNNING);
  const team = number(texts, 'team', RUNNING);
  const alerts = percents(texts, 'alerts');
  return together({ price, seconds, person, team, alerts }, (read) => ({
    maxPrice: read.price,
    maxClipMs: millis(read.seconds, 1_000),
    maxRunning: { person: read.person, team: read.team },
    alertsAt: read.alerts,
  }));
}

const RUNNING = { min: 1, max: MOST_RUNNING, whole: true, text: budgetNotes.noCount };

export function understoodCalendar({ texts }: Answers): Understood<Settings> {
  const typed = texts['zone'] ?? '';
  const zone: Read<string> = isTimeZone(typed) ? { value: typed } : problem('zone', budgetNotes.noZone);
  const remind = number(texts, 'remind', { min: 0, max: 24, text: budgetNotes.noHours });
  const day = Number(texts['week']);
  const week: Read<Weekday> = day in WEEKDAYS ? { value: day as Weekday } : { value: 1 };
  return together({ zone, remind, week }, (read) => ({
    timeZone: read.zone,
    weekStartsOn: read.week,
    remindBeforeMs: millis(read.remind, HOUR_MS) ?? 0,
  }));
}

/** What is not among `known` is as the operator says. */
export function understoodModel(
  { texts }: Answers,
  known: { models: readonly string[]; providers: readonly string[] },
): Settings {
  const chosen = (field: string, among: readonly string[]) => {
    const value = texts[field] ?? AS_GIVEN;
    return among.includes(value) ? value : null;
  };
  const quality = texts['quality'];
  return {
    model: chosen('model', known.models),
    provider: chosen('provider', known.providers),
    quality: quality === 'draft' || quality === 'final' ? quality : null,
    nextProvider: texts['next'] === 'automatic' ? 'automatic' : 'offer',
  };
}

/** All of them, or everything that is wrong. */
function together<T extends object>(
  read: { [Key in keyof T]: Read<T[Key]> },
  put: (values: T) => Settings,
): Understood<Settings> {
  const entries = Object.entries(read) as [string, Read<unknown>][];
  const problems = entries.flatMap(([, each]) => ('problem' in each ? [each.problem] : []));
  if (problems.length > 0) return { problems };
  const values = entries.map(([name, each]) => [name, 'value' in each ? each.value : null]);
  return { value: put(Object.fromEntries(values) as T) };
}

/** Null when it was left empty. */
function dollars(texts: Answers['texts'], field: string): Read<Micros | null> {
  const typed = texts[field] ?? '';
  if (typed === '') return { value: null };
  try {
    return { value: parseDollars(typed) };
  } catch {
    return problem(field, budgetNotes.noAmount);
  }
}

function number(
  texts: Answers['texts'],
  field: string,
  { min, max, whole = false, text }: { min: number; max: number; whole?: boolean; text: string },
): Read<number | null> {
  const typed = (texts[field] ?? '').replace(',', '.');
  if (typed === '') return { value: null };
  const value = Number(typed);
  const fits = value >= min && value <= max && (!whole || Number.isInteger(value));
  return fits ? { value } : problem(field, text);
}

/** "50, 80, 100", also with blanks alone or signs behind them; rising, each once. */
function percents(texts: Answers['texts'], field: string): Read<readonly number[]> {
  const typed = (texts[field] ?? '').split(/[\s,;%]+/).filter((each) => each !== '');
  const values = [...new Set(typed.map(Number))].sort((a, b) => a - b);
  const fits = values.every((each) => Number.isInteger(each) && each >= 1 && each <= MOST_PERCENT);
  return fits && values.length <= MOST_ALERTS ? { value: values } : problem(field, budgetNotes.noPercents);
}

function millis(value: number | null, unit: Millis): Millis | null {
  return value === null ? null : Math.round(value * unit);
}

function problem(field: string, text: string): { problem: FormProblem } {
  return { problem: { field, text } };
}
