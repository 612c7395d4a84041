import { Draft } from './draft.ts';

/** What a pane knows beyond the conversation: what is open, what is being written. */
export class PaneUi {
  readonly #changed: () => void;
  readonly #drafts = new Map<string, Draft>();
  readonly #folded = new Set<string>();
  readonly #replying = new Set<string>();
  #openMenu = '';
  #notice = '';

  /** @param changed draws the pane again */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** For one person, such as that a button did not work. Stays until the next thing is done. */
  get notice(): string {
    return this.#notice;
  }

  note(notice: string): void {
    this.#notice = notice;
    this.#changed();
  }

  /** What is being written in a channel or a thread. */
  draft(place: string): Draft {
    const draft = this.#drafts.get(place) ?? new Draft(this.#changed);
    this.#drafts.set(place, draft);
    return draft;
  }

  /** At most one menu is open. */
  menu(id: string): { isOpen: boolean; toggle: (open: boolean) => void } {
    const toggle = (open: boolean) => {
      this.#openMenu = open ? id : '';
      this.#changed();
    };
    return { isOpen: this.#openMenu === id, toggle };
  }

  isFolded(thread: string): boolean {
    return this.#folded.has(thread);
  }

  fold(thread: string, folded: boolean): void {
    if (folded) this.#folded.add(thread);
    else this.#folded.delete(thread);
    this.#changed();
  }

  isReplying(thread: string): boolean {
    return this.#replying.has(thread);
  }

  /** Opens the field for a reply. */
  reply(thread: string): void {
    this.#replying.add(thread);
    this.#folded.delete(thread);
    this.#changed();
    this.draft(thread).focus();
  }

  redraw(): void {
    this.#changed();
  }
}
