import { changed, linesOfFile } from './store-file';

// What is wrong, the lines that make it so, and every line the author reads.
test.each<[string, Record<string, string>, string[]]>([
  [
    'a cron with five fields',
    { drill: 'drill: { schedule: cron(0 4 * * 0) }' },
    [
      'acme.yaml:11:10 drill.schedule must have six cron fields (minutes hours day-of-month month day-of-week year) and has 5, got "cron(0 4 * * 0)"; write it as cron(0 3 ? * TUE *)',
    ],
  ],
  [
    'a cron without ?',
    { drill: 'drill: { schedule: cron(0 4 * * * *) }' },
    [
      'acme.yaml:11:10 drill.schedule must have ? in exactly one of day of month and day of week, got "cron(0 4 * * * *)"; put ? in the one that does not matter',
    ],
  ],
  [
    'a drill by rate',
    { drill: 'drill: { schedule: rate(7 days) }' },
    [
      'acme.yaml:11:10 drill.schedule must be cron(...): AWS Backup takes no rate, got "rate(7 days)"; write it as cron(0 4 ? * SUN *)',
    ],
  ],
  [
    'a rate in the wrong number',
    { patch: 'patch: { window: rate(1 days) }' },
    ['acme.yaml:11:10 patch.window must say day after 1, got "rate(1 days)"; write rate(1 day)'],
  ],
  [
    'a patch window every minute',
    { patch: 'patch: { window: cron(* * ? * * *) }' },
    [
      'acme.yaml:11:10 patch.window must come at most once an hour, got "cron(* * ? * * *)"; give one minute, such as cron(0 4 ? * SUN *)',
    ],
  ],
  [
    'a patch window that ends',
    { patch: 'patch: { window: cron(0 3 ? * TUE 2026-2027) }' },
    ['acme.yaml:11:10 patch.window must not end, got "cron(0 3 ? * TUE 2026-2027)"; write * for the year'],
  ],
  [
    'a time zone in the wrong case',
    { timeZone: 'timeZone: europe/berlin' },
    ['acme.yaml:11:1 timeZone must be an IANA time zone, got "europe/berlin"; did you mean Europe/Berlin?'],
  ],
  [
    'a city for a time zone',
    { timeZone: 'timeZone: New York' },
    ['acme.yaml:11:1 timeZone must be an IANA time zone, got "New York"; did you mean America/New_York?'],
  ],
  [
    'an offset for a time zone',
    { timeZone: "timeZone: '+01:00'" },
    ['acme.yaml:11:1 timeZone must be an IANA time zone, got "+01:00"; write it as Europe/Berlin'],
  ],
  [
    'writing into the whole of wp-content',
    { writablePaths: "writablePaths: [{ path: '/*', reason: a plugin of ours writes there }]" },
    [
      'acme.yaml:11:19 writablePaths[0].path must be a folder of its own below wp-content, outside plugins, themes, mu-plugins and languages, got "/*"; write /uploads/exports',
    ],
  ],
  [
    'writing beside a plugin’s code',
    { writablePaths: 'writablePaths: [{ path: /Plugins/acme/cache, reason: a plugin of ours writes there }]' },
    [
      'acme.yaml:11:19 writablePaths[0].path must be a folder of its own below wp-content, outside plugins, themes, mu-plugins and languages, got "/Plugins/acme/cache"; write /uploads/exports',
    ],
  ],
  [
    'direct payments without a reason',
    { payments: 'payments: [{ gateway: stripe, mode: direct }]' },
    [
      'acme.yaml:10:12 payments[0].reason must be given, got nothing; add it (Why, for the next engineer and the auditor)',
    ],
  ],
  [
    'a gateway twice',
    { payments: 'payments: [{ gateway: stripe, mode: iframe }, { gateway: stripe, mode: redirect }]' },
    ['acme.yaml:10:49 payments[1].gateway must not repeat payments[0].gateway, got "stripe"; take one of the two away'],
  ],
  [
    'a plugin without why and owner',
    { plugins: 'plugins: [{ name: woocommerce, version: 9.4.1 }]' },
    [
      'acme.yaml:11:11 plugins[0].why must be given, got nothing; add it (What the shop needs it for)',
      'acme.yaml:11:11 plugins[0].owner must be given, got nothing; add it (Who answers for it and reads its release notes)',
    ],
  ],
  [
    'a plugin version YAML reads as a number',
    {
      plugins:
        'plugins: [{ name: woocommerce, version: 9.10, why: a reason of more than twenty characters, owner: engineer }]',
    },
    ['acme.yaml:11:32 plugins[0].version must be text, got the number 9.1; put it in quotes'],
  ],
  [
    'a plugin twice',
    {
      plugins:
        "plugins: [{ name: a, version: '1', why: a reason of more than twenty characters, owner: engineer }, { name: a, version: '2', why: a reason of more than twenty characters, owner: engineer }]",
    },
    ['acme.yaml:11:103 plugins[1].name must not repeat plugins[0].name, got "a"; take one of the two away'],
  ],
  [
    'control characters in a reason',
    {
      plugins:
        'plugins: [{ name: a, version: \'1\', why: "\\e[31ma reason of more than twenty characters", owner: engineer }]',
    },
    [
      'acme.yaml:11:36 plugins[0].why must be plain text, got "\\u001b[31ma reason of more than twenty characters"; take the control characters out',
    ],
  ],
  [
    'a notified address twice',
    { notify: 'notify: { emails: [a@example.com, A@example.com] }' },
    ['acme.yaml:8:35 notify.emails[1] must not repeat notify.emails[0], got "A@example.com"; take one of the two away'],
  ],
  [
    'observing past its day',
    { egress: 'egress: { mode: observe, until: 2026-02-28 }' },
    [
      'acme.yaml:11:26 egress.until must not be past (today is 2026-03-01) without egress.reason, got "2026-02-28"; set egress.mode to block, or say in egress.reason why it still observes',
    ],
  ],
  [
    'a day that does not exist',
    { egress: 'egress: { mode: observe, until: 2026-02-30 }' },
    ['acme.yaml:11:26 egress.until must be a date that exists, got "2026-02-30"; write it as YYYY-MM-DD'],
  ],
  [
    'storage that cannot grow',
    { database: 'database: { allocatedGiB: 100, maxAllocatedGiB: 109 }' },
    [
      'acme.yaml:11:32 database.maxAllocatedGiB must be at least 110 when 100 GiB are allocated, got 109; raise it, or lower database.allocatedGiB',
    ],
  ],
  [
    'storage over the size’s maximum',
    { database: 'database: { allocatedGiB: 500 }' },
    [
      'acme.yaml:11:13 database.allocatedGiB must leave room to grow below 500 GiB, got 500; set database.maxAllocatedGiB to 550 or more',
    ],
  ],
  [
    'a class too small for the size',
    { database: 'database: { instanceClass: t4g.small }' },
    [
      'acme.yaml:11:13 database.instanceClass must be at least t4g.medium in size shop, got "t4g.small"; leave it out for the size’s own',
    ],
  ],
  [
    'a class that is not Graviton',
    { database: 'database: { instanceClass: m5.large }' },
    [
      'acme.yaml:11:13 database.instanceClass must be a Graviton class, got "m5.large"; choose one such as t4g.medium or r7g.large',
    ],
  ],
  [
    'a family that RDS does not have',
    { database: 'database: { instanceClass: t5g.large }' },
    [
      'acme.yaml:11:13 database.instanceClass must be of a family that RDS has for MariaDB on Graviton, got "t5g.large"; choose one of t4g, m6g, m6gd, m7g, m8g, m8gd, r6g, r6gd, r7g, r8g, r8gd, x2g',
    ],
  ],
  [
    'a class that its family does not have',
    { database: 'database: { instanceClass: r7g.24xlarge }' },
    [
      'acme.yaml:11:13 database.instanceClass must be a size that r7g has, got "r7g.24xlarge"; choose one of large, xlarge, 2xlarge, 4xlarge, 8xlarge, 12xlarge, 16xlarge',
    ],
  ],
  [
    'a class with its prefix',
    { database: 'database: { instanceClass: db.r7g.large }' },
    [
      'acme.yaml:11:13 database.instanceClass must be an RDS instance class without db., such as r7g.large, got "db.r7g.large"; take the prefix away',
    ],
  ],
  [
    'a maintenance window too short',
    { database: 'database: { maintenanceWindow: sun:23:45-mon:00:14 }' },
    [
      'acme.yaml:11:13 database.maintenanceWindow must last from 60 minutes to under 24 hours, got "sun:23:45-mon:00:14", 29 minutes; move its end, such as tue:02:00-tue:03:00',
    ],
  ],
  [
    'a maintenance window that ends before it starts',
    { database: 'database: { maintenanceWindow: tue:03:00-tue:02:00 }' },
    [
      'acme.yaml:11:13 database.maintenanceWindow must last from 60 minutes to under 24 hours, got "tue:03:00-tue:02:00", 10020 minutes; move its end, such as tue:02:00-tue:03:00',
    ],
  ],
  [
    'a VPC in public addresses',
    { network: 'network: { cidr: 203.0.0.0/16 }' },
    [
      'acme.yaml:11:12 network.cidr must be a private IPv4 network (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16) of /16 to /20, got "203.0.0.0/16"; leave it out for 10.20.0.0/16, or choose one such as 10.21.0.0/16',
    ],
  ],
  [
    'a VPC too small',
    { network: 'network: { cidr: 10.0.0.0/24 }' },
    [
      'acme.yaml:11:12 network.cidr must be a private IPv4 network (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16) of /16 to /20, got "10.0.0.0/24"; leave it out for 10.20.0.0/16, or choose one such as 10.21.0.0/16',
    ],
  ],
  [
    'a sender in a foreign domain',
    { mail: 'mail: { via: ses, from: orders@example.net }' },
    [
      'acme.yaml:7:19 mail.from must be an address at shop.example.com, below it or at a parent of it, in the zone example.com, got "orders@example.net"; write it as orders@shop.example.com, or send by smtp',
    ],
  ],
  [
    'a sender outside the zone',
    {
      dns: 'dns: { zone: { id: Z0123456789EXAMPLE01, name: shop.example.com } }',
      staffHost: 'staffHost: staff.shop.example.com',
      mail: 'mail: { via: ses, from: orders@example.com }',
    },
    [
      'acme.yaml:7:19 mail.from must be an address at shop.example.com, below it or at a parent of it, in the zone shop.example.com, got "orders@example.com"; write it as orders@shop.example.com, or send by smtp',
    ],
  ],
  [
    'mail by an unknown way',
    { mail: 'mail: { via: smpt, from: a@example.com }' },
    ['acme.yaml:7:9 mail.via must be one of ses, smtp, got "smpt"; did you mean smtp?'],
  ],
  [
    'a relay secret of another name, unprinted',
    {
      mail: 'mail: { via: smtp, from: a@example.com, host: smtp.example.com, networks: [198.51.100.7/32], secretName: hunter2 }',
    },
    [
      'acme.yaml:7:94 mail.secretName must start with storefort/, got a value that is not shown here; rename the secret, for hosts may read no other',
    ],
  ],
  [
    'a tag of AWS’s',
    { tags: "tags: { 'aws:x': y }" },
    [
      'acme.yaml:11:9 tags["aws:x"] must be a tag key AWS allows (1 to 128 letters, digits, spaces or _.:/=+@-, not starting with aws:), got "aws:x"; rename it',
    ],
  ],
  [
    'a tag that hides resources from backup plans',
    { tags: 'tags: { awsbackup-restore-test: y }' },
    ['acme.yaml:11:9 tags.awsbackup-restore-test must not be a key that Storefort or AWS uses; rename it'],
  ],
  [
    'tags that differ by case',
    { tags: 'tags: { owner: a, Owner: b }' },
    [
      'acme.yaml:11:19 tags.Owner must differ from owner by more than case, for IAM takes them as one; take one of the two away',
    ],
  ],
  [
    'more tags than fit',
    {
      tags: 'tags: { t0: x, t1: x, t2: x, t3: x, t4: x, t5: x, t6: x, t7: x, t8: x, t9: x, t10: x, t11: x, t12: x, t13: x, t14: x, t15: x, t16: x, t17: x, t18: x, t19: x, t20: x, t21: x, t22: x, t23: x, t24: x, t25: x, t26: x, t27: x, t28: x, t29: x, t30: x, t31: x, t32: x, t33: x, t34: x, t35: x, t36: x, t37: x, t38: x, t39: x, t40: x, t41: x, t42: x, t43: x, t44: x, t45: x }',
    },
    ['acme.yaml:11:1 tags must have at most 45 tags, got 46; take some out'],
  ],
])('refuses %s', (_, lines, expected) => {
  expect(linesOfFile(changed(lines))).toEqual(expected);
});
