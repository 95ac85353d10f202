import { changed, linesOfFile } from './store-file';

// What is wrong, the lines that make it so, and every line the author reads.
test.each<[string, Record<string, string>, string[]]>([
  [
    'offsite = home region',
    { backup: 'backup: { offsite: { region: us-east-1 } }' },
    [
      'acme.yaml:6:22 backup.offsite.region must be another region than region, got "us-east-1"; choose one that does not share its floods and outages',
    ],
  ],
  [
    'no word on the second copy',
    { backup: 'backup: {}' },
    [
      'acme.yaml:6:1 backup.offsite must be given, got nothing; add it (Where the second, locked copy of every daily recovery point lives)',
    ],
  ],
  [
    'a control off without a reason',
    { backup: 'backup: { offsite: { enabled: false } }' },
    [
      'acme.yaml:6:11 backup.offsite.reason must be given, got nothing; add it (Why, for the next engineer and the auditor)',
    ],
  ],
  [
    'a bare false',
    { backup: 'backup: { offsite: false }' },
    [
      'acme.yaml:6:11 backup.offsite must be { region } or { enabled: false, reason }, got false; name a region, or say why there is no second copy',
    ],
  ],
  [
    'an unknown region',
    { region: 'region: eu-central-9' },
    [
      'acme.yaml:5:1 region must be one of us-east-1, us-east-2, us-west-1, us-west-2, ca-central-1, sa-east-1, eu-central-1, eu-west-1, eu-west-2, eu-west-3, eu-north-1, ap-northeast-1, ap-northeast-2, ap-southeast-1, ap-southeast-2, ap-south-1, got "eu-central-9"; did you mean eu-central-1, ca-central-1?',
    ],
  ],
  [
    'surge where two zones are',
    { region: 'region: us-west-1', size: 'size: surge' },
    [
      'acme.yaml:11:1 size must be one that needs at most 2 zones in us-west-1, got "surge", which needs 3; choose a smaller size, or a region with three zones',
    ],
  ],
  [
    'retention below a week',
    { backup: 'backup: { retentionDays: 3, pointInTimeDays: 3, offsite: { region: us-west-2 } }' },
    ['acme.yaml:6:11 backup.retentionDays must be at least 7, got 3; raise it, for only a trial store keeps less'],
  ],
  [
    'retention below a day',
    { backup: 'backup: { retentionDays: 0, offsite: { region: us-west-2 } }' },
    ['acme.yaml:6:11 backup.retentionDays must be at least 1, got 0; raise it'],
  ],
  [
    'point-in-time recovery beyond what AWS allows',
    { backup: 'backup: { pointInTimeDays: 36, offsite: { region: us-west-2 } }' },
    ['acme.yaml:6:11 backup.pointInTimeDays must be at most 35, got 36; lower it'],
  ],
  [
    'point-in-time recovery beyond the daily backups',
    { backup: 'backup: { retentionDays: 7, pointInTimeDays: 8, offsite: { region: us-west-2 } }' },
    ['acme.yaml:6:29 backup.pointInTimeDays must be at most 7, got 8; lower it, or raise backup.retentionDays'],
  ],
  [
    'monthly retention below cold storage',
    { backup: 'backup: { monthlyRetentionDays: 89, offsite: { region: us-west-2 } }' },
    ['acme.yaml:6:11 backup.monthlyRetentionDays must be at least 90, got 89; raise it'],
  ],
  [
    'monthly retention below daily',
    { backup: 'backup: { retentionDays: 400, monthlyRetentionDays: 365, offsite: { region: us-west-2 } }' },
    ['acme.yaml:6:31 backup.monthlyRetentionDays must be at least 400, got 365; raise it'],
  ],
  [
    'a trial with longer retention',
    { trial: 'trial: true', backup: 'backup: { retentionDays: 7, offsite: { region: us-west-2 } }' },
    ['acme.yaml:6:11 backup.retentionDays must be 1 in a trial store, got 7; leave it out, or set trial to false'],
  ],
  [
    'a trial with a compliance lock',
    { trial: 'trial: true', backup: 'backup: { lock: compliance, offsite: { region: us-west-2 } }' },
    [
      'acme.yaml:6:11 backup.lock must be governance in a trial store, got "compliance"; leave it out: a compliance lock would keep the trial from being removed',
    ],
  ],
])('refuses %s', (_, lines, expected) => {
  expect(linesOfFile(changed(lines))).toEqual(expected);
});
