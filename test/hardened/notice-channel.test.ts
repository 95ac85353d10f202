import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { EventField } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { NoticeChannel } from '../../lib/hardened/notice-channel';

function aChannel(more?: (notices: NoticeChannel) => void) {
  const stack = new Stack(new App(), 'Watch', { env: { account: '111122223333', region: 'us-west-2' } });
  const topic = new Topic(stack, 'Topic');
  const notices = new NoticeChannel(stack, 'Notices', { topic, key: new Key(stack, 'Key') });
  notices.tell('JobFailed', {
    description: 'A job that failed',
    pattern: { source: ['aws.states'] },
    meaning: `A job ended as ${EventField.fromPath('$.detail.status')}.`,
    runbook: 'job-failed',
  });
  more?.(notices);
  return { template: Template.fromStack(stack) };
}

test('tells what happened and which runbook to open', () => {
  aChannel().template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { source: ['aws.states'] },
    Targets: [
      {
        InputTransformer: {
          InputPathsMap: { 'detail-status': '$.detail.status' },
          InputTemplate: '"A job ended as <detail-status>. What to do: docs/runbooks/job-failed.md"',
        },
      },
    ],
  });
});

test('publishes with its own role, and keeps what cannot be delivered', () => {
  const { template } = aChannel();
  template.hasResourceProperties('AWS::Events::Rule', {
    Targets: [
      {
        RoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^NoticesPublisher'), 'Arn'] },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^NoticesUndelivered'), 'Arn'] } },
      },
    ],
  });
  template.hasResourceProperties('AWS::SQS::Queue', { MessageRetentionPeriod: 1209600, SqsManagedSseEnabled: true });
});

test('a second notice adds a rule and no permission to the role', () => {
  const { template } = aChannel((notices) => {
    notices.tell('JobLost', {
      description: 'A job that was lost',
      pattern: { source: ['aws.ssm'] },
      meaning: 'Lost.',
      runbook: 'job-lost',
    });
  });
  template.resourceCountIs('AWS::Events::Rule', 2);
  const [policy] = Object.values(template.findResources('AWS::IAM::Policy')) as {
    Properties: { PolicyDocument: { Statement: { Sid: string }[] } };
  }[];
  expect(policy?.Properties.PolicyDocument.Statement.map(({ Sid }) => Sid)).toEqual(['Publish', 'UseTopicKey']);
});
