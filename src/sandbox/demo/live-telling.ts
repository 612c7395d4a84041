import type { Told } from '../transcript/told.ts';
import { drawGap, drawPart } from './drawn-message.ts';
import { isNamed, type Paper, type Telling, type ThreadTelling } from './telling.ts';

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';

/** Tells a story in a terminal that can be drawn over: a thread is shown as it changes, in place. */
export class LiveTelling implements Telling {
  readonly #paper: Paper;

  constructor(paper: Paper) {
    this.#paper = paper;
  }

  line(text = ''): void {
    this.#paper.write(`${text}\n`);
  }

  message(told: Told): void {
    for (const line of drawPart({ told, named: true, ...told }, 'channel', this.#width)) this.line(line);
  }

  thread(): ThreadTelling {
    let shown: readonly string[] = [];
    let all: readonly string[] = [];
    this.#paper.write(HIDE_CURSOR);
    return {
      show: (messages) => {
        all = this.#draw(messages);
        const next = all.slice(-this.#height);
        if (next.join('\n') === shown.join('\n')) return;
        this.#over(shown.length, next);
        shown = next;
      },
      end: () => {
        this.#over(shown.length, all);
        this.#paper.write(SHOW_CURSOR);
      },
    };
  }

  #draw(messages: readonly Told[]): string[] {
    return messages.flatMap((told, index) => {
      const named = isNamed(messages, index);
      const lines = drawPart({ told, named, ...told }, 'thread', this.#width);
      return named ? [drawGap('thread'), ...lines] : lines;
    });
  }

  /** Replaces the last lines of the terminal in one go, so that nothing flickers. */
  #over(count: number, lines: readonly string[]): void {
    const up = count > 0 ? `\u001b[${count}A` : '';
    this.#paper.write(`${up}\r\u001b[0J${lines.map((line) => `${line}\n`).join('')}`);
  }

  get #width(): number {
    return this.#paper.columns ?? 80;
  }

  /** What has scrolled away cannot be drawn over. */
  get #height(): number {
    return Math.max(3, (this.#paper.rows ?? 24) - 2);
  }
}
