import type { Author } from '../protocol/conversation.ts';
import { h, type Wanted } from './h.ts';

/** A person's initial, or the bot's mark: two pieces of a strip, cut apart. */
export function avatar({ name, isBot }: Author): Wanted {
  const look = isBot ? 'bot' : name.toLowerCase();
  return h(
    'span',
    { class: `avatar avatar-${look}`, 'aria-hidden': 'true' },
    isBot ? mark() : name.slice(0, 1),
  );
}

function mark(): Wanted {
  return h('svg', { viewBox: '0 0 36 36' }, [
    h('path', { class: 'mark-before', d: 'M8 11h11l-4 14H8z' }),
    h('path', { class: 'mark-after', d: 'M22 11h6v14H18z' }),
  ]);
}
