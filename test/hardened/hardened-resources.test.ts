import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { HardenedAlarm } from '../../lib/hardened/hardened-alarm';
import { HardenedBucket } from '../../lib/hardened/hardened-bucket';
import { HardenedFunction } from '../../lib/hardened/hardened-function';
import { HardenedKey } from '../../lib/hardened/hardened-key';
import { HardenedLogGroup } from '../../lib/hardened/hardened-log-group';
import { HardenedTopic } from '../../lib/hardened/hardened-topic';

const env = { account: '111122223333', region: 'eu-central-1' };
const standing = { trial: false };
const trial = { trial: true };

function aStack(): Stack {
  return new Stack(new App(), 'Stack', { env });
}

function aKey(stack: Stack, store = standing): HardenedKey {
  return new HardenedKey(stack, 'Key', { store, alias: 'storefort/acme/test', description: 'a key' });
}

describe('HardenedKey', () => {
  test('rotates, waits 30 days, and stays when its stack goes', () => {
    const stack = aStack();
    aKey(stack);
    Template.fromStack(stack).hasResource('AWS::KMS::Key', {
      Properties: { EnableKeyRotation: true, PendingWindowInDays: 30 },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('goes with a trial store', () => {
    const stack = aStack();
    aKey(stack, trial);
    Template.fromStack(stack).hasResource('AWS::KMS::Key', { DeletionPolicy: 'Delete' });
  });

  test('signs with an asymmetric key, which cannot rotate', () => {
    const stack = aStack();
    new HardenedKey(stack, 'Key', { store: standing, alias: 'a', description: 'd', purpose: 'sign' });
    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
    });
  });

  test('lets a service use it for this account only, and grant only to AWS resources', () => {
    const stack = aStack();
    aKey(stack).allowVia('ec2');
    const conditions = { 'kms:CallerAccount': '111122223333', 'kms:ViaService': 'ec2.eu-central-1.amazonaws.com' };
    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({ Sid: 'UseViaEc2', Condition: { StringEquals: conditions } }),
          Match.objectLike({
            Sid: 'GrantViaEc2',
            Action: 'kms:CreateGrant',
            Condition: { StringEquals: conditions, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
          }),
        ]),
      },
    });
  });

  test('lets CloudWatch Logs use it for this account’s groups only', () => {
    const stack = aStack();
    aKey(stack).allowLogs();
    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: 'logs.eu-central-1.amazonaws.com' },
            Condition: {
              ArnLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:eu-central-1:111122223333:log-group:*' },
            },
          }),
        ]),
      },
    });
  });

  test('names no service-linked role, which may not exist yet', () => {
    const stack = aStack();
    const key = aKey(stack);
    key.allowVia('ec2');
    key.allowLogs();
    key.allowPublishing(['cloudwatch.amazonaws.com']);
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('aws-service-role');
  });
});

describe('HardenedBucket', () => {
  test('refuses plain HTTP and TLS below 1.2', () => {
    const stack = aStack();
    new HardenedBucket(stack, 'Bucket', { store: standing });
    Template.fromStack(stack).hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({ Effect: 'Deny', Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } }),
        ]),
      },
    });
  });

  test('locks objects only where asked', () => {
    const stack = aStack();
    new HardenedBucket(stack, 'Plain', { store: standing });
    new HardenedBucket(stack, 'Locked', { store: standing, objectLockDays: 400 });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::S3::Bucket', { ObjectLockEnabled: Match.absent() });
    template.hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Days: 400, Mode: 'GOVERNANCE' } } },
    });
  });
});

test('a log group is encrypted and kept 13 months, a trial’s one day', () => {
  const stack = aStack();
  new HardenedLogGroup(stack, 'Standing', { store: standing, key: aKey(stack) });
  new HardenedLogGroup(stack, 'Trial', { store: trial, key: aKey(new Stack(stack, 'Other', { env })) });
  const template = Template.fromStack(stack);
  template.hasResource('AWS::Logs::LogGroup', {
    Properties: { RetentionInDays: 400, KmsKeyId: Match.anyValue() },
    DeletionPolicy: 'RetainExceptOnCreate',
  });
  template.hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 1 }, DeletionPolicy: 'Delete' });
});

