import type { CommandCall, PressAnswer } from './desk.ts';
import type { BudgetKeeper } from './money/budget-keeper.ts';
import type { SideDesk } from './side-desk.ts';
import { budgetPanel } from './views/budget-panel.ts';

/** `/edit-budget`: what is spent, set aside and left. */
export class BudgetDesk implements SideDesk {
  readonly #keeper: BudgetKeeper;

  constructor(keeper: BudgetKeeper) {
    this.#keeper = keeper;
  }

  async command({ place, person }: CommandCall): Promise<PressAnswer> {
    const standings = await this.#keeper.standings({ place, person });
    return { kind: 'panel', panel: budgetPanel(standings) };
  }
}
