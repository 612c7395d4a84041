import { client } from '../client.ts';
import { Attachments } from '../parts/attachments.ts';
import { takesFile } from '../parts/file-kinds.ts';
import type { DiscordField, DiscordFileUpload, DiscordModal } from '../protocol/discord-modal.ts';

type Values = Record<string, string | boolean | string[] | { files: string[] }>;

/** A form on the person's screen, with what they have put into it. */
export class OpenModal {
  readonly modal: DiscordModal;
  problem = '';
  isBusy = false;
  readonly #changed: () => void;
  readonly #files = new Map<string, Attachments>();

  constructor(modal: DiscordModal, changed: () => void) {
    this.modal = modal;
    this.#changed = changed;
  }

  /** The files in a field. */
  files({ custom_id: id, max_values, file_types }: DiscordFileUpload): Attachments {
    const taking = { most: max_values ?? 1, accepts: (name: string) => takesFile(name, file_types ?? []) };
    const files = this.#files.get(id) ?? new Attachments(taking, this.#changed);
    this.#files.set(id, files);
    return files;
  }

  /** @returns what came next when the form was taken: another form, or nothing; undefined when it stays open */
  async submit(as: string, form: HTMLFormElement): Promise<{ modal: DiscordModal | null } | undefined> {
    const values = this.#values(new FormData(form));
    this.isBusy = true;
    this.#changed();
    const answer = await client.act('/discord/modals', { as, modal: this.modal.id, values });
    this.isBusy = false;
    this.problem = answer.ok ? (answer.notice ?? '') : answer.problem;
    this.#changed();
    return this.problem === '' && answer.ok ? { modal: answer.modal ?? null } : undefined;
  }

  #values(data: FormData): Values {
    return Object.fromEntries(
      fieldsOf(this.modal).map((field) => [field.custom_id, this.#value(field, data)]),
    );
  }

  #value(field: DiscordField, data: FormData): Values[string] {
    const given = data.getAll(field.custom_id).filter((value) => typeof value === 'string');
    switch (field.type) {
      case 4:
        return given[0] ?? '';
      case 19:
        return { files: this.files(field).files.map(({ id }) => id) };
      case 23:
        return given.length > 0;
      default:
        return given.filter((value) => value !== '');
    }
  }
}

/** Everything that is filled in. */
function fieldsOf({ components }: DiscordModal): DiscordField[] {
  return components.flatMap((part): DiscordField[] => {
    if (part.type === 18) return [part.component];
    return part.type === 1 ? [...part.components] : [];
  });
}
