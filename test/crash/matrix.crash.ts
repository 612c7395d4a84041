import { afterAll, describe, expect, it } from 'vitest';
import { Props } from '../journeys/props.ts';
import { play } from './cell.ts';
import { kept } from './kept.ts';
import { OUTCOMES } from './outcomes.ts';
import { plan } from './plan.ts';
import { table } from './table.ts';

const props = await Props.open();
const clip = await props.clip('promo.mp4', { seconds: 3 });
const { cells, unreached } = await plan(clip);
const verdicts = kept(process.env['CRASH_KEEP']);

const nameOf = ({
  point,
  outcome,
  platform,
}: {
  point: string;
  outcome: { name: string };
  platform: string;
}) => `${point} · ${outcome.name} · ${platform}`;

describe.concurrent('killed', { timeout: 900_000 }, () => {
  const left = cells.filter((cell) => verdicts.of(nameOf(cell)) !== 'ok');
  it.each(left.map((cell) => [nameOf(cell), cell] as const))('at %s', async (name, cell) => {
    const { reached, problems } = await play(cell, clip);
    verdicts.add(name, problems.length > 0 ? 'broken' : reached ? 'ok' : 'passed by', problems);
    if (problems.length > 0) console.error(name, problems);
    expect(problems).toEqual([]);
  });
});

afterAll(async () => {
  await props.close();
  console.log(table(cells, unreached, OUTCOMES, (cell) => verdicts.of(nameOf(cell))));
});
