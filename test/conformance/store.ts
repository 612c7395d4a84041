import { describe } from 'vitest';
import { acceptingConformance } from './store/accepting.ts';
import { beginningConformance } from './store/beginning.ts';
import { claimingConformance } from './store/claiming.ts';
import { committingConformance } from './store/committing.ts';
import { correctingConformance } from './store/correcting.ts';
import { historyConformance } from './store/histories.ts';
import { holdingConformance } from './store/holding.ts';
import { lastingConformance } from './store/lasting.ts';
import { libraryConformance } from './store/libraries.ts';
import type { StoreKind } from './store/place.ts';
import { processConformance } from './store/processes.ts';
import { reportingConformance } from './store/reporting.ts';
import { rulesConformance } from './store/rules.ts';
import { settlingConformance } from './store/settling.ts';
import { threadConformance } from './store/threads.ts';
import { turnConformance } from './store/turns.ts';
import { waitingConformance } from './store/waiting.ts';

/** Every promise of the Store port, shown on one kind of store. */
export function storeConformance(kind: StoreKind): void {
  const leftOut = kind.missing === undefined ? '' : ` (left out: ${kind.missing})`;
  describe.skipIf(kind.missing !== undefined)(`The store on ${kind.name}${leftOut}`, () => {
    acceptingConformance(kind);
    committingConformance(kind);
    beginningConformance(kind);
    holdingConformance(kind);
    settlingConformance(kind);
    correctingConformance(kind);
    waitingConformance(kind);
    rulesConformance(kind);
    reportingConformance(kind);
    historyConformance(kind);
    claimingConformance(kind);
    threadConformance(kind);
    libraryConformance(kind);
    turnConformance(kind);
    lastingConformance(kind);
    if (kind.lasting) processConformance(kind);
  });
}
