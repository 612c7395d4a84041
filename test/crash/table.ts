import { STAGES } from '../journeys/story.ts';
import type { Cell } from './cell.ts';
import type { Seen } from './kept.ts';
import type { Outcome } from './outcomes.ts';

type Combination = Pick<Cell, 'point' | 'outcome' | 'platform'>;

const SIGNS: Readonly<Record<Seen, string>> = { ok: '✓', broken: '✗', 'passed by': '·' };

/** The matrix as it is printed: a row per point, a column per outcome and platform, and what it comes to. */
export function table(
  cells: readonly Combination[],
  unreached: readonly Combination[],
  outcomes: readonly Outcome[],
  verdictOf: (cell: Combination) => Seen | undefined,
): string {
  const columns = STAGES.flatMap(([platform]) => outcomes.map((outcome) => ({ platform, outcome })));
  const points = [...new Set([...cells, ...unreached].map(({ point }) => point))];
  const nameOf = ({ point, platform, outcome }: Combination) => `${point} ${platform} ${outcome.name}`;
  const isCell = new Set(cells.map(nameOf));
  const isUnreached = new Set(unreached.map(nameOf));
  const sign = (cell: Combination) => {
    if (isUnreached.has(nameOf(cell))) return '–';
    if (!isCell.has(nameOf(cell))) return '';
    const verdict = verdictOf(cell);
    return verdict ? SIGNS[verdict] : '?';
  };
  const head = columns.map(({ platform, outcome }) => `${platform.slice(0, 1)}:${outcome.name}`);
  const rows = points.map((point) => [
    point.padEnd(34),
    ...columns.map((column, index) => sign({ point, ...column }).padEnd((head[index]?.length ?? 0) + 1)),
  ]);
  const count = (wanted: Seen) => cells.filter((cell) => verdictOf(cell) === wanted).length;
  return [
    [' '.repeat(34), ...head.map((name) => `${name} `)].join(''),
    ...rows.map((row) => row.join('')),
    `${points.length} points, ${outcomes.length} stories and ${STAGES.length} platforms are ${cells.length + unreached.length} combinations:`,
    `${count('ok')} killed and whole again (✓), ${count('broken')} broken (✗), ${count('passed by')} that another timing passed by (·), ${unreached.length} whose point is never reached (–)`,
  ].join('\n');
}
