import { avatar } from '../parts/avatar.ts';
import { h, type Wanted } from '../parts/h.ts';
import { icon } from '../parts/icon.ts';
import { type Menu, menu } from '../parts/menu.ts';
import { shownFile } from '../parts/shown-file.ts';
import { clockTime } from '../parts/time.ts';
import type { Author } from '../protocol/conversation.ts';
import type { DiscordAttachment, DiscordMessage } from '../protocol/discord-state.ts';
import { type ComponentContext, discordComponent } from './components.ts';
import { markdown, spoiler } from './text.ts';

export interface MessageContext extends Omit<ComponentContext, 'attachments'> {
  /** What one can do with the message; without items there is no menu. */
  readonly menu: Pick<Menu, 'items' | 'isOpen' | 'toggle'>;
}

export function discordMessage(message: DiscordMessage, context: MessageContext): Wanted {
  const { author, at, id, isPrivate, isEdited, isLoading, content, components, attachments } = message;
  const inner = { ...context, attachments };
  // Files that components name are shown there.
  const loose = components.length > 0 ? attachments.filter(({ isShown }) => !isShown) : attachments;
  const body = [
    isLoading && h('p', { class: 'loading' }, [h('span', { class: 'spinner' }), 'Recut is thinking …']),
    content !== '' && markdown(content, context.names),
    components.map((component) => discordComponent(component, inner)),
    components.length === 0 && loose.map((file) => attached(file, author)),
    isEdited && h('small', { class: 'edited' }, '(edited)'),
    isPrivate && h('p', { class: 'private-note' }, [icon('eye'), 'Only you can see this']),
  ];
  const head = h('header', { class: 'message-head' }, [
    h('span', { class: 'author' }, author.name),
    author.isBot && h('span', { class: 'app-badge' }, 'App'),
    clockTime(at),
  ]);
  return h(
    'article',
    { class: `message${isPrivate ? ' private' : ''}`, 'aria-label': `${author.name} in Discord` },
    [
      origin(message),
      h('div', { class: 'message-side' }, avatar(author)),
      h('div', { class: 'message-body' }, [head, body]),
      context.menu.items.length > 0 &&
        menu({
          ...context.menu,
          label: 'What to do with this message',
          face: icon('more'),
          class: 'message-menu',
        }),
    ],
    { key: id },
  );
}

function attached(file: DiscordAttachment, author: Author) {
  const shown = shownFile(file, author);
  return file.isSpoiler ? spoiler(shown) : shown;
}

/** What a message answers: another one, or a command. */
function origin({ reply, command }: DiscordMessage): Wanted | null {
  if (reply) {
    return h('p', { class: 'origin' }, [
      icon('reply'),
      h('strong', {}, reply.author),
      h('span', {}, reply.text),
    ]);
  }
  if (!command) return null;
  return h('p', { class: 'origin' }, [
    icon('reply'),
    h('strong', {}, command.by),
    'used',
    h('b', {}, command.name),
  ]);
}
