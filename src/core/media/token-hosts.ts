import type { TrustedHosts } from './trusted-hosts.ts';

/**
 * Whether headers with a token may be sent along to `url`: only to the hosts named, and never in the clear unless an
 * operator vouches for the host. `tokenHosts` are exact names, or `.suffix` for every host below it.
 */
export function mayHaveToken(url: URL, tokenHosts: readonly string[], trusted: TrustedHosts): boolean {
  return isHostNamed(url.hostname, tokenHosts) && (url.protocol === 'https:' || trusted.has(url));
}

function isHostNamed(host: string, names: readonly string[]): boolean {
  const wanted = host.toLowerCase();
  return names.some((name) => {
    const known = name.toLowerCase();
    return known.startsWith('.') ? wanted.endsWith(known) : wanted === known;
  });
}
