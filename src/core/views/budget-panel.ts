import { capName } from '../money/budget.ts';
import type { Standing } from '../money/budget-keeper.ts';
import { add, formatDollars, type Micros, micros, subtract } from '../money/micros.ts';
import { type Bar, drawBar, type Panel } from './panel.ts';

export function budgetPanel(standings: readonly Standing[]): Panel {
  const bars = standings.flatMap(({ limit, ...standing }) =>
    limit === null ? [] : [capBar(standing, limit)],
  );
  return { title: 'Budget', parts: [{ kind: 'bars', bars }] };
}

function capBar({ balance: { posted, held }, ...account }: Omit<Standing, 'limit'>, limit: Micros): Bar {
  const left = subtract(limit, add(posted, held));
  const rest = left < 0 ? `over by ${formatDollars(micros(-left))},` : `${formatDollars(left)} left`;
  const aside = held > 0 ? ` · ${formatDollars(held)} set aside` : '';
  const share = (amount: Micros) => (limit > 0 ? amount / limit : 1);
  return {
    name: capName(account),
    drawn: drawBar(share(posted), share(held)),
    text: `${formatDollars(posted)} spent${aside} · ${rest} of ${formatDollars(limit)}`,
  };
}
