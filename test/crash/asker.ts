import type { ShownModal } from '../../src/sandbox/discord/person/answer.ts';
import type { View } from '../../src/sandbox/slack/views.ts';
import type { Prop } from '../journeys/stage.ts';
import type { Story } from '../journeys/story.ts';

export type Way = 'mention' | 'command' | 'shortcut';

/** Whoever asks for the edit, and does so again as people do when nothing comes of it. */
export interface Asker {
  /** Asks, or sends once more the form that is still open. */
  ask(): Promise<void>;
  /** Whether a form is open to which the platform shows no answer. */
  readonly hasForm: boolean;
  /** Whether the platform itself asks again. */
  readonly isRepeated: boolean;
}

const PROMPT = 'make it dusk';
const CHANNEL = 'campaign-x';

export function askerBy(way: Way, story: Story, clip: Prop): Asker {
  if (way === 'mention') return byMention(story, clip);
  return story.stage.name === 'Slack' ? inSlack(way, story, clip) : inDiscord(way, story, clip);
}

function byMention({ stage }: Story, clip: Prop): Asker {
  return {
    async ask() {
      await stage.ask({ text: PROMPT, files: [clip] });
    },
    hasForm: false,
    isRepeated: stage.redelivers,
  };
}

/** Both ways open the form. */
function inSlack(way: 'command' | 'shortcut', { house, stage }: Story, clip: Prop): Asker {
  const mara = house.sandbox.slack.person('Mara');
  let message: string | null = null;
  let form: View | null = null;
  const openForm = async () => {
    if (way === 'command') await mara.command('/edit', PROMPT, CHANNEL);
    else {
      message ??= await stage.say({ text: 'look at this', files: [clip] });
      await mara.messageShortcut('edit_video', message);
    }
    return mara.nextView().catch(() => null);
  };
  return {
    async ask() {
      form ??= await openForm();
      if (!form) return;
      const sent = await mara.submitView(
        form.id,
        way === 'command' ? { upload: [clip] } : { prompt: PROMPT },
      );
      if (sent.kind === 'closed') form = null;
    },
    get hasForm() {
      return form !== null;
    },
    isRepeated: false,
  };
}

/** The command brings everything along; the one of a message opens the form. */
function inDiscord(way: 'command' | 'shortcut', { house, stage }: Story, clip: Prop): Asker {
  const mara = house.sandbox.discord.person('Mara');
  let message: string | null = null;
  let form: ShownModal | null = null;
  const openForm = async () => {
    message ??= await stage.say({ text: 'look at this', files: [clip] });
    const answer = await mara.messageCommand('Edit this video', message);
    return answer.kind === 'modal' ? answer.modal : null;
  };
  return {
    async ask() {
      if (way === 'command') {
        await mara.slash('/edit', { prompt: PROMPT, video: clip }, CHANNEL);
        return;
      }
      form ??= await openForm();
      if (!form) return;
      const sent = await mara.submitModal(form, { prompt: PROMPT });
      if (sent.kind !== 'no_response') form = null;
    },
    get hasForm() {
      return form !== null;
    },
    isRepeated: false,
  };
}
