import { type APITextDisplayComponent, ComponentType } from 'discord.js';
import { inert } from './inert.ts';

const FACTS_ROOM = 600;

/** A text as a component, or none: Discord refuses empty ones. */
export function text(content: string): APITextDisplayComponent[] {
  return content === '' ? [] : [{ type: ComponentType.TextDisplay, content }];
}

/** "promo.mov · 8.4 s · $3.03", of at most 600 characters. */
export function factLine(facts: readonly string[]): string {
  return inert(facts.join(' · '), FACTS_ROOM);
}

/** Each on a line of its own; `room` is for all of them, and `draw` gets what each may take. */
export function lines<Item>(
  items: readonly Item[],
  room: number,
  draw: (item: Item, room: number) => string,
): string {
  const each = Math.floor(room / Math.max(1, items.length)) - 1;
  return items.map((item) => draw(item, each)).join('\n');
}
