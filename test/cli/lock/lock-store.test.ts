import { App, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CommandError } from '../../../cli/exit-codes';
import { lockedVaults } from '../../../cli/lock/locked-vaults';
import { lockStore } from '../../../cli/lock/lock-store';
import type { Evidence } from '../../../lambdas/shared/evidence';
import type { StoreConfig } from '../../../lib/config/schema';
import { OffsiteVault } from '../../../lib/offsite/offsite-vault';
import { HomeVault } from '../../../lib/operations/home-vault';
import { aStore } from '../../support/stores';

const now = new Date('2026-11-25T10:00:00Z');
const store = aStore({ generation: 2 });
const text = '# mine\nbackup: { offsite: { region: us-west-2 } }\n';
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();

function drill(changes: Partial<Evidence> = {}): Evidence {
  return {
    schemaVersion: 1,
    id: 'drill-0001',
    store: 'acme',
    check: 'restore-drill',
    startedAt: daysAgo(3),
    finishedAt: daysAgo(3),
    producer: { name: 'judge-drill', version: '1' },
    subject: { resource: 'database', vault: 'acme-home-g2' },
    verdict: 'pass',
    results: [],
    measures: {},
    ...changes,
  };
}

/** Asks and answers as AWS and a person would. */
function world(
  evidence: readonly Evidence[],
  typed: string | undefined = 'acme',
  bucket: string | undefined = 'evidence-1',
) {
  const said: string[] = [];
  const asked: string[] = [];
  return {
    said,
    asked,
    ports: {
      now: () => now,
      outputs: {
        output: (of: Pick<StoreConfig, 'name'>, stack: string, name: string) => {
          asked.push(`${of.name} ${stack} ${name}`);
          return Promise.resolve(bucket);
        },
      },
      evidenceIn: (name: string) => {
        asked.push(name);
        return {
          put: () => Promise.reject(new Error('nothing is put')),
          newest: (
            check: string,
            { since, until }: { since: Date; until: Date },
            wanted: (one: Evidence) => boolean = () => true,
          ) =>
            Promise.resolve(
              evidence
                .filter((one) => one.check === check && wanted(one))
                .filter(({ finishedAt }) => new Date(finishedAt) >= since && new Date(finishedAt) < until)
                .sort((one, other) => (one.finishedAt < other.finishedAt ? 1 : -1))[0],
            ),
        };
      },
      person: {
        ask: (question: string) => {
          asked.push(question);
          return Promise.resolve(typed);
        },
        say: (words: string) => said.push(words),
      },
    },
  };
}

test('changes the file when a drill has passed and the store’s name is typed', async () => {
  const { ports, said, asked } = world([drill()]);
  expect(await lockStore({ store, text, yes: false }, ports)).toBe(
    '# mine\nbackup: { lock: compliance, offsite: { region: us-west-2 } }\n',
  );
  expect(asked).toEqual(['acme data EvidenceBucket', 'evidence-1', 'Type acme to lock its backups for good: ']);
  expect(said.join()).toContain('not you, not root, not AWS');
});

test('says what becomes irreversible: both vaults, their days, the 72 hours, and what is left behind', async () => {
  const { ports, said } = world([drill()]);
  await lockStore({ store, text, yes: true }, ports);
  const words = said.join('').replace(/\s+/g, ' ');
  for (const part of [
    `proven by the restore drill of ${daysAgo(3)} (drill-0001)`,
    'from 72 hours after the next deploy',
    'acme-home-g2 in us-east-1: every recovery point stays until its life ends; new ones must live from 14 to 365 days',
    'acme-offsite-g2 in us-west-2: every recovery point stays until its life ends; new ones must live from 7 to 365 days',
    'up to 365 days from the last backup',
    'Personal data that is erased in the shop stays in recovery points',
    'aws backup delete-backup-vault-lock-configuration --region us-west-2 --backup-vault-name acme-offsite-g2',
  ])
    expect(words).toContain(part);
  expect(
    said
      .join('')
      .split('\n')
      .filter((line) => line.length > 80 && !line.startsWith('  aws')),
  ).toEqual([]);
});

test('asks nobody who has agreed beforehand', async () => {
  const { ports, asked } = world([drill()]);
  expect(await lockStore({ store, text, yes: true }, ports)).toContain('lock: compliance');
  expect(asked).toHaveLength(2);
});

