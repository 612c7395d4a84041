import { composer } from '../parts/composer.ts';
import { h, type Wanted } from '../parts/h.ts';
import { icon } from '../parts/icon.ts';
import type { Pane } from '../parts/pane.ts';
import type { SlackMessage, SlackState, SlackThread } from '../protocol/slack-state.ts';
import { continuesFrom, slackMessage } from './message.ts';
import type { SlackActs } from './slack-acts.ts';

/** A message of the channel with its replies below it. */
export function slackThread(
  { root, replies }: SlackThread,
  state: SlackState,
  pane: Pane<SlackState>,
  acts: SlackActs,
): Wanted {
  const { ui } = pane;
  const folded = ui.isFolded(root.ts);
  const isOpen = replies.length > 0 || ui.isReplying(root.ts);
  const count = `${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}`;
  const draw = (message: SlackMessage, before?: SlackMessage) =>
    slackMessage(message, {
      names: state.names,
      press: (actionId, blockId, entry) => acts.press(message.ts, actionId, blockId, entry),
      menu: { ...ui.menu(message.ts), items: menuItems(message, root, state, pane, acts) },
      continues: continuesFrom(before, message),
    });
  const thread = h('div', { class: 'thread' }, [
    h(
      'button',
      { type: 'button', class: 'thread-fold', 'aria-expanded': String(!folded) },
      [icon('chevron'), count],
      {
        on: { click: () => ui.fold(root.ts, !folded) },
      },
    ),
    !folded && replies.map((reply, index) => draw(reply, replies[index - 1])),
    !folded && replyField(root.ts, pane, acts),
    h('div', { 'data-end': true }, []),
  ]);
  return h('div', { class: 'conversation' }, [draw(root), isOpen && thread], { key: root.ts });
}

function replyField(root: string, pane: Pane<SlackState>, acts: SlackActs): Wanted {
  const { ui, around } = pane;
  if (!ui.isReplying(root)) {
    return h('button', { type: 'button', class: 'reply-button' }, 'Reply in the thread …', {
      on: { click: () => ui.reply(root) },
    });
  }
  const draft = ui.draft(root);
  return composer({
    place: root,
    draft,
    label: 'Reply, with @Recut for the next take',
    atHand: around.atHand,
    changed: () => ui.redraw(),
    send: () => void acts.send(draft, root),
  });
}

function menuItems(
  message: SlackMessage,
  root: SlackMessage,
  { shortcuts }: SlackState,
  { ui }: Pane<SlackState>,
  acts: SlackActs,
) {
  // Nobody but its reader knows of a private note: it has no menu in Slack either.
  if (message.isPrivate) return [];
  return [
    ...shortcuts.map(({ id, name }) => ({
      label: [icon('spark'), name],
      choose: () => acts.shortcut(message.ts, id),
    })),
    { label: [icon('thread'), 'Reply in the thread'], choose: () => ui.reply(root.ts) },
  ];
}
