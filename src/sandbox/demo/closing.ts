import { join, relative } from 'node:path';
import type { Millis } from '../../core/clock.ts';
import { formatDollars } from '../../core/money/micros.ts';
import { seconds, took } from '../../core/views/figures.ts';
import type { KeptTake } from './keepsakes.ts';
import type { Reckoning } from './reckoning.ts';
import type { Telling } from './telling.ts';
import { styled } from './terminal-text.ts';

interface Ending {
  readonly kept: readonly KeptTake[];
  readonly reckoning: Reckoning;
  readonly folder: string;
  readonly tookMs: Millis;
}

/** What it cost, and where to look. */
export function tellEnd(telling: Telling, { kept, reckoning, folder, tookMs }: Ending): void {
  const { spent, billed } = reckoning;
  const place = (name: string) => relative('', join(folder, name));
  telling.line();
  telling.line(
    `${styled('green', '✓')} ${kept.length} takes delivered in ${took(tookMs)}, and each of them plays. ` +
      `Recut's ledger says ${formatDollars(spent)}, the provider's bill ${formatDollars(billed)}.`,
  );
  telling.line();
  const rows = [
    ...kept.map(({ video, picture, facts }) => [
      place(video),
      `${seconds(facts.durationMs)}, ${facts.width}×${facts.height} · before and after: ${picture}`,
    ]),
    [place('transcript.md'), 'all of it to read, with the pictures'],
  ] as const;
  const width = Math.max(...rows.map(([file = '']) => file.length));
  for (const [file = '', about = ''] of rows)
    telling.line(`  ${file.padEnd(width)}  ${styled('dim', about)}`);
  telling.line();
  telling.line(`Chat with it yourself: ${styled('bold', 'npm run demo -- --serve')}`);
}
