import { composer } from '../parts/composer.ts';
import type { Draft } from '../parts/draft.ts';
import { type Example, exampleMenu, welcome } from '../parts/examples.ts';
import { h, type Wanted } from '../parts/h.ts';
import { icon } from '../parts/icon.ts';
import { type Drawn, Pane, type Surroundings } from '../parts/pane.ts';
import { paneFrame } from '../parts/pane-frame.ts';
import type { DiscordModal } from '../protocol/discord-modal.ts';
import type { DiscordCommand, DiscordMessage, DiscordState } from '../protocol/discord-state.ts';
import { commandForm, commandPalette } from './command-form.ts';
import { DiscordActs } from './discord-acts.ts';
import { discordModal } from './modal.ts';
import { OpenCommand } from './open-command.ts';
import { OpenModal } from './open-modal.ts';
import { discordConversation } from './thread.ts';

/** The half of the page that is Discord. */
export class DiscordPane {
  readonly #pane: Pane<DiscordState>;
  readonly #acts: DiscordActs;
  #modal: OpenModal | undefined;
  #command: OpenCommand | undefined;
  #replyTo: DiscordMessage | undefined;

  constructor(root: HTMLElement, around: Surroundings) {
    this.#pane = new Pane(root, around, (state) => this.#draw(state));
    this.#acts = new DiscordActs(this.#pane, (modal) => this.#open(modal));
  }

  show(state: DiscordState): void {
    const before = this.#pane.state;
    if (state.place !== before?.place) this.#replyTo = undefined;
    if (state.me !== before?.me) this.#modal = undefined;
    this.#pane.show(state);
  }

  #draw(state: DiscordState): Drawn {
    const { ui, around } = this.#pane;
    const conversing = {
      state,
      pane: this.#pane,
      acts: this.#acts,
      reply: (to: DiscordMessage) => this.#reply(to),
    };
    return paneFrame({
      platform: 'Discord',
      conversation: state,
      choosePlace: around.choosePlace,
      stream:
        state.messages.length === 0
          ? welcome('A command, with the clip in it', WORDS, this.#examples())
          : state.messages.map((message) => discordConversation(message, conversing)),
      notice: ui.notice,
      composer: this.#command ? this.#drawCommand(this.#command) : this.#drawComposer(state),
      dialogs: this.#modal ? this.#drawModal(this.#modal, state) : null,
    });
  }

  #drawComposer(state: DiscordState): Wanted {
    const { ui, around } = this.#pane;
    const draft = ui.draft(state.place);
    return composer({
      place: state.place,
      draft,
      label: `Message ${state.places.find(({ id }) => id === state.place)?.label ?? ''}`,
      atHand: around.atHand,
      changed: () => ui.redraw(),
      send: () => void this.#send(draft, state),
      above: [
        commandPalette(state.commands, draft.text, (command) => this.#begin(command, draft, state.place)),
        this.#replyTo && this.#drawReply(this.#replyTo),
      ],
      tools: [
        state.commands.map((command) =>
          h('button', { type: 'button', class: 'tool' }, `/${command.name}`, {
            on: { click: () => this.#begin(command, draft, state.place) },
          }),
        ),
        state.messages.length > 0 && exampleMenu(this.#examples(), ui.menu('examples')),
      ],
    });
  }

  #drawReply(to: DiscordMessage): Wanted {
    const leave = () => {
      this.#replyTo = undefined;
      this.#pane.ui.redraw();
    };
    return h('p', { class: 'replying' }, [
      h('span', {}, ['Replying to ', h('strong', {}, to.author.name)]),
      h('button', { type: 'button', class: 'quiet', 'aria-label': 'Do not reply' }, icon('close'), {
        on: { click: leave },
      }),
    ]);
  }

  #drawCommand(open: OpenCommand): Wanted {
    const { ui, around } = this.#pane;
    const close = () => {
      this.#command = undefined;
      ui.redraw();
    };
    const run = async (form: HTMLFormElement) => {
      open.isSending = true;
      ui.redraw();
      const done = await this.#acts.command(open.command.name, open.entries(new FormData(form)), open.place);
      open.isSending = false;
      if (done) close();
      else ui.redraw();
    };
    return commandForm(open, {
      atHand: around.atHand,
      menu: (id) => ui.menu(id),
      run: (form) => void run(form),
      close,
    });
  }

  #drawModal(open: OpenModal, state: DiscordState): Wanted {
    const { ui, around } = this.#pane;
    const submit = async (form: HTMLFormElement) => {
      const taken = await open.submit(around.as(), form);
      if (!taken) return;
      this.#modal = undefined;
      if (taken.modal) this.#open(taken.modal);
      ui.redraw();
    };
    return discordModal(open, {
      names: state.names,
      choosable: state.choosable,
      atHand: around.atHand,
      menu: (id) => ui.menu(id),
      submit: (form) => void submit(form),
      close: () => {
        this.#modal = undefined;
        ui.redraw();
      },
    });
  }

  #open(modal: DiscordModal): void {
    this.#modal = new OpenModal(modal, () => this.#pane.ui.redraw());
  }

  #begin(command: DiscordCommand, draft: Draft, place: string): void {
    draft.clear();
    this.#command = new OpenCommand(command, place, () => this.#pane.ui.redraw());
    this.#pane.ui.redraw();
  }

  /** A slash command that is typed whole opens its form, as Discord's own client insists on. */
  async #send(draft: Draft, state: DiscordState): Promise<void> {
    const name = /^\/([\w-]+)/.exec(draft.text)?.[1];
    const command = state.commands.find((one) => one.name === name);
    if (command) return this.#begin(command, draft, state.place);
    if (await this.#acts.send(draft, state.place, this.#replyTo?.id)) this.#replyTo = undefined;
    this.#pane.ui.redraw();
  }

  #reply(to: DiscordMessage): void {
    this.#replyTo = to;
    this.#command = undefined;
    this.#pane.ui.redraw();
    this.#pane.ui.draft(this.#pane.state?.place ?? '').focus();
  }

  #examples(): Example[] {
    const { atHand } = this.#pane.around;
    const clip = atHand.find(({ kind }) => kind === 'video');
    const image = atHand.find(({ kind }) => kind === 'image');
    const video = clip ? { video: { file: clip.id } } : {};
    const run = (options: Parameters<DiscordActs['command']>[1]) => () =>
      void this.#acts.command('edit', { ...video, ...options });
    return [
      {
        text: 'make it black and white',
        how: '/edit, with the clip',
        run: run({ prompt: 'make it black and white' }),
      },
      {
        text: 'put @Image1 on the table',
        how: '/edit, with the clip and the picture',
        run: run({ prompt: 'put @Image1 on the table', ...(image ? { image1: { file: image.id } } : {}) }),
      },
      {
        text: 'make it snow --draft',
        how: '@Recut, with the clip',
        run: () => void this.#acts.post('@Recut make it snow --draft', clip ? [clip] : []),
      },
    ];
  }
}

const WORDS =
  'Type /edit and give it the clip and a sentence, or mention @Recut with a clip. ' +
  'Pictures that you add can be named in the sentence, as @Image1.';
