import type { CommandCall, PressAnswer, TokenPress } from './desk.ts';
import type { Edit, EditId, Place } from './edit/edit.ts';
import type { RuleBook } from './money/rule-book.ts';
import type { SideDesk } from './side-desk.ts';
import type { Store } from './store/store.ts';
import { type HistoryView, historyPanel } from './views/history-panel.ts';
import type { Screen } from './views/screen.ts';

interface Parts {
  store: Pick<Store, 'history'>;
  rules: RuleBook;
  screenOf(place: Place): Pick<Screen, 'addressOf'>;
}

export const ROWS = 8;

/**
 * `/edit-history`: the edits of the channel that it is used in, which everybody there can see, or one's own. The channel
 * and the person are always those of whoever asks, never what a token says.
 */
export class HistoryDesk implements SideDesk {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  command(call: CommandCall): Promise<PressAnswer> {
    const words = call.text.toLowerCase().split(/\s+/);
    return this.#page(call, {
      whose: words.includes('mine') ? 'mine' : 'channel',
      which: words.includes('unresolved') ? 'unresolved' : 'all',
    });
  }

  open(press: TokenPress, [whose, which, before]: readonly string[]): Promise<PressAnswer> {
    const view: HistoryView = {
      whose: whose === 'mine' ? 'mine' : 'channel',
      which: which === 'unresolved' ? 'unresolved' : 'all',
    };
    return this.#page(press, view, before as EditId | undefined);
  }

  async #page(
    { person, place }: Pick<CommandCall, 'person' | 'place'>,
    view: HistoryView,
    before?: EditId,
  ): Promise<PressAnswer> {
    const { store, rules, screenOf } = this.#parts;
    const { platform, team, channel } = place;
    const { calendar } = await rules.at(place);
    const found = await store.history({
      platform,
      team,
      limit: ROWS + 1,
      ...(view.whose === 'mine' ? { person } : { channel }),
      // A part is settled on its own; anywhere else its price stands in its whole, and would be counted twice.
      ...(view.which === 'unresolved' ? { state: 'unresolved' as const } : { wholes: true }),
      ...(before ? { before } : {}),
    });
    const edits = found.slice(0, ROWS);
    const panel = historyPanel({
      ...view,
      edits,
      older: found.length > ROWS ? (edits.at(-1)?.id ?? null) : null,
      isFirst: before === undefined,
      timeZone: calendar.timeZone,
      addressOf: ({ place: at }: Edit) =>
        at.thread === null ? null : screenOf(at).addressOf({ ...at, thread: at.thread }),
    });
    return { kind: 'panel', panel };
  }
}
