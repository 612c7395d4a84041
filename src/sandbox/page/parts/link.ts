import { type Child, h, type Wanted } from './h.ts';
import { safeLink } from './safe-link.ts';

/** A link that opens elsewhere; only its text where the address is not of the web. */
export function link(address: string, label: Child): Wanted {
  const href = safeLink(address);
  if (href === null) return h('span', {}, label);
  return h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, label);
}
