/** What becomes of events on their way to the bot, by event name (`INTERACTION_CREATE`, `MESSAGE_CREATE` …). */
export class Delivery {
  readonly #planned: { event: string; copies: number }[] = [];

  /** The next `times` such events never arrive, not even with a resume. */
  lose(event: string, times = 1): void {
    this.#plan(event, 0, times);
  }

  /** The next `times` such events arrive twice, or as often as told, each copy with a sequence number of its own. */
  duplicate(event: string, times = 1, copies = 2): void {
    this.#plan(event, copies, times);
  }

  clear(): void {
    this.#planned.length = 0;
  }

  /** How many copies of this event go out. */
  copiesOf(event: string): number {
    const index = this.#planned.findIndex((planned) => planned.event === event);
    if (index < 0) return 1;
    return this.#planned.splice(index, 1)[0]?.copies ?? 1;
  }

  #plan(event: string, copies: number, times: number): void {
    for (let n = 0; n < times; n += 1) this.#planned.push({ event, copies });
  }
}
