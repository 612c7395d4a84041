import type { LookupAddress } from 'node:dns';
import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import { DownloadError } from './download-error.ts';
import type { TrustedHosts } from './trusted-hosts.ts';

/** Finds the addresses of a name. */
export type Resolve = (
  name: string,
  done: (problem: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

export const systemResolve: Resolve = (name, done) =>
  systemLookup(name, { all: true }, (problem, addresses) => done(problem, addresses ?? []));

/**
 * Opens connections for downloads. The address that is connected to is the very one that was checked: a name is
 * looked up once per connection, so one that answers differently the second time gains nothing by it.
 */
export function guardedConnector(options: {
  trusted: TrustedHosts;
  resolve: Resolve;
  isAllowed: (address: string) => boolean;
  timeoutMs: number;
}): buildConnector.connector {
  const { trusted, resolve, isAllowed, timeoutMs } = options;
  const common = { timeout: timeoutMs, allowH2: false };
  const open = buildConnector({ ...common, lookup: lookupBy(resolve, () => true) });
  const openChecked = buildConnector({ ...common, lookup: lookupBy(resolve, isAllowed) });
  return (target, done) => {
    if (trusted.has(urlOf(target))) return open(target, done);
    // Node connects to a bare address without a lookup.
    const bare = target.hostname.replace(/^\[|\]$/g, '');
    if (isIP(bare) && !isAllowed(bare)) return done(privateAddress(), null);
    return openChecked(target, done);
  };
}

/** A lookup, in the form that sockets ask for, that finds allowed addresses only. */
function lookupBy(resolve: Resolve, isAllowed: (address: string) => boolean): LookupFunction {
  return (name, wish, done) =>
    resolve(name, (problem, addresses) => {
      const refused = problem ?? findRefused(addresses, isAllowed);
      const [first] = addresses;
      if (refused || !first) return done(refused ?? new Error('the name has no address'), '', 0);
      if (wish.all) return done(null, [...addresses]);
      done(null, first.address, first.family);
    });
}

/** One forbidden address among good ones is enough: nobody could say which of them is going to be used. */
function findRefused(
  addresses: readonly LookupAddress[],
  isAllowed: (address: string) => boolean,
): DownloadError | null {
  return addresses.every(({ address }) => isAllowed(address)) ? null : privateAddress();
}

function privateAddress(): DownloadError {
  return new DownloadError('private_address', 'the host lies in a private network');
}

function urlOf({ protocol, hostname, port }: buildConnector.Options): URL {
  const host = isIP(hostname) === 6 ? `[${hostname}]` : hostname;
  return new URL(`${protocol}//${host}${port ? `:${port}` : ''}`);
}
