import { client } from '../client.ts';
import type { Draft } from '../parts/draft.ts';
import type { Pane } from '../parts/pane.ts';
import type { ShownFile } from '../protocol/file.ts';
import type { SlackState } from '../protocol/slack-state.ts';

/** What one does in Slack, as the person one is. What does not work is said in the pane. */
export class SlackActs {
  readonly #pane: Pane<SlackState>;

  constructor(pane: Pane<SlackState>) {
    this.#pane = pane;
  }

  /** Sends what is being written: a message, or a command. */
  async send(draft: Draft, thread?: string): Promise<void> {
    const text = draft.text.trim();
    const [command = ''] = text.split(/\s/, 1);
    if (command.startsWith('/') && thread !== undefined)
      return this.#pane.ui.note('Slack takes no commands in threads.');
    draft.isSending = true;
    const done = command.startsWith('/')
      ? await this.command(command, text.slice(command.length).trim())
      : await this.post(text, draft.attachments.files, thread);
    draft.isSending = false;
    if (done) draft.clear();
    this.#pane.ui.redraw();
  }

  post(text: string, files: readonly ShownFile[], thread?: string): Promise<boolean> {
    if (thread === undefined) this.#pane.goToEnd();
    return this.#act('/slack/messages', {
      place: this.#place,
      text,
      files: files.map(({ id }) => id),
      ...(thread === undefined ? {} : { thread }),
    });
  }

  async command(command: string, text: string): Promise<boolean> {
    const known = this.#pane.state?.commands.some((one) => one.command === command);
    if (known) return this.#act('/slack/commands', { place: this.#place, command, text });
    this.#pane.ui.note(`${command} is not a valid command here. There is /edit.`);
    return false;
  }

  press(ts: string, actionId: string, blockId?: string, entry?: string | readonly string[]): void {
    void this.#act('/slack/presses', { ts, actionId, blockId, entry });
  }

  pressInView(view: string, actionId: string, blockId?: string, entry?: string | readonly string[]): void {
    void this.#act('/slack/views/presses', { view, actionId, blockId, entry });
  }

  shortcut(ts: string, shortcut: string): void {
    void this.#act('/slack/shortcuts', { ts, shortcut });
  }

  closeView(view: string): void {
    void this.#act('/slack/views/closings', { view });
  }

  get #place(): string {
    return this.#pane.state?.place ?? '';
  }

  async #act(path: string, asked: object): Promise<boolean> {
    const answer = await client.act(path, { as: this.#pane.around.as(), ...asked });
    this.#pane.ui.note(answer.ok ? (answer.notice ?? '') : answer.problem);
    return answer.ok;
  }
}
