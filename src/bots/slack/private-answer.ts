import type { ModalView, WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { PressAnswer } from '../../core/desk.ts';
import type { Form } from '../../core/views/form.ts';
import { within } from './deadline.ts';
import { type DeskMemo, deskForm } from './desk-form.ts';
import type { FormOpener } from './form-opener.ts';
import { type Opening, openView } from './open-view.ts';
import { renderPanel } from './panel.ts';
import { renderLine } from './render.ts';
import type { Rendered } from './rendered.ts';
import { asked } from './slack-refusal.ts';
import type { UserGroups } from './user-groups.ts';

/** A `trigger_id` lives 3 s; a form without the user groups still works. */
const GROUPS_MS = 1_200;

export interface PrivateAnswerParts {
  forms: FormOpener;
  groups: UserGroups;
  web: WebClient;
  logger: Logger;
}

/** What a person did, and where its answer is shown to them alone. */
export interface Asked extends Opening {
  channel: string;
  /** Of the message with the button; null for commands. */
  thread: string | null;
  /** The `response_url` of a command or of a panel's button; null where everybody sees the button. */
  answerAt: string | null;
}

/** Shows a person what the desk answers. */
export class PrivateAnswers {
  readonly #parts: PrivateAnswerParts;

  constructor(parts: PrivateAnswerParts) {
    this.#parts = parts;
  }

  async show(answer: PressAnswer, by: Asked): Promise<void> {
    switch (answer.kind) {
      case 'done':
        return;
      case 'note':
        return this.#tell(renderLine(answer.line), by, { inPlace: false });
      case 'panel':
        return this.#tell(renderPanel(answer.panel), by, { inPlace: true });
      case 'ask':
      case 'problems':
        return this.#open(await this.view(answer.form, by), by);
      case 'form': {
        const { clip: source, ...chosen } = answer.chosen;
        const clip = { kind: 'given' as const, source };
        const { channel, thread } = by;
        return this.#parts.forms.open(by, {
          channel,
          thread,
          message: null,
          prompt: answer.prompt,
          clip,
          chosen,
        });
      }
    }
  }

  /** The modal of a form, with the user groups to choose from where it has people. */
  async view(form: Form, at: Pick<DeskMemo, 'channel' | 'answerAt'>): Promise<ModalView> {
    const hasPeople = form.fields.some(({ kind }) => kind === 'people');
    return deskForm(form, at, hasPeople ? await this.#groups() : []);
  }

  async #groups() {
    const { groups, logger } = this.#parts;
    const all = groups.all().catch((error: unknown) => {
      logger.warn({ err: error }, 'the user groups could not be listed');
      return null;
    });
    const listed = await within(GROUPS_MS, all);
    return listed === 'late' ? null : listed;
  }

  async #open(view: ModalView, by: Asked): Promise<void> {
    await openView(by, view, this.#parts);
  }

  /** A command may be used where the bot is not, so it is answered where Slack says. */
  async #tell({ text, blocks }: Rendered, by: Asked, { inPlace }: { inPlace: boolean }): Promise<void> {
    if (by.answerAt !== null) {
      await by.respond({ response_type: 'ephemeral', replace_original: inPlace, text, blocks });
      return;
    }
    const { channel, person: user, thread } = by;
    const place = thread === null ? {} : { thread_ts: thread };
    await asked(
      'chat.postEphemeral',
      this.#parts.web.chat.postEphemeral({ channel, user, text, blocks, ...place }),
    );
  }
}
