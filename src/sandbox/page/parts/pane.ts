import type { Conversation } from '../protocol/conversation.ts';
import type { ShownFile } from '../protocol/file.ts';
import { bringFiles } from './composer.ts';
import type { Wanted } from './h.ts';
import { keepingPlace } from './keeping-place.ts';
import { PaneUi } from './pane-ui.ts';
import { Renderer } from './renderer.ts';

/** What a pane shares with the page around it. */
export interface Surroundings {
  /** The name of the person one is now. */
  readonly as: () => string;
  /** A clip and a picture that everybody has. */
  readonly atHand: readonly ShownFile[];
  /** Shows another channel. */
  readonly choosePlace: (id: string) => void;
}

const AT_END = 24;

/** What a pane consists of. */
export type Drawn = readonly (Wanted | string)[];

/** One platform's half of the page: draws its state, keeps the place one reads at. */
export class Pane<State extends Conversation> {
  readonly ui: PaneUi;
  readonly around: Surroundings;
  readonly #root: HTMLElement;
  readonly #renderer = new Renderer();
  readonly #draw: (state: State) => Drawn;
  #state: State | undefined;
  #toEnd = true;
  #isAtEnd = true;

  constructor(root: HTMLElement, around: Surroundings, draw: (state: State) => Drawn) {
    this.ui = new PaneUi(() => this.#render());
    this.around = around;
    this.#root = root;
    this.#draw = draw;
    root.addEventListener('scroll', () => this.#look(), { capture: true, passive: true });
    new ResizeObserver(() => this.#isAtEnd && this.#scrollToEnd()).observe(root);
    root.addEventListener('dragover', (event) => event.preventDefault());
    root.addEventListener('drop', (event) => {
      if (this.#state) bringFiles(event.dataTransfer, event, this.ui.draft(this.#state.place));
    });
  }

  get state(): State | undefined {
    return this.#state;
  }

  show(state: State): void {
    if (state.place !== this.#state?.place) this.#toEnd = true;
    this.#state = state;
    this.#render();
    if (this.#toEnd) this.#scrollToEnd();
    this.#toEnd = false;
  }

  /** What comes next is shown, wherever one reads now. */
  goToEnd(): void {
    this.#toEnd = true;
  }

  #render(): void {
    const state = this.#state;
    if (state) keepingPlace(this.#stream, () => this.#renderer.render(this.#root, this.#draw(state)));
  }

  #scrollToEnd(): void {
    this.#stream?.scrollTo({ top: this.#stream.scrollHeight });
  }

  /** Whoever reads at the end stays there when the pane changes its size. */
  #look(): void {
    const stream = this.#stream;
    if (stream) this.#isAtEnd = stream.scrollHeight - stream.scrollTop - stream.clientHeight < AT_END;
  }

  get #stream(): Element | null {
    return this.#root.querySelector('.stream');
  }
}
