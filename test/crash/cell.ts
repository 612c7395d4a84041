import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Edit, hasEnded } from '../../src/core/edit/edit.ts';
import { freePort } from '../free-port.ts';
import type { Prop, StageOf } from '../journeys/stage.ts';
import { Story } from '../journeys/story.ts';
import { askerBy } from './asker.ts';
import type { GuardName } from './guards.ts';
import { judge } from './judge.ts';
import { IT_DID_NOT, NEVER_LEFT, type Outcome } from './outcomes.ts';

/** One combination: the bot dies at this point of an edit that is to come to this, on this platform. */
export interface Cell {
  /** `name` or `name/detail`, with `#n` for the nth pass. */
  point: string;
  outcome: Outcome;
  platform: string;
  stageOf: StageOf;
  /** For a control: the bots, all of them, do without this guard. */
  without?: GuardName;
  /** How long nothing may go on before the story counts as stuck. */
  patienceMs?: number;
}

export interface Verdict {
  /** Whether the bot passed the point, and so died there. */
  reached: boolean;
  /** What is not as promised; nothing when all is well. */
  problems: readonly string[];
}

/** Every edit needs an approver, so that asking and deciding are on the way; the provider calls back, so that this is too. */
const SETTINGS = {
  TEAM_MONTHLY_CAP: '1000',
  APPROVE_ABOVE: '0.5',
  BEFORE_AFTER: 'no',
  // Hundreds of bots start: each reads what the first one compiled.
  NODE_COMPILE_CACHE: join(tmpdir(), 'recut-compiled'),
};
async function settings(more: Readonly<Record<string, string>> = {}) {
  const port = String(await freePort());
  return { ...SETTINGS, HTTP_PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}`, ...more };
}

const ARMED = '--conditions=failpoints';
const CUT = `--import=${new URL('./cut-guard.ts', import.meta.url).href}`;
const PATIENCE_MS = 300_000;
const LOOK_EVERY_MS = 150;
/** What a person waits before asking again when nothing at all happens. */
const SILENCE_MS = 4_000;
/** What a person waits for a form or an answer to a press. */
const PRESS_MS = 10_000;

/** Kills the bot at the point, starts it again, and goes on until nothing more happens. */
export async function play(cell: Cell, clip: Prop): Promise<Verdict> {
  const { point, outcome, stageOf, without, patienceMs = PATIENCE_MS } = cell;
  const broken = without ? { NODE_OPTIONS: CUT, CUT_GUARD: without } : {};
  const armed = { NODE_OPTIONS: without ? `${ARMED} ${CUT}` : ARMED, FAILPOINT: point };
  const story = await Story.open(stageOf, await settings(broken), { apart: true, first: armed });
  try {
    const { edit, deaths, wasSettled } = await toTheEnd(story, outcome, clip, patienceMs);
    const ending = wasSettled ? NEVER_LEFT : outcome;
    return { reached: deaths > 0, problems: await judge(story, edit, ending) };
  } catch (error) {
    return { reached: true, problems: [error instanceof Error ? error.message : String(error)] };
  } finally {
    await story.close();
  }
}

/** Plays it without dying; resolves with the points that were passed, in order. */
export async function scout(outcome: Outcome, stageOf: StageOf, clip: Prop): Promise<string[]> {
  const dir = await mkdtemp(join(tmpdir(), 'recut-passes-'));
  const passes = join(dir, 'passes');
  const armed = { NODE_OPTIONS: ARMED, FAILPOINT_PASSES: passes };
  const story = await Story.open(stageOf, await settings(), { apart: true, first: armed });
  try {
    const { edit } = await toTheEnd(story, outcome, clip, PATIENCE_MS);
    const problems = await judge(story, edit, outcome);
    if (problems.length > 0) throw new Error(`Without any crash: ${problems.join('; ')}`);
    return [...new Set((await readFile(passes, 'utf8')).trim().split('\n'))];
  } finally {
    await story.close();
    await rm(dir, { recursive: true });
  }
}

/** A person, an approver and whoever starts a dead bot again, until the edit rests. */
async function toTheEnd(
  story: Story,
  outcome: Outcome,
  clip: Prop,
  patienceMs: number,
): Promise<{ edit: Edit; deaths: number; wasSettled: boolean }> {
  const { house, stage } = story;
  const store = await house.store();
  const asker = askerBy(outcome.way, story, clip);
  outcome.arrange(story);
  await asker.ask();
  let deaths = 0;
  let startedAt = Date.now();
  let restedFor = 0;
  let wasSettled = false;
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(LOOK_EVERY_MS)) {
    if (!house.bot.isAlive) {
      deaths += 1;
      await house.startBot();
      startedAt = Date.now();
    }
    const [edit] = await store.edits(null, 1);
    const isLost = !edit && !asker.isRepeated && Date.now() - startedAt > SILENCE_MS;
    if (deaths > 0 && (asker.hasForm || isLost)) {
      await asker.ask();
      startedAt = Date.now();
    }
    const thread = edit?.place.thread ?? null;
    if (!edit || thread === null) continue;
    if (edit.state === 'awaiting_approval' && shows(story, thread, outcome.button)) {
      // It may die of this, or in the middle of it: then the approver presses again.
      await Promise.race([outcome.decide(story, thread).catch(() => undefined), sleep(PRESS_MS)]);
    }
    if (edit.state === 'unresolved' && shows(story, thread, IT_DID_NOT)) {
      // The approver looks at the provider's own page before saying so.
      wasSettled = house.sandbox.wavespeed.submissions === 0;
      if (wasSettled) {
        const said = stage.pressForReason(thread, IT_DID_NOT, 'it is not on their page', 'Dana');
        await Promise.race([said.catch(() => undefined), sleep(PRESS_MS)]);
      }
    }
    const rests = hasEnded(edit) && (await store.unprojected(edit.place.platform, 1)).length === 0;
    restedFor = rests ? restedFor + 1 : 0;
    if (restedFor > 2 && house.bot.isAlive) return { edit, deaths, wasSettled };
  }
  const left = await store.countByState();
  const said = stage.threads().map((thread) => story.said(thread));
  throw new Error(
    `It never came to rest after ${deaths} deaths: ${JSON.stringify(left)}, ${said.join('\n')}`,
  );
}

function shows(story: Story, thread: string, button: string): boolean {
  return story.stage.thread(thread).some(({ buttons }) => buttons.includes(button));
}
