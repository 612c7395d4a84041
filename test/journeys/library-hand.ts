import { setTimeout } from 'node:timers/promises';
import { fromDiscord } from '../../src/sandbox/transcript/from-discord.ts';
import type { House } from './house.ts';
import { until } from './house.ts';
import type { Prop, Stage } from './stage.ts';

interface ToSave {
  name: string;
  kind: 'image' | 'element';
  front: Prop;
  views?: readonly Prop[];
}

/** How people use `/edit-library` on a platform. */
export interface LibraryHand {
  /** Types the command; resolves once the person reads this, which nobody else does. */
  reads(text: string, said: string, by?: string): Promise<void>;
  /** Types the command until what is saved under this name is listed. */
  finds(name: string): Promise<void>;
  /** Resolves once Mara sees what is saved: Discord brings pictures, a private message of Slack's cannot. */
  sees(): Promise<void>;
  /**
   * Saves pictures: by options in Discord, by the form in Slack. Resolves once Mara reads this, or with `late` when she is
   * told that it takes longer than a form may be waited for.
   */
  save(wanted: ToSave, said: string): Promise<'late' | undefined>;
}

export function libraryHand(stage: Stage, house: House): LibraryHand {
  return stage.name === 'Slack' ? inSlack(house) : inDiscord(house);
}

function inSlack({ sandbox: { slack } }: House): LibraryHand {
  const readBy = async (by: string, said: string) =>
    until(`${by} reads: ${said}`, () =>
      slack.person(by).ephemerals.some(({ text, blocks }) => allText(text, blocks).includes(said)),
    );
  return {
    async reads(text, said, by = 'Mara') {
      await slack.person(by).command('/edit-library', text, 'campaign-x');
      await readBy(by, said);
    },
    async finds(name) {
      await until(`@${name} is listed`, async () => {
        await slack.person('Mara').command('/edit-library', '', 'campaign-x');
        await setTimeout(500);
        return slack
          .person('Mara')
          .ephemerals.some(({ text, blocks }) => allText(text, blocks).includes(`@${name}`));
      });
    },
    sees: async () => {},
    async save({ name, kind, front, views = [] }, said) {
      const mara = slack.person('Mara');
      await mara.command('/edit-library', `add ${name}`, 'campaign-x');
      const view = await mara.nextView();
      const sent = await mara.submitView(view.id, {
        kind,
        front: [front],
        ...(views.length > 0 && { views: [...views] }),
      });
      if (JSON.stringify(sent).includes('are still on their way')) return 'late';
      if (sent.kind === 'closed') await readBy('Mara', said);
      else if (!JSON.stringify(sent).includes(said)) throw new Error(`Said was: ${JSON.stringify(sent)}`);
      return undefined;
    },
  };
}

function inDiscord({ sandbox: { discord } }: House): LibraryHand {
  const readBy = async (by: string, said: string) =>
    until(`${by} reads: ${said}`, () =>
      discord
        .person(by)
        .ephemerals()
        .some((each) => fromDiscord(each, discord).lines.join('\n').includes(said)),
    );
  return {
    async reads(text, said, by = 'Mara') {
      await discord.person(by).slash('/edit-library', optionsOf(text), 'campaign-x');
      await readBy(by, said);
    },
    async finds(name) {
      await discord.person('Mara').slash('/edit-library', {}, 'campaign-x');
      await readBy('Mara', `@${name}`);
    },
    async sees() {
      await until('Mara sees what is saved', () =>
        discord
          .person('Mara')
          .ephemerals()
          .some((each) => fromDiscord(each, discord).files.some(({ name }) => name === 'library.jpg')),
      );
    },
    async save({ name, kind, front, views = [] }, said) {
      const pictures = Object.fromEntries(views.map((view, index) => [`view${index + 1}`, view]));
      const options = { add: name, as: kind, front, ...pictures };
      await discord.person('Mara').slash('/edit-library', options, 'campaign-x');
      await readBy('Mara', said);
      return undefined;
    },
  };
}

/** "rename mascot to hero" as options. */
function optionsOf(text: string): Record<string, string> {
  const words = text.split(' ').filter((word) => word !== '');
  const pairs = Array.from({ length: words.length / 2 }, (_, index) => words.slice(index * 2, index * 2 + 2));
  return Object.fromEntries(pairs.map(([name = '', value = '']) => [name, value]));
}

/** All that stands in a message, with people as Slack names them. */
function allText(text: string, blocks: readonly unknown[]): string {
  const pieces: string[] = [text];
  JSON.stringify(blocks, (key, value: unknown) => {
    if (key === 'text' && typeof value === 'string') pieces.push(value);
    return value;
  });
  return pieces.join('');
}
