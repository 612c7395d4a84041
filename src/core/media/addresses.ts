import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Azure answers a machine's own questions here; it lies in public space, but never holds a clip. */
const AZURE_PLATFORM = '168.63.129.16';
/** Where IPv6-only networks place the whole IPv4 space (RFC 6052). */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
/** All that is routed in the public IPv6 internet (RFC 4291, 2.4). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an address lies in the public internet: not private, loopback, link-local, shared (CGNAT), multicast,
 * reserved or otherwise special. IPv4 inside IPv6 is judged as the IPv4 address that it is.
 */
export function isPublicAddress(address: string): boolean {
  // The parser below would also take shorthand such as 1.2.3.
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address);
  return parsed instanceof ipaddr.IPv6 ? isPublicIPv6(parsed) : isPublicIPv4(parsed);
}

function isPublicIPv4(address: ipaddr.IPv4): boolean {
  return address.range() === 'unicast' && address.toString() !== AZURE_PLATFORM;
}

function isPublicIPv6(address: ipaddr.IPv6): boolean {
  if (address.isIPv4MappedAddress()) return isPublicIPv4(address.toIPv4Address());
  if (address.match(NAT64)) return isPublicIPv4(new ipaddr.IPv4(address.toByteArray().slice(12)));
  return address.match(GLOBAL_UNICAST) && address.range() === 'unicast';
}
