/** One way to write times. Its formatter is made once for each zone, because making one takes far longer than using it. */
export class ZonedStyle {
  readonly #style: Intl.DateTimeFormatOptions;
  readonly #formatters = new Map<string, Intl.DateTimeFormat>();

  constructor(style: Intl.DateTimeFormatOptions) {
    this.#style = style;
  }

  /** @throws RangeError when there is no such time zone. */
  in(timeZone: string): Intl.DateTimeFormat {
    const known = this.#formatters.get(timeZone);
    if (known) return known;
    const made = new Intl.DateTimeFormat('en-GB', { ...this.#style, timeZone });
    this.#formatters.set(timeZone, made);
    return made;
  }
}
