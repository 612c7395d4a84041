import { client } from '../client.ts';
import { Attachments } from '../parts/attachments.ts';
import { takesFile } from '../parts/file-kinds.ts';
import type { SlackInput } from '../protocol/slack-block.ts';
import type { SlackView } from '../protocol/slack-state.ts';
import { entriesOf } from './form-entries.ts';

/** As many files as a field takes that does not say how many. */
const MOST_FILES = 10;

/** What a person has put into the modal that is open, and what came of submitting it. */
export class OpenForm {
  errors: Readonly<Record<string, string>> = {};
  problem = '';
  isBusy = false;
  readonly viewId: string;
  readonly #changed: () => void;
  readonly #files = new Map<string, Attachments>();

  constructor(viewId: string, changed: () => void) {
    this.viewId = viewId;
    this.#changed = changed;
  }

  /** The files in a field. */
  files({ block_id: block, element }: SlackInput): Attachments {
    const { filetypes = [], max_files: most = MOST_FILES } = element;
    const taking = { most, accepts: (name: string) => takesFile(name, filetypes) };
    const files = this.#files.get(block) ?? new Attachments(taking, this.#changed);
    this.#files.set(block, files);
    return files;
  }

  async submit(as: string, view: SlackView, form: HTMLFormElement): Promise<void> {
    const entries = entriesOf(view, new FormData(form), (input) => this.files(input).files);
    this.isBusy = true;
    this.#changed();
    const answer = await client.act('/slack/views/submissions', { as, view: view.id, entries });
    this.isBusy = false;
    this.errors = (answer.ok && answer.errors) || {};
    this.problem = answer.ok ? (answer.notice ?? '') : answer.problem;
    this.#changed();
    form.querySelector<HTMLElement>('.wrong input, .wrong textarea, .wrong select, .wrong button')?.focus();
  }
}
