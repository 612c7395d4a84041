import type { Told } from '../transcript/told.ts';

/** Tells a story in a terminal. */
export interface Telling {
  /** Says something of its own; an empty line without text. */
  line(text?: string): void;
  /** Says what stands in a channel and does not change any more. */
  message(told: Told): void;
  /** Begins to tell what grows and changes. */
  thread(): ThreadTelling;
}

/** A thread while it is told. */
export interface ThreadTelling {
  /** The messages as they are now. */
  show(messages: readonly Told[]): void;
  /** They stay as they were shown last. */
  end(): void;
}

/** What a telling writes to; `columns` and `rows` only where it is a terminal. */
export interface Paper {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** Whether the author has to be named anew: what follows a mere file belongs to it. */
export function isNamed(messages: readonly Told[], index: number): boolean {
  const before = messages[index - 1];
  return before === undefined || before.author !== messages[index]?.author || before.lines.length > 0;
}
