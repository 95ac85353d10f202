import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib';
import cdkJson from '../../cdk.json';
import { exportKeys } from '../../lambdas/shared/manifest';
import type { StoreFile } from '../../lib/config/schema';
import { exportFolder } from '../../lib/proof/verify-backup-permissions';
import { Store } from '../../lib/store';
import { aStore } from '../support/stores';

const offsite = { region: 'us-west-2' } as const;

function storeOf(changes: Partial<StoreFile> = {}): Store {
  return new Store(new App({ context: cdkJson.context, analyticsReporting: false }), aStore(changes));
}

function templateOf(store: Store, id: string): Template {
  return Template.fromStack(Stack.of(store.node.findChild(id)));
}

function proofOf(changes: Partial<StoreFile> = {}): Template {
  return templateOf(storeOf(changes), 'Proof');
}

/** What the daily proof is told to expect, references written as nothing. */
function expectedOf(template: Template): Record<string, unknown> {
  const schedules = Object.entries(template.findResources('AWS::Scheduler::Schedule'));
  const [, daily] = schedules.find(([id]) => id.startsWith('VerifyDaily')) ?? [];
  const { Input } = (daily as { Properties: { Target: { Input: { 'Fn::Join': [string, unknown[]] } } } }).Properties
    .Target;
  const text = Input['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : '')).join('');
  return (JSON.parse(text) as { expected: Record<string, unknown> }).expected;
}

test('expects drills and exports as often as the store file schedules them', () => {
  const expected = expectedOf(
    proofOf({
      drill: { schedule: 'cron(0 4 1 * ? *)', offsiteSchedule: 'rate(30 days)' },
      backup: { offsite, exportSchedule: 'cron(0 1,13 * * ? *)', rpoHours: 6, retentionDays: 60 },
    }),
  );
  expect(expected).toMatchObject({
    drillIntervalHours: 31 * 24,
    offsiteDrillIntervalHours: 30 * 24,
    exportIntervalHours: 12,
    rpoHours: 6,
    lockDays: 60,
  });
});

test('expects locks that nobody takes off once the store is locked for good, and limits as both vaults have them', () => {
  const expected = expectedOf(
    proofOf({
      backup: { offsite, lock: 'compliance', pointInTimeDays: 10, retentionDays: 40, monthlyRetentionDays: 400 },
    }),
  );
  expect(expected).toMatchObject({
    vaults: {
      home: { lockFinal: true, minRetentionDays: 10, maxRetentionDays: 400 },
      offsite: { lockFinal: true, minRetentionDays: 7, maxRetentionDays: 400 },
    },
  });
});

test('never expects a trial to be locked for good', () => {
  const expected = expectedOf(proofOf({ trial: true, backup: { offsite, lock: 'compliance' } }));
  expect(expected).toMatchObject({
    trial: true,
    vaults: { home: { lockFinal: false }, offsite: { lockFinal: false } },
  });
});

test('expects the key’s policy that the offsite stack deploys, to the letter', () => {
  const store = storeOf();
  const expected = expectedOf(templateOf(store, 'Proof'));
  const [key] = Object.values(templateOf(store, 'Offsite').findResources('AWS::KMS::Key')) as {
    Properties: { KeyPolicy: { Statement: unknown[] } };
  }[];
  expect(expected.keyPolicy).toEqual(key?.Properties.KeyPolicy);
  expect(key?.Properties.KeyPolicy.Statement.length).toBeGreaterThan(5);
});

test('another generation proves its own exports only', () => {
  const template = proofOf({ generation: 3 });
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { detail: { object: { key: [{ wildcard: 'exports/acme/g3/*/manifest.json' }] } } },
  });
  expect(expectedOf(template)).toMatchObject({ generation: 3 });
});

test('looks for exports where hosts put them', () => {
  const { folder, manifest } = exportKeys({ store: 'acme', generation: 3, export: '20261125T010003Z' });
  expect(folder).toBe(`${exportFolder(aStore({ generation: 3 }))}/20261125T010003Z`);
  expect(manifest).toBe(`${folder}/manifest.json`);
});

test('proves at half past nine of the store’s time zone', () => {
  proofOf({ timeZone: 'Europe/Berlin' }).hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'cron(30 9 * * ? *)',
    ScheduleExpressionTimezone: 'Europe/Berlin',
  });
});

test('a store without a second copy has nothing to prove it in', () => {
  const reason = 'the owner keeps the second copy elsewhere';
  const store = storeOf({ backup: { offsite: { enabled: false, reason } } });
  expect(store.node.children.map(({ node }) => node.id)).toEqual(['Network', 'Data', 'Host', 'Edge', 'Operations']);
});