test.each<[string, readonly Evidence[], string]>([
  ['no drill at all', [], 'no restore drill of the database out of acme-home-g2 came to a verdict in the last 14 days'],
  ['a pass that is too old', [drill({ finishedAt: daysAgo(14.01) })], 'no restore drill of the database'],
  [
    'a drill of the uploads alone',
    [drill({ subject: { resource: 'files', vault: 'acme-home-g2' } })],
    'no restore drill of the database',
  ],
  [
    'a drill of the generation before',
    [drill({ subject: { resource: 'database', vault: 'acme-home-g1' } })],
    'no restore drill of the database out of acme-home-g2',
  ],
  [
    'a drill of another vault',
    [drill({ subject: { resource: 'database', vault: 'other-home-g2' } })],
    'no restore drill of the database',
  ],
  ['a drill that names no vault', [drill({ subject: { resource: 'database' } })], 'no restore drill of the database'],
  ['a drill of the offsite copy alone', [drill({ check: 'offsite-drill' })], 'no restore drill of the database'],
  ['errors alone', [drill({ verdict: 'error' })], 'no restore drill of the database'],
  ['a failed drill', [drill({ verdict: 'fail' })], 'the newest restore drill of the database failed'],
  [
    'a failed drill after a passed one',
    [drill(), drill({ verdict: 'fail', finishedAt: daysAgo(1), id: 'drill-0002' })],
    'drill-0002): mend the backups',
  ],
])('refuses with %s, whoever agrees', async (_, evidence, message) => {
  const { ports, said } = world(evidence);
  const refused = lockStore({ store, text, yes: true }, ports);
  await expect(refused).rejects.toThrow(message);
  await expect(refused).rejects.toBeInstanceOf(CommandError);
  expect(said).toEqual([]);
});

test.each<[string, readonly Evidence[]]>([
  ['a pass of this very second', [drill({ finishedAt: now.toISOString() })]],
  ['a pass of almost 14 days', [drill({ finishedAt: daysAgo(13.99) })]],
  ['an error after a pass', [drill(), drill({ verdict: 'error', finishedAt: daysAgo(1) })]],
  [
    'a pass before a failure of the generation before',
    [
      drill(),
      drill({ verdict: 'fail', finishedAt: daysAgo(1), subject: { resource: 'database', vault: 'acme-home-g1' } }),
    ],
  ],
  ['a pass after a failure', [drill({ verdict: 'fail', finishedAt: daysAgo(5) }), drill()]],
])('takes %s', async (_, evidence) => {
  expect(await lockStore({ store, text, yes: true }, world(evidence).ports)).toContain('compliance');
});

test.each<[string | undefined, string, number]>([
  ['Acme', 'the name was not typed', 1],
  ['', 'the name was not typed', 1],
  [undefined, 'give --yes', 2],
])('does nothing when %j is typed', async (typed, message, exitCode) => {
  const { ports } = world([drill()]);
  const refused = lockStore(
    { store, text, yes: false },
    { ...ports, person: { ...ports.person, ask: () => Promise.resolve(typed) } },
  );
  await expect(refused).rejects.toMatchObject({ exitCode, message: expect.stringContaining(message) as string });
});

test('refuses a trial, and looks nothing up', async () => {
  const { ports, asked } = world([drill()]);
  await expect(lockStore({ store: aStore({ trial: true }), text, yes: true }, ports)).rejects.toThrow(
    'acme is a trial',
  );
  expect(asked).toEqual([]);
});

test('leaves a locked store as it is', async () => {
  const { ports, asked } = world([]);
  const locked = aStore({ backup: { lock: 'compliance', offsite: { region: 'us-west-2' } } });
  expect(await lockStore({ store: locked, text, yes: true }, ports)).toBeUndefined();
  expect(asked).toEqual([]);
});

test('says what to deploy where no evidence bucket is', async () => {
  const { ports } = world([drill()]);
  const nowhere = { ...ports, outputs: { output: () => Promise.resolve(undefined) } };
  await expect(lockStore({ store, text, yes: true }, nowhere)).rejects.toThrow(
    'acme-data in us-east-1 of account 111122223333 names no evidence bucket; deploy it first',
  );
});

test.each([
  { retentionDays: 35 },
  { retentionDays: 7, pointInTimeDays: 7, monthlyRetentionDays: 90 },
  { retentionDays: 400, pointInTimeDays: 35 },
])('knows the limits that the stacks give the vaults: %j', (days) => {
  const some = aStore({ backup: { ...days, lock: 'compliance', offsite: { region: 'us-west-2' } } });
  const stack = new Stack(new App(), 'Stack', { env: { account: some.account, region: some.region } });
  const key = new Key(stack, 'Key');
  const deployed = [
    new HomeVault(stack, 'Home', { store: some, key }),
    new OffsiteVault(stack, 'Offsite', { store: some, key }),
  ];
  expect(
    lockedVaults(some).map(({ minRetentionDays, maxRetentionDays }) => ({
      minRetentionDays,
      maxRetentionDays,
      final: true,
    })),
  ).toEqual(deployed.map(({ lock }) => lock));
});

test('one vault where there is no second copy', () => {
  const reason = 'one region is all that this shop may use';
  expect(lockedVaults(aStore({ backup: { offsite: { enabled: false, reason } } })).map(({ name }) => name)).toEqual([
    'acme-home-g1',
  ]);
});
