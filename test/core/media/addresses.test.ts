import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../../src/core/media/addresses.ts';

const REFUSED = {
  'this machine': ['127.0.0.1', '127.255.255.254', '::1', '0.0.0.0', '0.1.2.3', '::'],
  'private networks': ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1'],
  'the link': ['169.254.169.254', '169.254.0.1', 'fe80::1', 'fe80::1%eth0', 'fec0::1'],
  'shared address space': ['100.64.0.1', '100.127.255.255', '100.100.100.200'],
  'many receivers': ['224.0.0.1', '239.255.255.255', '255.255.255.255', 'ff02::1'],
  'reserved space': ['240.0.0.1', '192.0.0.1', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1'],
  'documentation, tunnels and other special IPv6': ['2001:db8::1', '2002:7f00:1::1', '2001::1', '100::1'],
  'IPv4 within IPv6': [
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:10.0.0.1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
  ],
  'the services of a cloud': ['168.63.129.16', 'fd00:ec2::254'],
  'what is no address': ['', 'localhost', '1.2.3', '1.2.3.4.5', 'example.com'],
};
const ALLOWED = [
  '1.1.1.1',
  '8.8.8.8',
  '100.63.255.255',
  '172.32.0.1',
  '2606:4700::1111',
  '::ffff:8.8.8.8',
  '64:ff9b::808:808',
];

describe('a public address', () => {
  for (const [what, addresses] of Object.entries(REFUSED)) {
    it.each(addresses)(`is not one of ${what}: %s`, (address) => {
      expect(isPublicAddress(address)).toBe(false);
    });
  }

  it.each(ALLOWED)('is one that the internet routes: %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});
