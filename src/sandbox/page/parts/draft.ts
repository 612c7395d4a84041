import { Attachments } from './attachments.ts';

/** As many files as both platforms take with a message. */
const MOST_FILES = 10;

/** What a person is writing, in a channel or in a thread. */
export class Draft {
  readonly attachments: Attachments;
  isMenuOpen = false;
  isSending = false;
  #text = '';
  #field: HTMLTextAreaElement | undefined;

  constructor(changed: () => void) {
    this.attachments = new Attachments({ most: MOST_FILES, accepts: () => true }, changed);
  }

  get text(): string {
    return this.#text;
  }

  get isEmpty(): boolean {
    return this.#text.trim() === '' && this.attachments.files.length === 0;
  }

  /** The field that is typed in, once it is in the page. */
  attach(field: HTMLElement): void {
    if (!(field instanceof HTMLTextAreaElement)) return;
    this.#field = field;
    field.value = this.#text;
    this.#grow();
  }

  typed(text: string): void {
    this.#text = text;
    this.#grow();
  }

  write(text: string): void {
    this.#text = text;
    if (this.#field) this.#field.value = text;
    this.#grow();
    this.#field?.focus();
  }

  focus(): void {
    this.#field?.focus();
  }

  clear(): void {
    this.#text = '';
    if (this.#field) this.#field.value = '';
    this.#grow();
    this.attachments.clear();
  }

  /** As high as its text, within what the style allows. */
  #grow(): void {
    if (!this.#field) return;
    this.#field.style.height = 'auto';
    this.#field.style.height = `${this.#field.scrollHeight}px`;
  }
}
