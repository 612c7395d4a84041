import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Cap } from '../../../src/core/money/ledger.ts';
import { parseDollars } from '../../../src/core/money/micros.ts';

/** What each process holds per edit, and the caps that all of them share. */
export const PRICE = parseDollars('1');
export const LIMITS: readonly Cap[] = [
  { scope: 'team:slack:T1', period: 'month:2026-11', limit: parseDollars('10') },
  { scope: 'channel:slack:C1', period: 'week:2026-11-16', limit: parseDollars('10') },
  { scope: 'crew:slack:S1', period: 'month:2026-11', limit: parseDollars('10') },
];

/** A process at work on the store. */
export interface Worker {
  child: ChildProcess;
  /** The lines it has printed so far. */
  lines: readonly string[];
  /** Resolves with all its lines when it has ended; rejects when it failed. */
  ended: Promise<readonly string[]>;
}

export function startWorker(task: 'hold' | 'claim' | 'charge' | 'boast', address: string): Worker {
  const script = new URL('./other-process.ts', import.meta.url);
  const child = fork(script, [task, address], { execArgv: [], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const lines: string[] = [];
  if (child.stdout) createInterface(child.stdout).on('line', (line) => lines.push(line));
  const ended = new Promise<readonly string[]>((resolve, reject) => {
    child.on('close', (code, signal) => {
      if (code === 0 || signal === 'SIGKILL') resolve(lines);
      else reject(new Error(`The process ended with ${code ?? signal}`));
    });
  });
  return { child, lines, ended };
}
