/** Whom a text may name. */
export interface Names {
  /** The ids of the bot and of its own role: their mentions call it and say nothing else. */
  own: readonly string[];
  /** What other people are called, by id. */
  people: ReadonlyMap<string, string>;
}

/**
 * What somebody typed, with Discord's codes for people, emoji and links turned back into what was seen: people without
 * their @, behind which a prompt names pictures.
 */
export function plainText(content: string, { own, people }: Names): string {
  return content
    .replace(/<@[!&]?(\d+)>/g, (code, id: string) => {
      if (own.includes(id)) return ' ';
      return people.get(id) ?? code;
    })
    .replace(/<a?:(\w+):\d+>/g, ':$1:')
    .replace(/<(https?:\/\/[^\s<>]+)>/g, '$1')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}

/** Whether the text itself names one of `own`; Discord's list of mentions also counts every reply with a ping. */
export function names(content: string, own: readonly string[]): boolean {
  return [...content.matchAll(/<@[!&]?(\d+)>/g)].some(([, id]) => id !== undefined && own.includes(id));
}
