import { type Micros, parseDollars } from './money/micros.ts';
import { PERIOD_KINDS, type PeriodKind } from './money/periods.ts';
import type { CapName, CapTarget } from './money/rules.ts';
import type { Settings } from './money/settings.ts';
import { budgetNotes } from './views/budget-forms.ts';
import type { Answers, FormProblem } from './views/form.ts';
import type { Mention } from './views/message.ts';

/** What the forms of `/edit-budget` came back with, understood: a value, or what is wrong beside which field. */
export type Understood<T> = { value: T } | { problems: readonly FormProblem[] };

export function understoodCap(
  { texts, people }: Answers,
  channel: string,
): Understood<{ name: CapName; limit: Micros | null }> {
  const target = targetOf(texts['target'] ?? 'team', people['who'] ?? [], channel);
  const period = PERIOD_KINDS.find((kind) => kind === texts['period']) ?? 'month';
  const limit = amountIn(texts, 'amount', true);
  if (typeof target === 'object') return { problems: [target] };
  if ('problem' in limit) return { problems: [limit.problem] };
  return { value: { name: `${target}/${period satisfies PeriodKind}`, limit: limit.amount } };
}

function targetOf(target: string, who: readonly Mention[], channel: string): CapTarget | FormProblem {
  if (target === 'here') return `channel:${channel}`;
  if (target === 'channel' || target === 'person') return target;
  if (target !== 'one') return 'team';
  const [one] = who;
  if (!one) return { field: 'who', text: budgetNotes.nobody };
  return 'person' in one ? `person:${one.person}` : { field: 'who', text: budgetNotes.onePerson };
}

export function understoodPolicy({ texts }: Answers): Understood<Settings> {
  const auto = amountIn(texts, 'auto', false);
  const two = amountIn(texts, 'two', true);
  const hours = Number((texts['hours'] ?? '').replace(',', '.'));
  const problems = [
    ...('problem' in auto ? [auto.problem] : []),
    ...('problem' in two ? [two.problem] : []),
    ...(hours > 0 && hours <= 24 ? [] : [{ field: 'hours', text: budgetNotes.noHours }]),
  ];
  if ('problem' in auto || 'problem' in two || problems.length > 0) return { problems };
  return {
    value: {
      autoApproveUpTo: auto.amount ?? parseDollars('0'),
      overCap: texts['over'] === 'refuse' ? 'refuse' : 'ask',
      twoApprovalsFrom: two.amount,
      selfApproval: texts['self'] === 'yes',
      expiresAfterMs: Math.max(1_000, Math.round(hours * 3_600_000)),
    },
  };
}

export function idsOf(mentions: readonly Mention[] = []): string[] {
  return [...new Set(mentions.map((mention) => ('person' in mention ? mention.person : mention.group)))];
}

function amountIn(
  texts: Answers['texts'],
  field: string,
  mayBeEmpty: boolean,
): { amount: Micros | null } | { problem: FormProblem } {
  const typed = texts[field] ?? '';
  if (typed === '' && mayBeEmpty) return { amount: null };
  try {
    return { amount: parseDollars(typed) };
  } catch {
    return { problem: { field, text: budgetNotes.noAmount } };
  }
}
