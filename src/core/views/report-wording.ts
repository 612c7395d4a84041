import type { Balance } from '../money/ledger.ts';
import { add, formatDollars, type Micros, micros, subtract } from '../money/micros.ts';

interface ReportFacts {
  period: string;
  balance: Balance;
  limit: Micros | null;
  people: readonly { name: string; total: Micros }[];
  /** Where the table does not hold all charges: how many of the newest it holds. */
  onlyNewest: number | null;
}

const NAMED = 20;

/** "The team spent $12.96 in November; $1.08 set aside; $35.96 left of $50.00. Mara $5.40 · Lee $3.24". */
export function reportLine({ period, balance, limit, people, onlyNewest }: ReportFacts): string {
  const named = people.slice(0, NAMED).map(({ name, total }) => `${name} ${formatDollars(total)}`);
  const rest = people.length - named.length;
  const all = [...named, ...(rest > 0 ? [`${rest} more in the table`] : [])].join(' · ');
  const cut =
    onlyNewest === null ? '' : `. The table holds the newest ${onlyNewest.toLocaleString('en-US')} charges.`;
  return `The team spent ${formatDollars(balance.posted)} in ${period}${aside(balance)}${room(balance, limit)}.${all === '' ? '' : ` ${all}`}${cut}`;
}

/** For people who do not see the chart. */
export function chartAltText(facts: ReportFacts): string {
  return `A bar chart by person and day. ${reportLine(facts)}`;
}

function aside({ held }: Balance): string {
  return held > 0 ? `; ${formatDollars(held)} set aside` : '';
}

function room({ posted, held }: Balance, limit: Micros | null): string {
  if (limit === null) return '; there is no cap on it';
  const left = subtract(limit, add(posted, held));
  const said =
    left < 0 ? `over by ${formatDollars(micros(-left))}, with a cap of` : `${formatDollars(left)} left of`;
  return `; ${said} ${formatDollars(limit)}`;
}
