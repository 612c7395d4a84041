/** An address that a link in a message may lead to; null for `javascript:` and everything else but the web. */
export function safeLink(address: string): string | null {
  const url = URL.parse(address);
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : null;
}
