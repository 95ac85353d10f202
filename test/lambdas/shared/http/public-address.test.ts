import { isPublicAddress } from '../../../../lambdas/shared/http/public-address';

test.each([
  '1.1.1.1',
  '198.143.164.252',
  '8.8.8.8',
  '172.15.255.255',
  '172.32.0.1',
  '2606:4700::1111',
  '2a04:fa87:fffd::c000:42a8',
])('takes %s, which is of the internet', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  ['loopback', '127.0.0.1'],
  ['loopback', '127.255.0.9'],
  ['loopback of IPv6', '::1'],
  ['this host', '0.0.0.0'],
  ['this host in IPv6', '::'],
  ['private', '10.0.0.1'],
  ['private', '172.16.0.1'],
  ['private', '192.168.1.1'],
  ['instance metadata', '169.254.169.254'],
  ['credentials of containers', '169.254.170.2'],
  ['instance metadata of IPv6', 'fd00:ec2::254'],
  ['shared by a carrier', '100.64.0.1'],
  ['link-local of IPv6', 'fe80::1'],
  ['link-local with its zone', 'fe80::1%eth0'],
  ['multicast', '224.0.0.1'],
  ['multicast of IPv6', 'ff02::1'],
  ['broadcast', '255.255.255.255'],
  ['for documents', '192.0.2.1'],
  ['for benchmarks', '198.18.0.1'],
  ['a private one mapped into IPv6', '::ffff:10.0.0.1'],
  ['a private one mapped, in hexadecimal', '::ffff:a00:1'],
  ['metadata mapped into IPv6', '::ffff:169.254.169.254'],
  ['a private one through 6to4', '2002:a00:1::'],
  ['a public one through 6to4', '2002:808:808::'],
  ['a private one through NAT64', '64:ff9b::a00:1'],
  ['Teredo', '2001:0:53aa:64c::1'],
  ['an IPv4 address in the oldest way', '::10.0.0.1'],
  ['not given out to anybody', '4000::1'],
  ['a name', 'localhost'],
  ['nothing', ''],
])('refuses what is %s: %s', (__, address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test('takes a public address that is mapped into IPv6 for what it is', () => {
  expect(isPublicAddress('::ffff:8.8.8.8')).toBe(true);
});
