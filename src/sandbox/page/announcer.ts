import type { AnyMessage } from './protocol/conversation.ts';

/** A line counts as the same when only its figures move. */
const FIGURES = /[\d:.,]+/g;

/** Tells those who listen instead of looking what the bot says: each line once, as it comes. */
export class Announcer {
  readonly #region: HTMLElement;
  readonly #known = new Set<string>();
  #isFirst = true;

  /** @param region an element with `aria-live` */
  constructor(region: HTMLElement) {
    this.#region = region;
  }

  /** @param messages by their ids */
  hear(messages: ReadonlyMap<string, AnyMessage>): void {
    const news = [...messages].flatMap(([id, { author, lines }]) =>
      lines.filter((line) => this.#isNew(`${id} ${line.replace(FIGURES, '#')}`) && author.isBot),
    );
    if (news.length > 0 && !this.#isFirst) this.#region.textContent = `Recut: ${news.join('. ')}`;
    this.#isFirst = false;
  }

  /** What comes next is not news: another channel, or another person. */
  restart(): void {
    this.#isFirst = true;
  }

  #isNew(line: string): boolean {
    if (this.#known.has(line)) return false;
    this.#known.add(line);
    return true;
  }
}
