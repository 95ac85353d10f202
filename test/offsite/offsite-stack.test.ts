import { App, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdkJson from '../../cdk.json';
import { OffsiteStack } from '../../lib/offsite/offsite-stack';
import { aStore } from '../support/stores';

const offsite = { region: 'us-west-2' } as const;

function offsiteOf(changes: Parameters<typeof aStore>[0], context: Record<string, unknown> = {}): Template {
  const app = new App({ context: { ...cdkJson.context, ...context }, analyticsReporting: false });
  const stage = new Stage(app, 'acme');
  return Template.fromStack(new OffsiteStack(stage, 'Offsite', { store: aStore(changes), region: 'us-west-2' }));
}

function lockOf(template: Template): unknown {
  const [vault] = Object.values(template.findResources('AWS::Backup::BackupVault'));
  return (vault as { Properties: { LockConfiguration: unknown } }).Properties.LockConfiguration;
}

test('governance can be taken back', () => {
  expect(lockOf(offsiteOf({}))).toEqual({ MinRetentionDays: 7, MaxRetentionDays: 365 });
});

test('compliance can be taken back for three days, and then never', () => {
  const template = offsiteOf({ backup: { offsite, lock: 'compliance' } });
  expect(lockOf(template)).toEqual({ MinRetentionDays: 7, MaxRetentionDays: 365, ChangeableForDays: 3 });
});

test('a trial is never locked for good, whatever its file says', () => {
  const template = offsiteOf({ trial: true, backup: { offsite, lock: 'compliance' } });
  expect(lockOf(template)).toEqual({ MinRetentionDays: 1, MaxRetentionDays: 2 });
});

test.each([
  [{ retentionDays: 60, monthlyRetentionDays: 30 }, 60],
  [{ retentionDays: 35, monthlyRetentionDays: 2555 }, 2555],
])('the lock lets the longest life of %j through', (days, MaxRetentionDays) => {
  expect(lockOf(offsiteOf({ backup: { offsite, ...days } }))).toEqual({ MinRetentionDays: 7, MaxRetentionDays });
});

test('exports are locked as long as daily recovery points are kept', () => {
  offsiteOf({ backup: { offsite, retentionDays: 60 } }).hasResourceProperties('AWS::S3::Bucket', {
    ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 60 } } },
  });
});

test('lets the deploying role of another bootstrap change the guards', () => {
  const template = offsiteOf({}, { '@aws-cdk/core:bootstrapQualifier': 'agency' });
  const text = JSON.stringify(template.toJSON());
  expect(text).toContain('role/cdk-agency-cfn-exec-role-111122223333-us-west-2');
  expect(text).not.toContain('hnb659fds-cfn-exec');
});

test('a new generation names vault and key anew', () => {
  const template = offsiteOf({ generation: 2 });
  template.hasResourceProperties('AWS::Backup::BackupVault', { BackupVaultName: 'acme-offsite-g2' });
  template.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/storefort/acme/offsite-g2' });
});

test('everybody who is notified hears of it', () => {
  const template = offsiteOf({ notify: { emails: ['one@example.com', 'two@example.com'] } });
  template.hasResourceProperties('AWS::SNS::Subscription', { Endpoint: 'one@example.com' });
  template.hasResourceProperties('AWS::SNS::Subscription', { Endpoint: 'two@example.com' });
});
