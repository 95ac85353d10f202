import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdkJson from '../../cdk.json';
import { Account, accountsOf } from '../../lib/account/account';
import type { AccountPart } from '../../lib/config/account-parts';
import type { StoreFile } from '../../lib/config/schema';
import { aStore } from '../support/stores';

const marks: Record<AccountPart, string> = {
  cloudTrail: 'AWS::CloudTrail::Trail',
  guardDuty: 'AWS::GuardDuty::Detector',
  config: 'AWS::Config::ConfigurationRecorder',
  accessAnalyzer: 'AWS::AccessAnalyzer::Analyzer',
  inspector: 'Custom::AccountSettings',
  s3PublicAccessBlock: 'Custom::AccountSettings',
  ebsEncryption: 'Custom::AccountSettings',
  vulnerabilityFeed: 'AWS::SecretsManager::Secret',
};
const parts = Object.keys(marks) as AccountPart[];

function only(...made: AccountPart[]): StoreFile['accountParts'] {
  return Object.fromEntries(parts.map((part) => [part, made.includes(part) ? 'create' : 'existing']));
}

function stacksOf(...stores: Parameters<typeof aStore>[0][]): Record<string, Template> {
  const app = new App({ context: cdkJson.context, analyticsReporting: false });
  const configs = accountsOf(stores.map((store, index) => aStore(store, `store-${index}`)));
  const stages = configs.map((config) => new Account(app, config));
  return Object.fromEntries(
    stages.flatMap((stage) =>
      stage.synth().stacks.map((stack) => [stack.environment.region, Template.fromJSON(stack.template)]),
    ),
  );
}

test.each(parts)('makes %s alone where nothing else is asked for', (part) => {
  const template = stacksOf({ accountParts: only(part) })['us-east-1'];
  const expected = new Set([marks[part]]);
  for (const mark of new Set(Object.values(marks))) template?.resourceCountIs(mark, expected.has(mark) ? 1 : 0);
});

test.each(['inspector', 's3PublicAccessBlock', 'ebsEncryption'] as const)(
  'may switch on %s and nothing else',
  (part) => {
    const template = stacksOf({ accountParts: only(part) })['us-east-1'];
    const service = { inspector: 'inspector2:', s3PublicAccessBlock: 's3:', ebsEncryption: 'ec2:' };
    const policies = JSON.stringify(template?.findResources('AWS::IAM::Policy'));
    for (const [name, prefix] of Object.entries(service)) expect(policies.includes(`"${prefix}`)).toBe(name === part);
  },
);

test('has no stack where everything exists', () => {
  expect(stacksOf({ accountParts: only() })).toEqual({});
});

test('has no bucket where nothing writes one', () => {
  stacksOf({ accountParts: only('guardDuty') })['us-east-1']?.resourceCountIs('AWS::S3::Bucket', 0);
});

test('the second region of an account has no trail, and leaves IAM to the first’s recorder', () => {
  const stacks = stacksOf({ region: 'us-east-1' }, { region: 'eu-central-1' });
  stacks['eu-central-1']?.resourceCountIs('AWS::CloudTrail::Trail', 1);
  stacks['us-east-1']?.resourceCountIs('AWS::CloudTrail::Trail', 0);
  stacks['us-east-1']?.hasResourceProperties('AWS::Config::ConfigurationRecorder', {
    RecordingGroup: { AllSupported: true, IncludeGlobalResourceTypes: false },
  });
});

test('keeps what records and guards though all stores are trials', () => {
  const template = stacksOf({ trial: true })['us-east-1'];
  for (const type of ['AWS::CloudTrail::Trail', 'AWS::S3::BucketPolicy', 'AWS::GuardDuty::Detector', 'AWS::KMS::Key']) {
    template?.allResources(type, { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  }
});
