import { expect } from 'expect';
import { plain, shape, topicPolicy } from '../support/plain';
import type { Rule, Template } from '../support/template';

const stacks = ['offsite'] as const;

const alarm = (template: Template, id: string) => shape(template.one('AWS::CloudWatch::Alarm', `Copies${id}`));

const metric = (Id: string, MetricName: string) => ({
  Id,
  ReturnData: false,
  MetricStat: {
    Metric: {
      Namespace: 'AWS/Backup',
      MetricName,
      Dimensions: [{ Name: 'BackupVaultName', Value: 'Vault.BackupVaultName' }],
    },
    Period: 3600,
    Stat: 'Sum',
  },
});

/** How the offsite stack speaks up, and what it hands over. */
export const offsiteAlarmRules: Rule[] = [
  {
    says: 'the topic is encrypted by the offsite key',
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
  {
    says: 'no alarm here waits for failed copies: they are told at home, and a metric that never comes would look like peace',
    stacks,
    holds: (template) => {
      const alarms = template.resources('AWS::CloudWatch::Alarm');
      expect(alarms).not.toHaveLength(0);
      expect(JSON.stringify(alarms)).not.toContain('NumberOfCopyJobsFailed');
    },
  },
  {
    says: 'no arrival in 30 hours is an alarm, silence included',
    stacks,
    holds: (template) => {
      expect(alarm(template, 'CopyMissing')).toEqual({
        Type: 'AWS::CloudWatch::Alarm',
        AlarmActions: ['Topic'],
        OKActions: ['Topic'],
        Metrics: [
          {
            Id: 'expr_1',
            Expression: 'SUM([copies, arrivals])',
            Label: 'recovery points that arrived offsite',
            ReturnData: true,
          },
          metric('copies', 'NumberOfCopyJobsCompleted'),
          metric('arrivals', 'NumberOfRecoveryPointsCompleted'),
        ],
        EvaluationPeriods: 30,
        ComparisonOperator: 'LessThanThreshold',
        Threshold: 1,
        TreatMissingData: 'breaching',
      });
    },
  },
  {
    says: 'what other regions read is handed over as outputs, none of it secret',
    stacks,
    holds: (template) => {
      const outputs = Object.values((template.json as { Outputs?: Record<string, { Value: never }> }).Outputs ?? {});
      const known = [
        'Key.Arn',
        'Vault.BackupVaultArn',
        'Vault.BackupVaultName',
        'ExportsBucket.Arn',
        'ExportsBucket',
        'Topic',
      ];
      for (const { Value } of outputs) expect(known).toContain(plain(Value));
    },
  },
];
