import type { Side } from './app.ts';
import { avatar } from './parts/avatar.ts';
import { h, type Wanted } from './parts/h.ts';
import type { Spending } from './protocol/session.ts';

export interface TopBar {
  readonly people: readonly string[];
  readonly person: string;
  readonly side: Side;
  readonly spending: Spending | undefined;
  readonly isConnected: boolean;
  readonly choosePerson: (person: string) => void;
  readonly chooseSide: (side: Side) => void;
}

/** What it is, what it costs, who one is; on a phone also which platform one sees. */
export function topBar(bar: TopBar): Wanted[] {
  return [
    h('h1', {}, [
      avatar({ name: 'Recut', isBot: true }),
      'Recut',
      h('span', { class: 'sandbox' }, 'sandbox'),
    ]),
    h('p', { class: 'promise', role: 'status' }, promise(bar)),
    people(bar),
    sides(bar),
  ];
}

function promise({ spending, isConnected }: TopBar): string {
  if (!isConnected) return 'The sandbox does not answer. Is it still running in the terminal?';
  if (!spending || spending.edits === 0) return 'Nothing leaves this computer, and no money is spent.';
  const edits = spending.edits === 1 ? 'One edit' : `${spending.edits} edits`;
  return `${edits}, ${spending.billed} if the provider were real. Nothing left this computer.`;
}

function people({ people: names, person, choosePerson }: TopBar): Wanted {
  return h('fieldset', { class: 'people' }, [
    h('legend', {}, 'You are'),
    names.map((name) =>
      h('label', { class: 'person' }, [
        h('input', { type: 'radio', name: 'person', value: name, checked: name === person }, [], {
          on: { change: () => choosePerson(name) },
        }),
        h('span', {}, [avatar({ name, isBot: false }), name]),
      ]),
    ),
  ]);
}

const SIDES: readonly (readonly [Side, string])[] = [
  ['slack', 'Slack'],
  ['discord', 'Discord'],
];

function sides({ side, chooseSide }: TopBar): Wanted {
  return h(
    'div',
    { class: 'sides', role: 'group', 'aria-label': 'Platform' },
    SIDES.map(([name, label]) =>
      h('button', { type: 'button', 'aria-pressed': String(name === side) }, label, {
        on: { click: () => chooseSide(name) },
      }),
    ),
  );
}
