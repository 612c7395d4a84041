const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/**
 * Hosts that an operator vouches for: they may lie in a private network and may be spoken to without TLS.
 * Each is named as `host` (every port of it) or `host:port`; IPv6 addresses stand in brackets.
 */
export class TrustedHosts {
  readonly #names: ReadonlySet<string>;

  constructor(names: readonly string[]) {
    this.#names = new Set(names.map((name) => name.trim().toLowerCase()));
  }

  has(url: URL): boolean {
    const host = url.hostname.toLowerCase();
    return this.#names.has(host) || this.#names.has(`${host}:${portOf(url)}`);
  }
}

function portOf(url: URL): string {
  return url.port || (DEFAULT_PORTS[url.protocol] ?? '');
}
