import { avatar } from '../parts/avatar.ts';
import { h, type Wanted } from '../parts/h.ts';
import { icon } from '../parts/icon.ts';
import { type Menu, menu } from '../parts/menu.ts';
import { shownFile } from '../parts/shown-file.ts';
import { clockTime } from '../parts/time.ts';
import type { SlackMessage } from '../protocol/slack-state.ts';
import { slackBlock } from './blocks.ts';
import type { Press } from './control.ts';
import { mrkdwn, type Names } from './text.ts';

export interface MessageContext {
  readonly names: Names;
  readonly press: Press;
  /** What one can do with the message; without items there is no menu. */
  readonly menu: Pick<Menu, 'items' | 'isOpen' | 'toggle'>;
  /** Whether it goes on from the one before it, by the same author. */
  readonly continues: boolean;
}

export function slackMessage(message: SlackMessage, context: MessageContext): Wanted {
  const { author, at, isPrivate, isEdited, blocks, text, files, ts } = message;
  const { names, press, continues } = context;
  const body = [
    blocks.length > 0
      ? blocks.map((block) => slackBlock(block, { names, press }))
      : text !== '' && h('p', { class: 'block' }, mrkdwn(text, names)),
    files.map((file) => shownFile(file, author)),
    isEdited && h('small', { class: 'edited' }, '(edited)'),
  ];
  const head = h('header', { class: 'message-head' }, [
    h('span', { class: 'author' }, author.name),
    author.isBot && h('span', { class: 'app-badge' }, 'App'),
    clockTime(at),
  ]);
  const label = `${author.name} in Slack`;
  return h(
    'article',
    { class: `message${continues ? ' continues' : ''}${isPrivate ? ' private' : ''}`, 'aria-label': label },
    [
      h('div', { class: 'message-side' }, continues ? null : avatar(author)),
      h('div', { class: 'message-body' }, [
        isPrivate && h('p', { class: 'private-note' }, [icon('eye'), 'Only visible to you']),
        !continues && head,
        body,
      ]),
      context.menu.items.length > 0 &&
        menu({
          ...context.menu,
          label: 'What to do with this message',
          face: icon('more'),
          class: 'message-menu',
        }),
    ],
    { key: ts },
  );
}

/** Slack leaves out the name where the same author goes on within a few minutes. */
export function continuesFrom(before: SlackMessage | undefined, message: SlackMessage): boolean {
  if (!before || before.isPrivate || message.isPrivate) return false;
  return before.author.name === message.author.name && message.at - before.at < 300_000;
}
