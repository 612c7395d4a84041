/** A stretch of a clip's own time, in seconds; `end` is not part of it. */
export interface Span {
  start: number;
  end: number;
}
