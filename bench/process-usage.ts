import { readdir, readlink } from 'node:fs/promises';
import { childrenOf, residentOf } from './process-memory.ts';

/** What a process holds at one moment. */
export interface Usage {
  /** Resident memory in bytes. */
  resident: number;
  /** Open files, sockets, pipes and whatever else has a number, each by its kind. */
  handles: readonly string[];
  /** Processes below it. */
  children: number;
}

/** Linux only: it reads /proc. */
export async function usageOf(pid: number): Promise<Usage> {
  const [resident, handles, children] = await Promise.all([residentOf(pid), handlesOf(pid), childrenOf(pid)]);
  return { resident, handles, children: children.length };
}

/** Files below a folder that are still being written, or were left so. */
export async function unfinishedIn(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true });
  return files.filter((name) => name.endsWith('.part')).length;
}

/** Such as `socket`, `pipe`, `anon_inode:[eventpoll]`, or the path of a file. */
async function handlesOf(pid: number): Promise<string[]> {
  const folder = `/proc/${pid}/fd`;
  const links = (await readdir(folder)).map((number) => readlink(`${folder}/${number}`).catch(() => ''));
  return (await Promise.all(links)).flatMap((link) => (link ? link.replace(/:\[\d+\]$/, '') : []));
}

/** What a bot says of itself on `/metrics`, since it was asked the last time. */
export interface Said {
  /** The JavaScript heap in use, in bytes. */
  heap: number;
  /** How late one in a hundred turns of its event loop was, in milliseconds. */
  late: number;
  /** What it has of memory beside the JavaScript heap, as buffers, in bytes. */
  buffers: number;
}

/** Of the bot whose operator's pages are at this address. */
export async function saidBy(pages: string): Promise<Said> {
  const text = await (await fetch(new URL('metrics', pages))).text();
  const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  return {
    heap: value('nodejs_heap_size_used_bytes'),
    buffers: value('nodejs_external_memory_bytes'),
    late: value('nodejs_eventloop_lag_p99_seconds') * 1_000,
  };
}
