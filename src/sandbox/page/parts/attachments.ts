import { client } from '../client.ts';
import type { ShownFile } from '../protocol/file.ts';

/** Which files are taken: so many, and those that the rule accepts. */
export interface Taking {
  readonly most: number;
  readonly accepts: (name: string) => boolean;
}

/** Files that a person is about to send, in a message or in a field of a form. */
export class Attachments {
  readonly #taking: Taking;
  readonly #changed: () => void;
  #files: readonly ShownFile[] = [];
  /** Names of files on their way. */
  #coming: readonly string[] = [];
  #problem = '';

  /** @param changed called after every change, to draw it */
  constructor(taking: Taking, changed: () => void) {
    this.#taking = taking;
    this.#changed = changed;
  }

  get files(): readonly ShownFile[] {
    return this.#files;
  }

  get coming(): readonly string[] {
    return this.#coming;
  }

  /** Why the last one was not taken; empty when it was. */
  get problem(): string {
    return this.#problem;
  }

  get hasRoom(): boolean {
    return this.#files.length + this.#coming.length < this.#taking.most;
  }

  accepts(name: string): boolean {
    return this.#taking.accepts(name);
  }

  add(file: ShownFile): void {
    this.#problem = this.#refusal(file.name);
    if (this.#problem === '') this.#files = [...this.#files, file];
    this.#changed();
  }

  remove(file: ShownFile): void {
    const index = this.#files.indexOf(file);
    this.#files = this.#files.filter((_, place) => place !== index);
    this.#problem = '';
    this.#changed();
  }

  clear(): void {
    this.#files = [];
    this.#problem = '';
  }

  /** Takes files from the person's disk, one after the other. */
  async bring(chosen: Iterable<File>): Promise<void> {
    for (const file of chosen) {
      this.#problem = this.#refusal(file.name);
      if (this.#problem !== '') break;
      this.#coming = [...this.#coming, file.name];
      this.#changed();
      const got = await client.upload(file);
      this.#coming = this.#coming.slice(1);
      if ('file' in got) this.#files = [...this.#files, got.file];
      else this.#problem = got.problem;
    }
    this.#changed();
  }

  #refusal(name: string): string {
    if (!this.#taking.accepts(name)) return `${name} is not of a kind that is taken here.`;
    const { most } = this.#taking;
    return this.hasRoom ? '' : `No more than ${most} ${most === 1 ? 'file' : 'files'} can go here.`;
  }
}
