import { h, type Wanted } from './h.ts';

const CLOCK = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit' });

/** "7:24 AM", with the whole of it for machines. */
export function clockTime(at: number): Wanted {
  return h('time', { datetime: new Date(at).toISOString() }, CLOCK.format(at));
}
