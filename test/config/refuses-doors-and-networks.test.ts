import { changed, linesOfFile } from './store-file';

// What is wrong, the lines that make it so, and every line the author reads.
test.each<[string, Record<string, string>, string[]]>([
  [
    'a staff host equal to the domain',
    { staffHost: 'staffHost: shop.example.com' },
    [
      'acme.yaml:2:1 staffHost must be another name than domain, got "shop.example.com"; give staff a door of their own, such as a name starting with staff.',
    ],
  ],
  [
    'a staff host outside the zone',
    { staffHost: 'staffHost: staff.example.net' },
    [
      'acme.yaml:3:42 dns.zone.name must be staffHost (staff.example.net) or a parent of it, got "example.com"; name the zone that holds both hosts, or set dns.zone to external',
    ],
  ],
  [
    'a zone that only ends like the domain',
    { dns: 'dns: { zone: { id: Z0123456789EXAMPLE01, name: ample.com } }' },
    [
      'acme.yaml:3:42 dns.zone.name must be domain (shop.example.com) or a parent of it, got "ample.com"; name the zone that holds both hosts, or set dns.zone to external',
      'acme.yaml:3:42 dns.zone.name must be staffHost (staff.example.com) or a parent of it, got "ample.com"; name the zone that holds both hosts, or set dns.zone to external',
    ],
  ],
  [
    'all of IPv4',
    { staff: 'staff: { networks: [0.0.0.0/0] }' },
    [
      'acme.yaml:9:21 staff.networks[0] must not be the whole internet, got "0.0.0.0/0"; list the networks that staff and tills come from; the staff door is never open to all',
    ],
  ],
  [
    'all of IPv6',
    { staff: "staff: { networks: ['::/0'] }" },
    [
      'acme.yaml:9:21 staff.networks[0] must not be the whole internet, got "::/0"; list the networks that staff and tills come from; the staff door is never open to all',
    ],
  ],
  [
    'half of IPv4',
    { staff: 'staff: { networks: [128.0.0.0/1] }' },
    [
      'acme.yaml:9:21 staff.networks[0] must be a known place, /8 or narrower, got "128.0.0.0/1"; list the networks that staff and tills come from; the staff door is never open to all',
    ],
  ],
  [
    'too wide an IPv6 network',
    { staff: "staff: { networks: ['2600::/16'] }" },
    [
      'acme.yaml:9:21 staff.networks[0] must be a known place, /32 or narrower, got "2600::/16"; list the networks that staff and tills come from; the staff door is never open to all',
    ],
  ],
  [
    'a network inside another',
    { staff: 'staff: { networks: [203.0.113.0/24, 203.0.113.8/32] }' },
    [
      'acme.yaml:9:37 staff.networks[1] must not overlap 203.0.113.0/24, got "203.0.113.8/32"; take 203.0.113.8/32 away, which is in 203.0.113.0/24',
    ],
  ],
  [
    'a network around another',
    { staff: 'staff: { networks: [203.0.113.8/32, 203.0.113.0/24] }' },
    [
      'acme.yaml:9:37 staff.networks[1] must not overlap 203.0.113.8/32, got "203.0.113.0/24"; take 203.0.113.8/32 away, which is in 203.0.113.0/24',
    ],
  ],
  [
    'an IPv6 network inside another',
    { staff: "staff: { networks: ['2001:db8::/32', '2001:DB8:0:1::/64'] }" },
    [
      'acme.yaml:9:38 staff.networks[1] must not overlap 2001:db8::/32, got "2001:DB8:0:1::/64"; take 2001:DB8:0:1::/64 away, which is in 2001:db8::/32',
    ],
  ],
  [
    'a network twice',
    { staff: 'staff: { networks: [203.0.113.0/24, 203.0.113.0/24] }' },
    ['acme.yaml:9:37 staff.networks[1] must not stand there twice, got "203.0.113.0/24"; take one away'],
  ],
  [
    'a private network',
    { staff: 'staff: { networks: [192.168.0.0/24] }' },
    [
      'acme.yaml:9:21 staff.networks[0] must be a public network, and is a private network, got "192.168.0.0/24"; write the address that the internet sees',
    ],
  ],
  [
    'the loopback network',
    { staff: 'staff: { networks: [127.0.0.0/8] }' },
    [
      'acme.yaml:9:21 staff.networks[0] must be a public network, and is the loopback network, got "127.0.0.0/8"; write the address that the internet sees',
    ],
  ],
  [
    'a private IPv6 network',
    { staff: "staff: { networks: ['fd00::/48'] }" },
    [
      'acme.yaml:9:21 staff.networks[0] must be a public network, and is a private network, got "fd00::/48"; write the address that the internet sees',
    ],
  ],
  [
    'host bits',
    { staff: 'staff: { networks: [203.0.113.5/24] }' },
    [
      'acme.yaml:9:21 staff.networks[0] must be the address a network starts with, got "203.0.113.5/24"; write 203.0.113.0/24 for that network, or 203.0.113.5/32 for the one address',
    ],
  ],
  [
    'an address without a prefix',
    { staff: 'staff: { networks: [203.0.113.5] }' },
    [
      'acme.yaml:9:21 staff.networks[0] must have a prefix length, got "203.0.113.5"; write 203.0.113.5/32 for this one address',
    ],
  ],
  [
    'an octal address',
    { staff: 'staff: { networks: [010.0.0.0/8] }' },
    [
      'acme.yaml:9:21 staff.networks[0] must be a network in CIDR notation, got "010.0.0.0/8"; write it as 203.0.113.0/29 or 2001:db8:1234::/48',
    ],
  ],
  [
    'a prefix too long',
    { staff: 'staff: { networks: [203.0.113.5/33] }' },
    [
      'acme.yaml:9:21 staff.networks[0] must have a prefix length of 0 to 32, got "203.0.113.5/33"; write 203.0.113.5/32 for one address',
    ],
  ],
  [
    'an IPv4 address inside IPv6',
    { staff: "staff: { networks: ['::ffff:203.0.113.5/128'] }" },
    [
      'acme.yaml:9:21 staff.networks[0] must be a network in CIDR notation, got "::ffff:203.0.113.5/128"; write it as 203.0.113.0/29 or 2001:db8:1234::/48',
    ],
  ],
  [
    'an integration from everywhere',
    {
      integrations:
        'integrations: [{ name: erp, routes: [/wp-json/wc/v3/orders], credential: none, networks: [0.0.0.0/0], reason: a reason of more than twenty characters }]',
    },
    [
      'acme.yaml:11:91 integrations[0].networks[0] must not be the whole internet, got "0.0.0.0/0"; leave networks out where it may call from anywhere',
    ],
  ],
  [
    'a route that climbs',
    {
      integrations:
        'integrations: [{ name: erp, routes: [/a/../b], credential: none, reason: a reason of more than twenty characters }]',
    },
    [
      'acme.yaml:11:38 integrations[0].routes[0] must not contain . or .. or // as a part, got "/a/../b"; write the path itself',
    ],
  ],
  [
    'a secret where a kind of credential belongs',
    {
      integrations:
        'integrations: [{ name: erp, routes: [/a], credential: hunter2, reason: a reason of more than twenty characters }]',
    },
    [
      'acme.yaml:11:43 integrations[0].credential must be one of woocommerce-api-key, application-password, signature, none, got a value that is not shown here; choose one of them',
    ],
  ],
  [
    'an access key anywhere',
    { size: 'size: AKIAABCDEFGHIJKLMNOP' },
    ['acme.yaml:11:1 size must be one of solo, shop, surge, got a value that is not shown here; choose one of them'],
  ],
])('refuses %s', (_, lines, expected) => {
  expect(linesOfFile(changed(lines))).toEqual(expected);
});
