import { changed, linesOfFile } from './store-file';

// What is wrong, the lines that make it so, and every line the author reads.
test.each<[string, Record<string, string>, string[]]>([
  [
    'an unknown key, with the nearest known one',
    { trail: 'trail: true' },
    ['acme.yaml:11:1 trail is not a field of the store file; did you mean trial?'],
  ],
  [
    'an unknown key of a nested map',
    { backup: 'backup: { retensionDays: 30, offsite: { region: us-west-2 } }' },
    ['acme.yaml:6:11 backup.retensionDays is not a field of the store file; did you mean backup.retentionDays?'],
  ],
  [
    'a known key in the wrong place, with its right one',
    { retentionDays: 'retentionDays: 30' },
    ['acme.yaml:11:1 retentionDays is not a field of the store file; did you mean backup.retentionDays?'],
  ],
  [
    'an unknown key without printing its value',
    { zzzzzzzzzzzz: 'zzzzzzzzzzzz: hunter2' },
    [
      'acme.yaml:11:1 zzzzzzzzzzzz is not a field of the store file; known here: $schema, domain, staffHost, dns, account, region, size, trial, generation, timeZone, tags, network, database, backup, drill, patch, probe, mail, notify, staff, integrations, payments, plugins, locales, writablePaths, egress, personalData, accountParts',
    ],
  ],
  [
    'a key named like a property of all objects',
    { __proto: '__proto__: { trial: true }' },
    [
      'acme.yaml:11:1 __proto__ is not a field of the store file; known here: $schema, domain, staffHost, dns, account, region, size, trial, generation, timeZone, tags, network, database, backup, drill, patch, probe, mail, notify, staff, integrations, payments, plugins, locales, writablePaths, egress, personalData, accountParts',
    ],
  ],
  [
    'a missing field',
    { domain: '' },
    ['acme.yaml:1:1 domain must be given, got nothing; add it (The shop door: what shoppers type)'],
  ],
  [
    'a product of a number longer than the host takes',
    { probe: 'probe: { testOrder: { productId: 1000000000000, gateway: bacs } }' },
    ['acme.yaml:11:23 probe.testOrder.productId must be at most 999999999999, got 1000000000000; lower it'],
  ],
  [
    'a text of the home page that nearly every page has',
    { probe: "probe: { homeText: ' ab ' }" },
    ['acme.yaml:11:10 probe.homeText must have at least 3 characters, got " ab "; write more'],
  ],
  [
    'a text of the home page of blanks',
    { probe: 'probe: { homeText: "  \\n  " }' },
    ['acme.yaml:11:10 probe.homeText must have at least 3 characters, got "  \\n  "; write more'],
  ],
  [
    'a text of the home page longer than one line is',
    { probe: `probe: { homeText: ${'x'.repeat(201)} }` },
    [`acme.yaml:11:10 probe.homeText must have at most 200 characters, got "${'x'.repeat(57)}..."; shorten it`],
  ],
  [
    'a text of the home page that would steer a terminal',
    { probe: 'probe: { homeText: "hats \\e[31m" }' },
    ['acme.yaml:11:10 probe.homeText must be plain text, got "hats \\u001b[31m"; take the control characters out'],
  ],
  [
    'a text of the home page with its tags',
    { probe: 'probe: { homeText: <h1>Hats</h1> }' },
    [
      'acme.yaml:11:10 probe.homeText must be text as shoppers read it, got "<h1>Hats</h1>"; leave tags and the signs < and > out',
    ],
  ],
  [
    'an account written as a number',
    { account: 'account: 111122223333' },
    ['acme.yaml:4:1 account must be text, got the number 111122223333; put it in quotes'],
  ],
  [
    'an account that is none',
    { account: "account: '1111-2222-3333'" },
    [
      'acme.yaml:4:1 account must be 12 digits in quotes, got "1111-2222-3333"; copy the account id from the AWS console, without dashes',
    ],
  ],
  [
    'a boolean in quotes',
    { trial: "trial: 'yes'" },
    ['acme.yaml:11:1 trial must be true or false, got "yes"; write true or false, without quotes'],
  ],
  [
    'a number in quotes',
    { generation: "generation: '2'" },
    ['acme.yaml:11:1 generation must be a whole number, got "2"; write digits, without quotes'],
  ],
  [
    'a number that is not whole',
    { generation: 'generation: 1.5' },
    ['acme.yaml:11:1 generation must be a whole number, got 1.5; round it'],
  ],
  [
    'a list written as one value',
    { notify: 'notify: { emails: owner@example.com }' },
    [
      'acme.yaml:8:11 notify.emails must be a list, got "owner@example.com"; write a list, [..] or one entry a line after -',
    ],
  ],
  [
    'a map written as one value',
    { database: 'database: large' },
    [
      'acme.yaml:11:1 database must be a map of fields, got "large"; write its fields: instanceClass, allocatedGiB, maxAllocatedGiB, maintenanceWindow, restoreFrom',
    ],
  ],
  [
    'a map written as a list',
    { dns: 'dns: [external]' },
    ['acme.yaml:3:1 dns must be a map of fields, got a list; write its fields: zone, cutover'],
  ],
  [
    'an empty list',
    { payments: 'payments: []' },
    ['acme.yaml:10:1 payments must have at least 1 entry, got an empty list; add one'],
  ],
  [
    'a zone in neither of its forms',
    { dns: 'dns: { zone: route53 }' },
    [
      'acme.yaml:3:8 dns.zone must be { id, name } or external, got "route53"; write external when the DNS is not in Route 53 of this account',
    ],
  ],
  [
    'a domain with a scheme',
    { domain: 'domain: https://shop.example.com/' },
    ['acme.yaml:1:1 domain must be a domain name, got "https://shop.example.com/"; write shop.example.com'],
  ],
  [
    'a domain in capitals',
    { domain: 'domain: Shop.Example.com' },
    ['acme.yaml:1:1 domain must be a domain name, got "Shop.Example.com"; write shop.example.com'],
  ],
  [
    'a domain beyond ASCII',
    { domain: 'domain: shop.exämple.com' },
    ['acme.yaml:1:1 domain must be a domain name, got "shop.exämple.com"; write shop.xn--exmple-cua.com'],
  ],
  [
    'a domain of one label',
    { domain: 'domain: localhost' },
    ['acme.yaml:1:1 domain must be a domain name, got "localhost"; write it in lower case, such as shop.example.com'],
  ],
  [
    'an address for a domain',
    { domain: 'domain: 203.0.113.9' },
    ['acme.yaml:1:1 domain must be a domain name, got "203.0.113.9"; write it in lower case, such as shop.example.com'],
  ],
  [
    'a domain that never resolves',
    { domain: 'domain: shop.local' },
    ['acme.yaml:1:1 domain must be a name of the public DNS, got "shop.local"; names ending so never resolve there'],
  ],
  [
    'a domain too long for a certificate',
    {
      domain: 'domain: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.com',
      dns: 'dns: { zone: external }',
      mail: 'mail: { via: smtp, from: a@example.com, host: smtp.example.com, networks: [198.51.100.7/32], secretName: storefort/smtp }',
    },
    [
      'acme.yaml:1:1 domain must have at most 64 characters (a certificate’s limit), got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.e..."; shorten it',
    ],
  ],
])('refuses %s', (_, lines, expected) => {
  expect(linesOfFile(changed(lines))).toEqual(expected);
});
