import { client } from '../client.ts';
import type { Draft } from '../parts/draft.ts';
import type { Pane } from '../parts/pane.ts';
import type { DiscordModal } from '../protocol/discord-modal.ts';
import type { DiscordState } from '../protocol/discord-state.ts';
import type { ShownFile } from '../protocol/file.ts';

/** What is put into a command's options: text, switches, files by their ids. */
export type OptionEntries = Record<string, string | number | boolean | { file: string }>;

/** What one does in Discord, as the person one is. What does not work is said in the pane. */
export class DiscordActs {
  readonly #pane: Pane<DiscordState>;
  readonly #opened: (modal: DiscordModal) => void;

  /** @param opened called with the form that something opened */
  constructor(pane: Pane<DiscordState>, opened: (modal: DiscordModal) => void) {
    this.#pane = pane;
    this.#opened = opened;
  }

  /** Sends what is being written, in the channel or in a thread. */
  async send(draft: Draft, place: string, replyTo?: string): Promise<boolean> {
    draft.isSending = true;
    const done = await this.post(draft.text.trim(), draft.attachments.files, place, replyTo);
    draft.isSending = false;
    if (done) draft.clear();
    this.#pane.ui.redraw();
    return done;
  }

  post(text: string, files: readonly ShownFile[], place = this.#place, replyTo?: string): Promise<boolean> {
    if (place === this.#place) this.#pane.goToEnd();
    const reply = replyTo === undefined ? {} : { replyTo };
    return this.#act('/discord/messages', { place, text, files: files.map(({ id }) => id), ...reply });
  }

  command(name: string, options: OptionEntries, place = this.#place): Promise<boolean> {
    if (place === this.#place) this.#pane.goToEnd();
    return this.#act('/discord/commands', { place, name, options });
  }

  messageCommand(message: string, name: string): void {
    void this.#act('/discord/message-commands', { message, name });
  }

  press(message: string, button: string): void {
    void this.#act('/discord/presses', { message, button });
  }

  select(message: string, select: string, values: readonly string[]): void {
    void this.#act('/discord/selections', { message, select, values });
  }

  get #place(): string {
    return this.#pane.state?.place ?? '';
  }

  async #act(path: string, asked: object): Promise<boolean> {
    const answer = await client.act(path, { as: this.#pane.around.as(), ...asked });
    if (answer.ok && answer.modal) this.#opened(answer.modal);
    this.#pane.ui.note(answer.ok ? (answer.notice ?? '') : answer.problem);
    return answer.ok;
  }
}