test('a topic takes messages from named services of this account only', () => {
  const stack = aStack();
  new HardenedTopic(stack, 'Topic', {
    key: aKey(stack),
    emails: ['owner@example.com'],
    publishers: ['cloudwatch.amazonaws.com'],
  });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'owner@example.com' });
  template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        Match.objectLike({
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
        }),
      ]),
    },
  });
});

test('an alarm tells a person when it starts and when it ends, and what to do', () => {
  const stack = aStack();
  new HardenedAlarm(stack, 'Alarm', {
    metric: new Metric({ namespace: 'Storefort/acme', metricName: 'Trouble' }),
    threshold: 1,
    comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    missingData: TreatMissingData.BREACHING,
    meaning: 'There is trouble.',
    runbook: 'trouble',
    topic: new Topic(stack, 'Topic'),
  });
  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmActions: [Match.anyValue()],
    OKActions: [Match.anyValue()],
    TreatMissingData: 'breaching',
    AlarmDescription: 'There is trouble.\n\nWhat to do: docs/runbooks/trouble.md',
  });
});

test('an alarm may take some bad periods among many for enough', () => {
  const stack = aStack();
  new HardenedAlarm(stack, 'Alarm', {
    metric: new Metric({ namespace: 'Storefort/acme', metricName: 'Trouble' }),
    threshold: 1,
    comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 3,
    badPeriods: 2,
    missingData: TreatMissingData.BREACHING,
    meaning: 'There is trouble.',
    runbook: 'trouble',
    topic: new Topic(stack, 'Topic'),
  });
  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
    EvaluationPeriods: 3,
    DatapointsToAlarm: 2,
  });
});

describe('HardenedFunction', () => {
  function aFunction(onError: 'topic' | 'none'): Template {
    const stack = aStack();
    new HardenedFunction(stack, 'Find', {
      store: standing,
      name: 'find-prefix-list',
      description: 'a function',
      key: aKey(stack),
      timeout: Duration.seconds(30),
      onError:
        onError === 'topic'
          ? { topic: new Topic(stack, 'Topic'), runbook: 'function-errors' }
          : { enabled: false, reason: 'CloudFormation reports the failure itself' },
    });
    return Template.fromStack(stack);
  }

  test('may write to its own log group and dead letters, and use its key: nothing with a wildcard but tracing', () => {
    const statements = Object.values(aFunction('none').findResources('AWS::IAM::Policy')).flatMap(
      (policy) =>
        (policy as { Properties: { PolicyDocument: { Statement: unknown[] } } }).Properties.PolicyDocument.Statement,
    ) as { Action: string | string[]; Resource: unknown }[];
    const wide = statements.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
    expect(wide.sort()).toEqual(['xray:PutTelemetryRecords', 'xray:PutTraceSegments']);
    expect(statements.flatMap(({ Action }) => Action)).toEqual(
      expect.arrayContaining(['logs:CreateLogStream', 'logs:PutLogEvents', 'sqs:SendMessage']),
    );
  });

  test('has no managed policy: AWS’s basic execution role may write to every log group', () => {
    aFunction('none').hasResourceProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
  });

  test('runs Node 24 on Graviton, logs as JSON, encrypts its environment', () => {
    aFunction('none').hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      LoggingConfig: { LogFormat: 'JSON' },
      KmsKeyArn: Match.anyValue(),
      TracingConfig: { Mode: 'Active' },
      ReservedConcurrentExecutions: Match.absent(),
    });
  });

  test('alarms on errors when it is given a topic', () => {
    aFunction('topic').hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'Errors', Threshold: 0 });
    aFunction('none').resourceCountIs('AWS::CloudWatch::Alarm', 0);
  });
});
