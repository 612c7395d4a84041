import { formatDollars } from '../money/micros.ts';
import type { Weekday } from '../money/periods.ts';
import type { Rules } from '../money/rules.ts';
import type { Model } from '../providers/model.ts';
import type { Field, Form } from './form.ts';
import { writeToken } from './token.ts';

/** The further forms of `/edit-budget`: limits of edits, the times that rules go by, and what edits are made with. */
export type RuleForm = 'limits' | 'calendar' | 'model';

/** The choice that leaves something to what the operator has set. */
export const AS_GIVEN = 'given';

const HOUR_MS = 3_600_000;
/** A choice has room for 25 options, one of which is to leave it as given. */
const MOST_MODELS = 24;

export const WEEKDAYS: Readonly<Record<Weekday, string>> = {
  1: 'Monday',
  2: 'Tuesday',
  3: 'Wednesday',
  4: 'Thursday',
  5: 'Friday',
  6: 'Saturday',
  7: 'Sunday',
};

export function limitsForm({ maxPrice, maxClipMs, maxRunning, alertsAt }: Rules): Form {
  return {
    ...named('limits', 'Limits'),
    fields: [
      {
        ...text('price', 'A single edit costs at most (dollars)', maxPrice && plainDollars(maxPrice)),
        hint: 'No approval lifts it. Left empty, the caps alone count.',
      },
      {
        ...text('seconds', 'A single edit lasts at most (seconds)', maxClipMs && maxClipMs / 1_000),
        hint: 'Left empty, the model alone limits it.',
      },
      {
        ...text('person', 'Running at a time, for each person', maxRunning.person),
        hint: 'Further edits wait in line. Left empty, any number.',
      },
      text('team', 'Running at a time, for the team', maxRunning.team),
      {
        ...text('alerts', 'Tell when a cap is used to (per cent)', alertsAt.join(', ')),
        hint: 'Up to five, such as 50, 80, 100. Left empty, nothing is told.',
      },
    ],
  };
}

export function calendarForm({ calendar, remindBeforeMs }: Rules): Form {
  return {
    ...named('calendar', 'Times'),
    fields: [
      {
        ...text('zone', 'Time zone', calendar.timeZone),
        optional: false,
        maxLength: 64,
        hint: 'Such as Europe/Berlin. Days, weeks and months begin in it.',
      },
      {
        kind: 'choice',
        name: 'week',
        label: 'A week begins on',
        options: Object.entries(WEEKDAYS).map(([value, label]) => ({ value, label })),
        value: String(calendar.weekStartsOn),
      },
      {
        ...text('remind', 'Remind approvers so many hours before the end', remindBeforeMs / HOUR_MS),
        hint: 'Left empty, they are not reminded.',
      },
    ],
  };
}

export function modelForm(
  { model, provider, quality, nextProvider }: Rules,
  { models, titleOf }: { models: readonly Model[]; titleOf(provider: string): string },
): Form {
  const providers = [...new Set(models.map((each) => each.provider))];
  const options = models.slice(0, MOST_MODELS).map(({ key, title, quality, provider }) => ({
    value: key,
    label: `${title}, ${quality}, at ${titleOf(provider)}`.slice(0, 75),
  }));
  return {
    ...named('model', 'Models'),
    fields: [
      choice('model', 'Model, if a request names none', options, model),
      choice(
        'provider',
        'Provider, if there is no such model',
        providers.map((value) => ({ value, label: titleOf(value) })),
        provider,
      ),
      choice(
        'quality',
        'Quality, if there is no such model',
        [
          { value: 'draft', label: 'Draft' },
          { value: 'final', label: 'Final' },
        ],
        quality,
      ),
      {
        kind: 'choice',
        name: 'next',
        label: 'When a provider is down',
        options: [
          { value: 'offer', label: 'Offer the next one' },
          { value: 'automatic', label: 'Go on at the next one, by the same rules' },
        ],
        value: nextProvider,
      },
    ],
  };
}

function named(form: RuleForm, title: string): Pick<Form, 'token' | 'title' | 'intro' | 'submit'> {
  return { token: writeToken('budget', form), title, intro: [], submit: 'Save' };
}

function text(name: string, label: string, value: string | number | null) {
  return {
    kind: 'text',
    name,
    label,
    value: value === null ? '' : String(value),
    optional: true,
    maxLength: 32,
  } as const;
}

function choice(
  name: string,
  label: string,
  options: readonly { value: string; label: string }[],
  value: string | null,
): Field {
  const all = [{ value: AS_GIVEN, label: 'As whoever runs Recut has set it' }, ...options];
  const known = all.some((option) => option.value === value);
  return { kind: 'choice', name, label, options: all, value: value !== null && known ? value : AS_GIVEN };
}

/** "1250.00": as it can be typed again. */
export function plainDollars(amount: Parameters<typeof formatDollars>[0]): string {
  return formatDollars(amount).replace(/[$,]/g, '');
}
