/** A piece of Slack's own markup (docs.slack.dev/messaging/formatting-message-text), as a tree. */
export type Mrkdwn =
  | string
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly pieces: readonly Mrkdwn[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly text: string }
  | { readonly kind: 'mention'; readonly sigil: '@' | '#'; readonly id: string; readonly text: string };

const TOKEN =
  /<(?<tag>[^<>]+)>|`(?<code>[^`\n]+)`|(?<![\p{L}\p{N}])(?<mark>[*_~])(?=\S)(?<inner>[^\n]*?\S)\k<mark>(?![\p{L}\p{N}])/gu;
const STYLES = { '*': 'bold', _: 'italic', '~': 'strike' } as const;

/** Reads a text of type `mrkdwn`, or the `text` of a message. */
export function readMrkdwn(text: string): Mrkdwn[] {
  const pieces: Mrkdwn[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > from) pieces.push(unescaped(text.slice(from, match.index)));
    pieces.push(pieceOf(match.groups ?? {}));
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push(unescaped(text.slice(from)));
  return pieces;
}

function pieceOf({ tag, code, mark, inner = '' }: Record<string, string | undefined>): Mrkdwn {
  if (tag !== undefined) return tagOf(tag);
  if (code !== undefined) return { kind: 'code', text: unescaped(code) };
  return { kind: STYLES[mark as keyof typeof STYLES], pieces: readMrkdwn(inner) };
}

/** `<@U…>`, `<#C…|name>`, `<!here>` or `<https://…|label>`. */
function tagOf(tag: string): Mrkdwn {
  const [what = '', label] = tag.split('|');
  const sigil = what[0];
  if (sigil === '@' || sigil === '#') {
    return { kind: 'mention', sigil, id: what.slice(1), text: unescaped(label ?? '') };
  }
  if (sigil === '!') return { kind: 'mention', sigil: '@', id: '', text: unescaped(label ?? what.slice(1)) };
  return { kind: 'link', url: unescaped(what), text: unescaped(label ?? what) };
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
