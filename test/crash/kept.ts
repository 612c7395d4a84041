import { appendFileSync, existsSync, readFileSync } from 'node:fs';

export type Seen = 'ok' | 'broken' | 'passed by';

interface Line {
  cell: string;
  seen: Seen;
  problems: readonly string[];
  at: string;
}

export interface Verdicts {
  /** The last one of a cell. */
  of(cell: string): Seen | undefined;
  add(cell: string, seen: Seen, problems: readonly string[]): void;
}

/** Verdicts of this run and, when a file is named, of those before: a line each, so that a run that was cut off goes on. */
export function kept(file: string | undefined): Verdicts {
  const before = file && existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  const lines = before.filter(Boolean).map((line) => JSON.parse(line) as Line);
  const seen = new Map(lines.map((line) => [line.cell, line.seen]));
  return {
    of: (cell) => seen.get(cell),
    add(cell, verdict, problems) {
      seen.set(cell, verdict);
      const line: Line = { cell, seen: verdict, problems, at: new Date().toISOString() };
      if (file) appendFileSync(file, `${JSON.stringify(line)}\n`);
    },
  };
}
