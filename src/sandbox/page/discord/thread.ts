import { composer } from '../parts/composer.ts';
import { h, type Wanted } from '../parts/h.ts';
import { icon } from '../parts/icon.ts';
import type { MenuItem } from '../parts/menu.ts';
import type { Pane } from '../parts/pane.ts';
import type { DiscordMessage, DiscordState, DiscordThread } from '../protocol/discord-state.ts';
import type { DiscordActs } from './discord-acts.ts';
import { discordMessage } from './message.ts';

export interface Conversing {
  readonly state: DiscordState;
  readonly pane: Pane<DiscordState>;
  readonly acts: DiscordActs;
  /** Answers a message of the channel. */
  readonly reply: (message: DiscordMessage) => void;
}

/** A message of the channel, with the thread that hangs on it. */
export function discordConversation(message: DiscordMessage, conversing: Conversing): Wanted {
  const { thread } = message;
  return h(
    'div',
    { class: 'conversation' },
    [draw(message, conversing, true), thread && drawThread(thread, conversing)],
    {
      key: message.id,
    },
  );
}

function draw(message: DiscordMessage, { state, pane, acts, reply }: Conversing, inChannel: boolean): Wanted {
  const commands = state.messageCommands.map(
    (name): MenuItem => ({
      label: [icon('spark'), name],
      choose: () => acts.messageCommand(message.id, name),
    }),
  );
  const answer: MenuItem = { label: [icon('reply'), 'Reply'], choose: () => reply(message) };
  return discordMessage(message, {
    names: state.names,
    choosable: state.choosable,
    press: (button) => acts.press(message.id, button),
    select: (menu, values) => acts.select(message.id, menu, values),
    menu: {
      ...pane.ui.menu(message.id),
      items: message.isPrivate ? [] : [...commands, ...(inChannel ? [answer] : [])],
    },
  });
}

function drawThread({ id, name, messages }: DiscordThread, conversing: Conversing): Wanted {
  const { ui } = conversing.pane;
  const folded = ui.isFolded(id);
  return h('section', { class: 'thread', 'aria-label': `Thread: ${name}` }, [
    h(
      'button',
      { type: 'button', class: 'thread-fold', 'aria-expanded': String(!folded) },
      [
        icon('thread'),
        h('strong', { class: 'thread-name' }, name),
        h(
          'span',
          { class: 'thread-size' },
          `${messages.length} ${messages.length === 1 ? 'message' : 'messages'}`,
        ),
        icon('chevron'),
      ],
      { on: { click: () => ui.fold(id, !folded) } },
    ),
    !folded && messages.map((message) => draw(message, conversing, false)),
    !folded && replyField(id, conversing),
    h('div', { 'data-end': true }, []),
  ]);
}

function replyField(thread: string, { pane, acts }: Conversing): Wanted {
  const { ui, around } = pane;
  if (!ui.isReplying(thread)) {
    return h('button', { type: 'button', class: 'reply-button' }, 'Write in the thread …', {
      on: { click: () => ui.reply(thread) },
    });
  }
  const draft = ui.draft(thread);
  return composer({
    place: thread,
    draft,
    label: 'Write in the thread, with @Recut for the next take',
    atHand: around.atHand,
    changed: () => ui.redraw(),
    send: () => void acts.send(draft, thread),
  });
}
