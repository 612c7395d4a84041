import { type Child, h, type Wanted } from './h.ts';
import { icon } from './icon.ts';
import { menu } from './menu.ts';

/** Something to try with one click. */
export interface Example {
  readonly text: string;
  /** How it is asked for, such as "mention with the clip". */
  readonly how: string;
  readonly run: () => void;
}

/** What an empty channel says. */
export function welcome(title: string, words: Child, examples: readonly Example[]): Wanted {
  return h('section', { class: 'welcome' }, [
    h('h3', {}, title),
    h('p', {}, words),
    h(
      'ul',
      {},
      examples.map(({ text, how, run }) =>
        h(
          'li',
          {},
          h('button', { type: 'button', class: 'example' }, [icon('spark'), face(text, how)], {
            on: { click: run },
          }),
        ),
      ),
    ),
  ]);
}

/** The same where there are messages already. */
export function exampleMenu(
  examples: readonly Example[],
  state: { isOpen: boolean; toggle: (open: boolean) => void },
): Wanted {
  const items = examples.map(({ text, how, run }) => ({ label: face(text, how), choose: run }));
  return menu({ ...state, label: 'Examples', face: [icon('spark'), 'Examples'], items, class: 'examples' });
}

function face(text: string, how: string): Wanted {
  return h('span', {}, [text, h('span', { class: 'sub' }, how)]);
}
