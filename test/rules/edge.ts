import { expect } from 'expect';
import { accountDecides, kept, publishersUse, shape, topicPolicy } from '../support/plain';
import type { Rule, Template } from '../support/template';

const stacks = ['edge'] as const;

const doors = [
  { id: 'Shop', host: 'shop.example.com' },
  { id: 'Staff', host: 'staff.example.com' },
] as const;

/** With external DNS nothing says where ACM's record goes: the owner creates it. */
const proven = (template: Template, host: string) =>
  template.variant.dns === 'zone'
    ? {
        DomainValidationOptions: [host, wwwOf(template, host === doors[0].host ? 'Shop' : 'Staff')]
          .filter((name) => name !== undefined)
          .map((DomainName) => ({ DomainName, HostedZoneId: 'Z0123456789EXAMPLE01' })),
      }
    : {};

function wwwOf({ variant }: Template, id: string): string | undefined {
  return id === 'Shop' && variant.apex ? 'www.shop.example.com' : undefined;
}

const doorRules = doors.flatMap(({ id, host }): Rule[] => [
  {
    says: `the certificate of ${host} is proven by DNS and logged`,
    stacks,
    holds: (template) => {
      expect(shape(template.one('AWS::CertificateManager::Certificate', id))).toEqual({
        Type: 'AWS::CertificateManager::Certificate',
        DomainName: host,
        ...(wwwOf(template, id) && { SubjectAlternativeNames: [wwwOf(template, id)] }),
        KeyAlgorithm: 'RSA_2048',
        CertificateTransparencyLoggingPreference: 'ENABLED',
        ValidationMethod: 'DNS',
        ...proven(template, host),
      });
    },
  },
  {
    says: `the end of the certificate of ${host} is an alarm 30 days ahead, silence included`,
    stacks,
    holds: (template) => {
      expect(shape(template.one('AWS::CloudWatch::Alarm', `${id}Certificate`))).toEqual({
        Type: 'AWS::CloudWatch::Alarm',
        AlarmActions: ['Topic'],
        OKActions: ['Topic'],
        Namespace: 'AWS/CertificateManager',
        MetricName: 'DaysToExpiry',
        Dimensions: [{ Name: 'CertificateArn', Value: `${id}Certificate` }],
        Statistic: 'Minimum',
        Period: 86_400,
        EvaluationPeriods: 1,
        ComparisonOperator: 'LessThanThreshold',
        Threshold: 30,
        TreatMissingData: 'breaching',
      });
    },
  },
]);

const logsUse = {
  Sid: 'CloudWatchLogs',
  Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
  Effect: 'Allow',
  Principal: { Service: 'logs.us-east-1.amazonaws.com' },
  Resource: '*',
  Condition: {
    ArnLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:us-east-1:111122223333:log-group:*' },
  },
};

/** What a sound edge stack says, resource by resource. Ids are written without their hash. */
export const edgeRules: Rule[] = [
  ...doorRules,
  {
    says: 'the edge key rotates, waits 30 days, and is used by alarms and log groups of this account only',
    stacks,
    holds: (template) => {
      expect(shape(template.one('AWS::KMS::Key', 'Key'))).toEqual({
        Type: 'AWS::KMS::Key',
        ...kept(template.variant.trial),
        EnableKeyRotation: true,
        PendingWindowInDays: 30,
        KeyPolicy: { Version: '2012-10-17', Statement: [accountDecides, logsUse, publishersUse] },
      });
    },
  },
  {
    says: 'the key has its alias',
    stacks,
    holds: (template) => {
      expect(shape(template.one('AWS::KMS::Alias'))).toEqual({
        Type: 'AWS::KMS::Alias',
        AliasName: `alias/storefort/${template.variant.name}/edge-g1`,
        TargetKeyId: 'Key.Arn',
      });
    },
  },
  {
    says: 'the topic is encrypted by the edge key',
    stacks,
    holds: (template) => {
      expect(shape(template.one('AWS::SNS::Topic'))).toEqual({ Type: 'AWS::SNS::Topic', KmsMasterKeyId: 'Key.Arn' });
    },
  },
  {
    says: 'only CloudWatch of this account publishes to the topic, and by TLS',
    stacks,
    holds: (template) => {
      expect(shape(template.one('AWS::SNS::TopicPolicy'))).toEqual(topicPolicy);
    },
  },
  {
    says: 'the owner hears of it by mail',
    stacks,
    holds: (template) => {
      expect(shape(template.one('AWS::SNS::Subscription'))).toEqual({
        Type: 'AWS::SNS::Subscription',
        Endpoint: 'owner@example.com',
        Protocol: 'email',
        TopicArn: 'Topic',
      });
    },
  },
];
