import { FAILPOINTS } from '../../src/core/failpoints/names.ts';
import type { Prop } from '../journeys/stage.ts';
import { STAGES } from '../journeys/story.ts';
import { type Cell, scout } from './cell.ts';
import { OUTCOMES } from './outcomes.ts';

/** Where an edit that is not asked for by a mention goes ways of its own. */
const AT_THE_DOOR = /^(accept|ack|thread)\./;

export interface Plan {
  cells: readonly Cell[];
  /** Combinations whose point is never passed: a declined edit, for one, is never submitted. */
  unreached: readonly Omit<Cell, 'stageOf'>[];
}

/**
 * Every point that any story passes × every outcome × every platform, as scouts find them: so the plan follows the code.
 * What is asked for in another way goes on as a mention does, so only its beginning is told apart.
 */
export async function plan(clip: Prop): Promise<Plan> {
  const scouted = (await Promise.all(STAGES.map((stage) => scoutStage(stage, clip)))).flat();
  const seen = new Set(scouted.flatMap(({ passed }) => [...passed]));
  const never = FAILPOINTS.filter((name) => ![...seen].some((point) => point.split('/')[0] === name));
  const all = [...seen, ...never]
    .sort()
    .flatMap((point) => scouted.map((each) => ({ point, ...each })))
    .filter(({ point, outcome }) => outcome.way === 'mention' || AT_THE_DOOR.test(point));
  const isReached = ({ point, passed }: (typeof all)[number]) => passed.has(point);
  return {
    cells: all.filter(isReached),
    unreached: all.filter((each) => !isReached(each)),
  };
}

/** One scout after the other: bots that all start at once would keep each other waiting. */
async function scoutStage([platform, stageOf]: (typeof STAGES)[number], clip: Prop) {
  const scouted = [];
  for (const outcome of OUTCOMES) {
    const passed = new Set(await scout(outcome, stageOf, clip));
    scouted.push({ platform, stageOf, outcome, passed });
  }
  return scouted;
}
