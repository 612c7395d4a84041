import { Attachments } from '../parts/attachments.ts';
import { takesFile } from '../parts/file-kinds.ts';
import type { DiscordCommand, DiscordOption } from '../protocol/discord-state.ts';
import type { OptionEntries } from './discord-acts.ts';

const BOOLEAN = 5;
const NUMBERS = [4, 10];
export const ATTACHMENT = 11;

/** A slash command that a person is filling in. */
export class OpenCommand {
  readonly command: DiscordCommand;
  /** Where it is run: a channel or a thread. */
  readonly place: string;
  isSending = false;
  readonly #changed: () => void;
  readonly #files = new Map<string, Attachments>();
  readonly #added = new Set<string>();

  constructor(command: DiscordCommand, place: string, changed: () => void) {
    this.command = command;
    this.place = place;
    this.#changed = changed;
  }

  /** Required ones, the first that takes a file, and those the person added. */
  get shown(): readonly DiscordOption[] {
    const { options } = this.command;
    const first = options.find(({ type }) => type === ATTACHMENT);
    return options.filter((option) => option.required || option === first || this.#added.has(option.name));
  }

  get others(): readonly DiscordOption[] {
    return this.command.options.filter((option) => !this.shown.includes(option));
  }

  add(option: DiscordOption): void {
    this.#added.add(option.name);
    this.#changed();
  }

  files({ name, file_types }: DiscordOption): Attachments {
    const taking = { most: 1, accepts: (file: string) => takesFile(file, file_types ?? []) };
    const files = this.#files.get(name) ?? new Attachments(taking, this.#changed);
    this.#files.set(name, files);
    return files;
  }

  /** What is filled in. */
  entries(data: FormData): OptionEntries {
    return Object.fromEntries(
      this.shown.flatMap((option): [string, OptionEntries[string]][] => {
        if (option.type === ATTACHMENT)
          return this.files(option).files.map(({ id }) => [option.name, { file: id }]);
        const value = data.get(option.name);
        return typeof value === 'string' && value !== '' ? [[option.name, typed(option.type, value)]] : [];
      }),
    );
  }
}

function typed(type: number, value: string): string | number | boolean {
  if (type === BOOLEAN) return value === 'true';
  return NUMBERS.includes(type) ? Number(value) : value;
}
