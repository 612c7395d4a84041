import { composer } from '../parts/composer.ts';
import { type Example, exampleMenu, welcome } from '../parts/examples.ts';
import { h, type Wanted } from '../parts/h.ts';
import { icon } from '../parts/icon.ts';
import { type Drawn, Pane, type Surroundings } from '../parts/pane.ts';
import { paneFrame } from '../parts/pane-frame.ts';
import type { SlackState, SlackView } from '../protocol/slack-state.ts';
import { slackForm } from './form.ts';
import { OpenForm } from './open-form.ts';
import { SlackActs } from './slack-acts.ts';
import { slackThread } from './thread.ts';

/** The half of the page that is Slack. */
export class SlackPane {
  readonly #pane: Pane<SlackState>;
  readonly #acts: SlackActs;
  #form: OpenForm | undefined;

  constructor(root: HTMLElement, around: Surroundings) {
    this.#pane = new Pane(root, around, (state) => this.#draw(state));
    this.#acts = new SlackActs(this.#pane);
  }

  show(state: SlackState): void {
    this.#pane.show(state);
  }

  #draw(state: SlackState): Drawn {
    const { ui, around } = this.#pane;
    const examples = this.#examples();
    const draft = ui.draft(state.place);
    return paneFrame({
      platform: 'Slack',
      conversation: state,
      choosePlace: around.choosePlace,
      stream:
        state.threads.length === 0
          ? welcome('One sentence, and a clip', WORDS, examples)
          : state.threads.map((thread) => slackThread(thread, state, this.#pane, this.#acts)),
      notice: ui.notice,
      composer: composer({
        place: state.place,
        draft,
        label: `Message ${state.places.find(({ id }) => id === state.place)?.label ?? ''}`,
        atHand: around.atHand,
        changed: () => ui.redraw(),
        send: () => void this.#acts.send(draft),
        above: commandHint(state, draft.text),
        tools: [
          h('button', { type: 'button', class: 'tool', 'aria-label': 'Mention Recut' }, icon('at'), {
            on: { click: () => draft.write(`@Recut ${draft.text.replace(/^@Recut /, '')}`) },
          }),
          state.threads.length > 0 && exampleMenu(examples, ui.menu('examples')),
        ],
      }),
      dialogs: state.view ? this.#drawForm(state.view, state) : null,
    });
  }

  #drawForm(view: SlackView, state: SlackState): Wanted {
    const { ui, around } = this.#pane;
    const open = this.#form?.viewId === view.id ? this.#form : new OpenForm(view.id, () => ui.redraw());
    this.#form = open;
    return slackForm(view, {
      names: state.names,
      people: state.people,
      atHand: around.atHand,
      press: (actionId, blockId, entry) => this.#acts.pressInView(view.id, actionId, blockId, entry),
      errors: open.errors,
      problem: open.problem,
      isBusy: open.isBusy,
      files: (input) => open.files(input),
      menu: (id) => ui.menu(id),
      submit: (form) => void open.submit(around.as(), view, form),
      close: () => this.#acts.closeView(view.id),
    });
  }

  #examples(): Example[] {
    const acts = this.#acts;
    const clip = this.#pane.around.atHand.filter(({ kind }) => kind === 'video');
    const mention = (text: string, how: string): Example => ({
      text,
      how,
      run: () => void acts.post(`@Recut ${text}`, clip),
    });
    return [
      mention('make it dusk, keep everything else', '@Recut, with the clip'),
      mention('change the beer to a cola', '@Recut, with the clip'),
      mention('make it snow --quote', 'only asks for the price first'),
      {
        text: '/edit',
        how: 'opens the form',
        run: () => void acts.command('/edit', 'make it black and white'),
      },
    ];
  }
}

const WORDS =
  'Mention @Recut with a clip and say what should change: the edited clip comes back in a thread. ' +
  'The form opens with /edit, or from the menu of a message.';

/** What Slack offers while a command is typed. */
function commandHint({ commands }: SlackState, text: string): Wanted | null {
  const fitting = commands.filter(
    ({ command }) => text.startsWith('/') && command.startsWith(text.split(' ', 1)[0] ?? ''),
  );
  if (fitting.length === 0) return null;
  return h(
    'ul',
    { class: 'command-hint' },
    fitting.map(({ command, hint, description }) =>
      h('li', {}, [h('strong', {}, command), ` ${hint} `, h('span', { class: 'sub' }, description)]),
    ),
  );
}
