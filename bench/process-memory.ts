import { readFile } from 'node:fs/promises';

const EVERY_MS = 20;
const KB = 1_024;

/** What a process and its children held in memory, resident, in bytes. */
export interface Held {
  process: number;
  children: number;
}

/** Watches the resident memory of a process, and apart from it that of its children. Linux only: it reads /proc. */
export class ProcessMemory {
  readonly #pid: number;
  #peak: Held = { process: 0, children: 0 };
  #timer: NodeJS.Timeout | null = null;

  constructor(pid: number) {
    this.#pid = pid;
  }

  async now(): Promise<Held> {
    const children = await childrenOf(this.#pid);
    const sizes = await Promise.all(children.map(residentOf));
    return { process: await residentOf(this.#pid), children: sizes.reduce((sum, size) => sum + size, 0) };
  }

  /** Starts anew; `peak` is the highest of each since. */
  watch(): void {
    this.#peak = { process: 0, children: 0 };
    this.#timer ??= setInterval(async () => {
      const { process, children } = await this.now();
      this.#peak = {
        process: Math.max(this.#peak.process, process),
        children: Math.max(this.#peak.children, children),
      };
    }, EVERY_MS);
  }

  get peak(): Held {
    return this.#peak;
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }
}

/** In bytes; 0 of a process that has ended. */
export async function residentOf(pid: number): Promise<number> {
  const status = await read(`/proc/${pid}/status`);
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * KB;
}

/** The processes below it, at any depth. */
export async function childrenOf(pid: number): Promise<number[]> {
  const own = (await read(`/proc/${pid}/task/${pid}/children`)).split(' ').filter(Boolean).map(Number);
  return [...own, ...(await Promise.all(own.map(childrenOf))).flat()];
}

/** Empty for a process that has ended meanwhile. */
async function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
