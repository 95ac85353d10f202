import { loaded, changed, linesOfFile, sound } from './store-file';

const job = 'job-0b5f3a52-2f4e-4d3a-9f0e-3b1c2d4e5f60';
const arn = (region = 'us-east-1', account = '111122223333') =>
  `arn:aws:rds:${region}:${account}:snapshot:awsbackup:${job}`;
const restored = (restoreFrom: string, generation = 2) => ({
  generation: `generation: ${generation}`,
  database: `database: { restoreFrom: '${restoreFrom}' }`,
});

test.each([arn(), `awsbackup:${job}`, 'rds:acme-g1-2026-11-24-01-15', 'before-the-migration'])(
  'restores from %s',
  (snapshot) => {
    expect(loaded({ 'acme.yaml': changed(restored(snapshot)) })).toMatchObject([
      { database: { restoreFrom: snapshot } },
    ]);
  },
);

test.each<[string, Record<string, string>, string[]]>([
  [
    'a restore over the database itself',
    restored('before-the-migration', 1),
    [
      'acme.yaml:12:13 database.restoreFrom must belong to generation 2 or later, got "before-the-migration"; raise generation by 1: the database of this generation stays as it is, beside the restored one',
    ],
  ],
  [
    'a restore where generation is left at 1',
    { database: 'database: { restoreFrom: before-the-migration }' },
    [
      'acme.yaml:11:13 database.restoreFrom must belong to generation 2 or later, got "before-the-migration"; raise generation by 1: the database of this generation stays as it is, beside the restored one',
    ],
  ],
  [
    'a snapshot of another region',
    restored(arn('us-west-2')),
    [
      'acme.yaml:12:13 database.restoreFrom must lie in us-east-1 of account 111122223333, got "us-west-2 of 111122223333"; copy the recovery point there first, as docs/runbooks/after-a-restore.md says',
    ],
  ],
  [
    'a snapshot of another account',
    restored(arn('us-east-1', '444455556666')),
    [
      'acme.yaml:12:13 database.restoreFrom must lie in us-east-1 of account 111122223333, got "us-east-1 of 444455556666"; copy the recovery point there first, as docs/runbooks/after-a-restore.md says',
    ],
  ],
  [
    'a continuous recovery point',
    restored('arn:aws:backup:us-east-1:111122223333:recovery-point:continuous:acme-g1-1a2b3c4d'),
    [
      'acme.yaml:12:13 database.restoreFrom must be a snapshot, and is a continuous recovery point, got "arn:aws:backup:us-east-1:111122223333:recovery-point:cont..."; restore it to the second you want by hand, take a snapshot of that, and name the snapshot',
    ],
  ],
  [
    'a snapshot of a cluster',
    restored('arn:aws:rds:us-east-1:111122223333:cluster-snapshot:awsbackup:job-1'),
    [
      'acme.yaml:12:13 database.restoreFrom must be an RDS snapshot or a recovery point of one, got "arn:aws:rds:us-east-1:111122223333:cluster-snapshot:awsba..."; copy its ARN, such as arn:aws:rds:us-east-1:111122223333:snapshot:awsbackup:job-…',
    ],
  ],
  [
    'what is no name of a snapshot',
    restored('before the migration'),
    [
      'acme.yaml:12:13 database.restoreFrom must be an RDS snapshot or a recovery point of one, got "before the migration"; copy its ARN, such as arn:aws:rds:us-east-1:111122223333:snapshot:awsbackup:job-…',
    ],
  ],
  [
    'no administrator at all',
    { staff: 'staff: { networks: [203.0.113.0/29], administrators: [] }' },
    ['acme.yaml:9:38 staff.administrators must have at least 1 entry, got an empty list; add one'],
  ],
  [
    'a login that WordPress would not keep',
    { staff: "staff: { networks: [203.0.113.0/29], administrators: ['anna\"; --'] }" },
    [
      'acme.yaml:9:55 staff.administrators[0] must be a WordPress login (letters, digits, spaces and _ . @ -), got "anna\\"; --"; copy it from the list of users',
    ],
  ],
  [
    'a login with a space at its end',
    { staff: "staff: { networks: [203.0.113.0/29], administrators: ['anna '] }" },
    [
      'acme.yaml:9:55 staff.administrators[0] must be a WordPress login (letters, digits, spaces and _ . @ -), got "anna "; copy it from the list of users',
    ],
  ],
  [
    'an administrator twice, for WordPress knows no case',
    { staff: 'staff: { networks: [203.0.113.0/29], administrators: [Anna, anna] }' },
    [
      'acme.yaml:9:61 staff.administrators[1] must not repeat staff.administrators[0], got "anna"; take one of the two away',
    ],
  ],
  [
    'an export every minute',
    { backup: "backup: { offsite: { region: us-west-2 }, exportSchedule: 'cron(* 1 * * ? *)' }" },
    [
      'acme.yaml:6:43 backup.exportSchedule must come at most once an hour, got "cron(* 1 * * ? *)"; give one minute, such as cron(0 4 ? * SUN *)',
    ],
  ],
  [
    'an export that ends',
    { backup: "backup: { offsite: { region: us-west-2 }, exportSchedule: 'cron(15 1 * * ? 2026)' }" },
    ['acme.yaml:6:43 backup.exportSchedule must not end, got "cron(15 1 * * ? 2026)"; write * for the year'],
  ],
  [
    'a drill of the offsite copy every few minutes',
    { drill: "drill: { offsiteSchedule: 'rate(5 minutes)' }" },
    [
      'acme.yaml:11:10 drill.offsiteSchedule must come at most once an hour, got "rate(5 minutes)"; give one minute, such as cron(0 4 ? * SUN *)',
    ],
  ],
])('refuses %s', (_, lines, expected) => {
  expect(linesOfFile(changed(lines))).toEqual(expected);
});

test('by default exports nightly, drills the offsite copy quarterly, and judges no administrators', () => {
  expect(loaded({ 'acme.yaml': sound })).toMatchObject([
    {
      backup: { exportSchedule: 'cron(15 1 * * ? *)' },
      drill: { schedule: 'cron(0 4 ? * SUN *)', offsiteSchedule: 'cron(0 6 ? JAN,APR,JUL,OCT SUN#2 *)' },
    },
  ]);
  const [store] = loaded({ 'acme.yaml': sound });
  expect([store?.staff.administrators, store?.database.restoreFrom]).toEqual([undefined, undefined]);
});

test('takes a rate for what Scheduler starts, for AWS Backup alone refuses it', () => {
  const lines = {
    backup: "backup: { offsite: { region: us-west-2 }, exportSchedule: 'rate(1 day)' }",
    drill: "drill: { offsiteSchedule: 'rate(90 days)' }",
  };
  expect(linesOfFile(changed(lines))).toEqual([]);
});
