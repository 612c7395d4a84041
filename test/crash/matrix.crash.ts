import { afterAll, describe, expect, it } from 'vitest';
import { Props } from '../journeys/props.ts';
import { play } from './cell.ts';
import { OUTCOMES } from './outcomes.ts';
import { plan } from './plan.ts';
import { table } from './table.ts';

const props = await Props.open();
const clip = await props.clip('promo.mp4', { seconds: 3 });
const { cells, unreached } = await plan(clip);
const verdicts = new Map<string, 'ok' | 'broken' | 'passed by'>();

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
  it.each(cells.map((cell) => [nameOf(cell), cell] as const))('at %s', async (name, cell) => {
    const { reached, problems } = await play(cell, clip);
    verdicts.set(name, problems.length > 0 ? 'broken' : reached ? 'ok' : 'passed by');
    if (problems.length > 0) console.error(name, problems);
    expect(problems).toEqual([]);
  });
});

afterAll(async () => {
  await props.close();
  console.log(table(cells, unreached, OUTCOMES, (cell) => verdicts.get(nameOf(cell))));
});
