import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discordStage } from '../journeys/discord-stage.ts';
import { Props } from '../journeys/props.ts';
import { slackStage } from '../journeys/slack-stage.ts';
import type { Prop, StageOf } from '../journeys/stage.ts';
import { play } from './cell.ts';
import type { GuardName } from './guards.ts';
import { OUTCOMES, type Outcome } from './outcomes.ts';

/** Some of the matrix, where most is at stake; `npm run test:crash` plays all of it. */
const PART: readonly [string, Outcome['name'], string, StageOf][] = [
  ['accept.before', 'delivered', 'Discord', discordStage],
  ['accept.within', 'declined', 'Slack', slackStage],
  ['commit.within/approved', 'delivered', 'Slack', slackStage],
  ['submit.sent', 'delivered', 'Discord', discordStage],
  ['submit.answered', 'failed', 'Slack', slackStage],
  ['commit.after/ambiguous', 'ambiguous', 'Discord', discordStage],
  ['commit.within/take_fetched', 'delivered', 'Discord', discordStage],
  ['post.after/take', 'delivered', 'Slack', slackStage],
];

/** Where each guard is needed. What cannot be seen at once is given up soon. */
const NEEDED: readonly [GuardName, string][] = [
  ['an attempt without an answer is not sent again', 'submit.sent'],
  ['an attempt is written down before it leaves', 'submit.answered'],
  ['an event is taken in once', 'ack.before/event'],
  ['an event is durable before it is acknowledged', 'accept.before'],
  ['a message that may be there is looked for', 'post.after/status'],
];
const SOON_MS = 60_000;

describe.concurrent('a bot that dies', { timeout: 900_000 }, () => {
  let props: Props;
  let clip: Prop;

  beforeAll(async () => {
    props = await Props.open();
    clip = await props.clip('promo.mp4', { seconds: 3 });
  });
  afterAll(() => props?.close());

  it.each(PART)(
    'at %s of an edit that is %s in %s is whole again',
    async (point, name, platform, stageOf) => {
      const outcome = outcomeCalled(name);
      expect(await play({ point, outcome, platform, stageOf }, clip)).toEqual({
        reached: true,
        problems: [],
      });
    },
  );

  it.each(NEEDED)('(control) breaks its word when it does without: %s', async (without, point) => {
    const outcome = outcomeCalled('delivered');
    const broken = { point, outcome, platform: 'Slack', stageOf: slackStage, without, patienceMs: SOON_MS };
    const { reached, problems } = await play(broken, clip);
    expect(reached).toBe(true);
    expect(problems).not.toEqual([]);
  });
});

function outcomeCalled(wanted: Outcome['name']): Outcome {
  const found = OUTCOMES.find(({ name }) => name === wanted);
  if (!found) throw new Error(`There is no outcome ${wanted}`);
  return found;
}
