/** Mentions, channels, dates and links as Slack writes them: `<@U1|mara>`, `<#C1|general>`, `<https://…|label>`. */
const TOKEN = /<([^<>]*)>/g;

/**
 * What a person typed, from the text of a message or command: without the mentions of `bot`, other tokens readable
 * (people and groups without their @, behind which a prompt names pictures), links as bare addresses, and `&amp;` `&lt;` `&gt;` as themselves.
 */
export function plainText(text: string, bot: string): string {
  return text
    .split(TOKEN)
    .map((piece, index) => unescapeText(index % 2 === 0 ? piece : readable(piece, bot)))
    .join('')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}

/** Whether this text mentions the user. */
export function mentions(text: string, user: string): boolean {
  return text.includes(`<@${user}>`) || text.includes(`<@${user}|`);
}

/** For `text` of a message, the only place where Slack reads markup in what we send. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function readable(token: string, bot: string): string {
  const [target = '', label = ''] = split(token);
  const name = label || target.replace(/^[@#!]/, '');
  if (target === `@${bot}`) return ' ';
  if (target.startsWith('@')) return name;
  if (target.startsWith('#')) return `#${name}`;
  if (target.startsWith('!subteam^')) return name.replace(/^subteam\^|^@/g, '');
  if (target.startsWith('!date^')) return label;
  if (target.startsWith('!')) return `@${name}`;
  return /^(mailto|tel):/.test(target) ? name : target;
}

function split(token: string): [target: string, label: string] {
  const bar = token.indexOf('|');
  return bar < 0 ? [token, ''] : [token.slice(0, bar), token.slice(bar + 1)];
}
