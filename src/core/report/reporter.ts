import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Edit, Place } from '../edit/edit.ts';
import { writeChart } from '../media/chart.ts';
import type { MediaChildren } from '../media/child.ts';
import { accountsOf, capsOn } from '../money/budget.ts';
import { add, type Micros, ZERO } from '../money/micros.ts';
import { periodName } from '../money/periods.ts';
import type { RuleBook } from '../money/rule-book.ts';
import type { Catalogue } from '../providers/catalogue.ts';
import type { Charge, Store } from '../store/store.ts';
import { chartAltText, reportLine } from '../views/report-wording.ts';
import type { Screen } from '../views/screen.ts';
import { drawChart } from './chart.ts';
import { type Cell, csvOf, exactDollars } from './csv.ts';
import { legendsOf } from './legend.ts';
import { byPerson, daysOf, type PersonDays, type Reported } from './report-data.ts';

interface Parts {
  store: Pick<Store, 'balance' | 'spending' | 'charges'>;
  clock: Clock;
  rules: RuleBook;
  catalogue: Catalogue;
  media: MediaChildren;
  screenOf(place: Place): Pick<Screen, 'announce' | 'names'>;
}

/** How many people are told apart in a chart; the others are one. */
const TOLD_APART = 8;
/** Of the table; a spreadsheet opens them, and they fit into memory. */
export const MOST_ROWS = 20_000;
const DEADLINE_MS = 60_000;

/** Posts what a team spent in a day, a week or a month: as a picture by person and day, and as a table of every charge. */
export class Reporter {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Rejects with a ScreenError when the channel does not take it, with a MediaError when it cannot be drawn. */
  async post(place: Place, reported: Reported): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'recut-report-'));
    try {
      await this.#post(place, reported, folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #post(place: Place, reported: Reported, folder: string): Promise<void> {
    const { store, clock, rules, screenOf, media } = this.#parts;
    const now = clock.now();
    const team = await rules.at(place);
    const spender = { place, person: '' };
    const ofTeam = (scope: string, period: string) =>
      scope.startsWith('team:') && period.startsWith(`${reported}:`);
    const account = accountsOf(team, spender, now).find(({ scope, period }) => ofTeam(scope, period));
    if (!account) throw new Error('every team has an account for each period');
    const cap = capsOn(team, spender, now).find(({ scope, period }) => ofTeam(scope, period)) ?? null;
    const days = daysOf(reported, now, team.calendar);
    const [balance, spending, charges] = await Promise.all([
      store.balance(account),
      store.spending(
        place,
        days.map(({ key }) => key),
      ),
      store.charges(account, MOST_ROWS),
    ]);
    const people = byPerson(spending, days);
    const ids = [
      ...new Set([...people.map(({ person }) => person), ...charges.map(({ edit }) => edit.person)]),
    ];
    const names = await screenOf(place).names(place, ids);
    const legends = legendsOf(people.map(({ person }) => names.get(person) ?? null));
    const period = periodName(account.period);
    const said = {
      period,
      balance,
      limit: cap?.limit ?? null,
      onlyNewest: charges.length === MOST_ROWS ? MOST_ROWS : null,
      people: people.map(({ total }, index) => ({ name: legends[index]?.told ?? '', total })),
    };
    const chart = drawChart({
      title: `Spent in ${period}`,
      subtitle: reported === 'day' ? 'By person, each day' : 'By person, added up from day to day',
      days,
      people: toldApart(
        people,
        legends.map(({ drawn }) => drawn),
      ),
      isRunning: reported !== 'day',
      cap: cap && { amount: cap.limit, name: 'Cap' },
    });
    const name = `budget-${account.period.replace(/[^\d-]+/g, '')}`;
    const picture = join(folder, 'chart.png');
    const table = join(folder, 'table.csv');
    await writeChart(media, chart, picture, AbortSignal.timeout(DEADLINE_MS));
    await writeFile(table, csvOf(this.#rows(charges, names)));
    const files = [
      { path: picture, name: `${name}.png`, altText: chartAltText(said) },
      { path: table, name: `${name}.csv`, altText: '' },
    ].map(async (file) => ({ ...file, bytes: (await stat(file.path)).size, spoiler: false }));
    await screenOf(place).announce(place, {
      nonce: randomUUID().slice(0, 23),
      maybeSince: null,
      line: [reportLine(said)],
      files: await Promise.all(files),
    });
  }

  #rows(charges: readonly Charge[], names: ReadonlyMap<string, string>): Cell[][] {
    const header = ['booked at (UTC)', 'kind', 'dollars', 'person', 'person id', 'channel id'];
    const more = ['edit id', 'state', 'model', 'prompt'];
    return [
      [...header, ...more].map((own) => ({ own })),
      ...charges.map(({ at, kind, amount, edit }) => [
        { own: new Date(at).toISOString() },
        { own: kind },
        { own: exactDollars(amount) },
        { text: names.get(edit.person) ?? '' },
        { text: edit.person },
        ...this.#ofEdit(edit),
      ]),
    ];
  }

  #ofEdit({ id, place, state, wish }: Edit): Cell[] {
    const model = this.#parts.catalogue.get(wish.model)?.title ?? wish.model;
    return [{ text: place.channel }, { own: id }, { own: state }, { text: model }, { text: wish.prompt }];
  }
}

/** Those who spent most by their names, and all others as one. */
function toldApart(people: readonly PersonDays[], names: readonly string[]) {
  const first = people.slice(0, TOLD_APART).map(({ days }, index) => ({ name: names[index] ?? '', days }));
  const others = people.slice(TOLD_APART);
  if (others.length === 0) return first;
  const days = (others[0]?.days ?? []).map(
    (_, day): Micros => add(...others.map((person) => person.days[day] ?? ZERO)),
  );
  return [...first, { name: `${others.length} others`, days }];
}
