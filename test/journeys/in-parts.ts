import { MediaChildren } from '../../src/core/media/child.ts';
import { probe } from '../../src/core/media/probe.ts';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import type { Story } from './story.ts';

/** The button that has a clip edited in parts: how many, and for how much. */
export const WHOLE = /^Whole clip in (\d+) parts · (\$[\d.]+)$/;

/** Stories about other things than pictures. */
export const SETTINGS = { TEAM_MONTHLY_CAP: '1000', APPROVE_ABOVE: '100', BEFORE_AFTER: 'no' };

export const factsOf = (path: string) =>
  probe(new MediaChildren({ atOnce: 1 }), path, new AbortController().signal);

/** Asks for a long clip to be edited; resolves with the button that has it edited in parts. */
export async function offeredInParts(story: Story, text: string, ...files: Prop[]) {
  const thread = await story.stage.mention({ text, files });
  const label = await until('it can be edited in parts', () =>
    story.stage
      .thread(thread)
      .flatMap(({ buttons }) => buttons)
      .find((each) => WHOLE.test(each)),
  );
  return { thread, label };
}
