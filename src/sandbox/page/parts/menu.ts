import { type Child, h, type Wanted } from './h.ts';

export interface MenuItem {
  readonly label: Child;
  readonly choose: () => void;
}

export interface Menu {
  /** What the button is for, for those who do not see it. */
  readonly label: string;
  readonly face: Child;
  readonly items: readonly MenuItem[];
  readonly isOpen: boolean;
  readonly toggle: (open: boolean) => void;
  readonly class?: string;
}

/** A button with a menu. Arrow keys move in it; Escape, a choice or a click elsewhere closes it. */
export function menu({ label, face, items, isOpen, toggle, class: name = '' }: Menu): Wanted {
  const choose = (item: MenuItem) => () => {
    toggle(false);
    item.choose();
  };
  const list = h(
    'div',
    { class: 'menu-items', role: 'menu', 'aria-label': label },
    items.map((item) =>
      h('button', { type: 'button', role: 'menuitem' }, item.label, { on: { click: choose(item) } }),
    ),
    { created: (element) => element.querySelector('button')?.focus() },
  );
  const button = h(
    'button',
    {
      type: 'button',
      class: 'menu-button',
      'aria-label': label,
      title: label,
      'aria-haspopup': 'menu',
      'aria-expanded': String(isOpen),
    },
    face,
    { on: { click: () => toggle(!isOpen) } },
  );
  return h('div', { class: `menu ${name}` }, [button, isOpen && list], {
    on: {
      keydown: (event) => isOpen && move(event as KeyboardEvent, () => toggle(false)),
      focusout: (event) => isOpen && leave(event as FocusEvent, () => toggle(false)),
    },
  });
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

function move(event: KeyboardEvent, close: () => void): void {
  const root = event.currentTarget as HTMLElement;
  if (event.key === 'Escape') {
    // Else a form around the menu would close with it.
    event.preventDefault();
    event.stopPropagation();
    root.querySelector('button')?.focus();
    close();
    return;
  }
  const step = STEPS[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const items = [...root.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const here = items.findIndex((item) => item.matches(':focus'));
  items.at((here + step) % items.length)?.focus();
}

/** Safari does not focus a button that is clicked, so leaving for nothing does not count. */
function leave(event: FocusEvent, close: () => void): void {
  const root = event.currentTarget as HTMLElement;
  if (event.relatedTarget instanceof Node && !root.contains(event.relatedTarget)) close();
}
