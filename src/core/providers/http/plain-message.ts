const LONGEST = 300;

/**
 * A provider's own words, fit for people and logs: short, in one line, without addresses (they may be signed) and
 * without what is `hidden`, the key and the prompt.
 */
export function plainMessage(message: string, hidden: readonly string[]): string {
  const open = hidden
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '')
    .reduce((text, secret) => text.replaceAll(secret, '…'), message)
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, '…')
    .replace(/\s+/g, ' ')
    .trim();
  return open.length > LONGEST ? `${open.slice(0, LONGEST - 1)}…` : open;
}
