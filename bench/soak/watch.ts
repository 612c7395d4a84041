import { setTimeout as pause } from 'node:timers/promises';
import { type Said, saidBy, type Usage, unfinishedIn, usageOf } from '../process-usage.ts';
import type { Collector } from './collector.ts';

const EVERY_MS = 1_000;
/** Each look at the metrics walks through all files of the bot. */
const ASK_EVERY = 10;
/** Idle connections are closed by then. */
const REST_MS = 10_000;
const LOOKS_AT_REST = 5;

/** What the bot held at rest, without garbage, after so many edits, and at most while it worked on the last of them. */
export interface Row extends Usage {
  edits: number;
  seconds: number;
  heap: number;
  buffers: number;
  /** Files that are still being written. */
  unfinished: number;
  most: { resident: number; handles: number; children: number; late: number };
}

/** Whom to look at. */
export interface Watched {
  pid: number;
  /** Of its database and clips. */
  folder: string;
  /** The address of its operator's pages. */
  pages: string;
  collector: Collector;
}

/** Looks at a bot while it works and when it rests. */
export class Watch {
  readonly #watched: Watched;
  readonly #most = { resident: 0, handles: 0, children: 0, late: 0 };
  readonly #began = Date.now();
  readonly #stop = new AbortController();
  readonly #looking: Promise<void>;

  constructor(watched: Watched) {
    this.#watched = watched;
    this.#looking = this.#look();
  }

  /** It rests now, after so many edits. */
  async end(edits: number): Promise<Row> {
    const seconds = (Date.now() - this.#began) / 1_000;
    this.#stop.abort();
    await this.#looking;
    await pause(REST_MS);
    const { pid, folder, pages, collector } = this.#watched;
    await collector.collect();
    const usages: Usage[] = [];
    for (let look = 0; look < LOOKS_AT_REST; look += 1) {
      await pause(EVERY_MS);
      usages.push(await usageOf(pid));
    }
    // What comes and goes by itself, such as a child that looks after the disk, is not held.
    const [least = usages[0]] = usages.toSorted((a, b) => a.handles.length - b.handles.length);
    if (!least) throw new Error('Nobody looked');
    const { heap, buffers } = await saidBy(pages);
    return {
      ...least,
      edits,
      seconds,
      heap,
      buffers,
      unfinished: await unfinishedIn(folder),
      most: this.#most,
    };
  }

  async #look(): Promise<void> {
    const { signal } = this.#stop;
    for (let round = 1; !signal.aborted; round += 1) {
      const { resident, handles, children } = await usageOf(this.#watched.pid);
      const said: Partial<Said> = round % ASK_EVERY === 0 ? await saidBy(this.#watched.pages) : {};
      const most = this.#most;
      most.resident = Math.max(most.resident, resident);
      most.handles = Math.max(most.handles, handles.length);
      most.children = Math.max(most.children, children);
      most.late = Math.max(most.late, said.late ?? 0);
      await pause(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

const MB = 1_000_000;
const COLUMNS: readonly (readonly [string, (row: Row) => string])[] = [
  ['edits', ({ edits }) => String(edits)],
  ['seconds', ({ seconds }) => seconds.toFixed(0)],
  ['memory', ({ resident }) => `${(resident / MB).toFixed(0)} MB`],
  ['at most', ({ most }) => `${(most.resident / MB).toFixed(0)} MB`],
  ['heap', ({ heap }) => `${(heap / MB).toFixed(0)} MB`],
  ['buffers', ({ buffers }) => `${(buffers / MB).toFixed(0)} MB`],
  ['handles', ({ handles }) => String(handles.length)],
  ['at most', ({ most }) => String(most.handles)],
  ['children', ({ children }) => String(children)],
  ['at most', ({ most }) => String(most.children)],
  ['unfinished', ({ unfinished }) => String(unfinished)],
  ['late (p99)', ({ most }) => `${most.late.toFixed(0)} ms`],
];
const WIDTH = 11;

export const HEAD = COLUMNS.map(([title]) => title.padStart(WIDTH)).join('');

export function lineOf(row: Row): string {
  return COLUMNS.map(([, cell]) => cell(row).padStart(WIDTH)).join('');
}
