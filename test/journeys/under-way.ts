import { until } from './house.ts';
import type { Prop } from './stage.ts';
import type { Story } from './story.ts';

/** An edit in each of these stories, on which the provider works. */
export async function underWayIn(
  stories: readonly Story[],
  clip: Prop,
): Promise<{ story: Story; thread: string }[]> {
  return Promise.all(
    stories.map(async (story) => {
      const text = `make it dusk in ${story.stage.name}`;
      const thread = await story.stage.mention({ text, files: [clip] });
      await until('the provider works', () => story.submissions(text) === 1);
      return { story, thread };
    }),
  );
}
