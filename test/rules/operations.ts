import { expect } from 'expect';
import { imported } from '../support/imports';
import { kept, shape } from '../support/plain';
import type { Resource, Rule, Template, Variant } from '../support/template';
import { operationsAlarms } from './operations-alarms';
import { backupRolePolicy } from './operations-backup-role';

const stacks = ['operations'] as const;
const account = '111122223333';

/** The offsite region of each home region among the variants. */
export const offsiteRegion = ({ region }: Variant) => (region === 'us-east-1' ? 'us-west-2' : 'eu-west-1');
const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const trusts = (Service: string) => document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } });

/** A resource with what other stacks hand in written as text. */
export const seen = (resource: Resource) =>
  shape({ ...resource, Properties: imported(resource.Properties) }) as Record<string, unknown>;

/** One resource and what it must be, whole. */
type Row = readonly [
  says: string,
  type: string,
  idStart: string,
  expected: (variant: Variant) => object,
  when?: (variant: Variant) => boolean,
];

const offsiteVault = (variant: Variant) => `offsite@${offsiteRegion(variant)}/Vault.BackupVaultArn`;
const denied = (Sid: string, Action: string | string[], Condition?: object) => ({
  Sid,
  Action,
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Resource: '*',
  ...(Condition && { Condition }),
});
const deletedWithStack = { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' };

const backupDays = ({ trial }: Variant, standing: number) => (trial ? 1 : standing);
const databaseArn = ({ region }: Variant) => `arn:aws:rds:${region}:${account}:db:data/DatabaseInstance`;

const planRule = (variant: Variant, RuleName: string, ScheduleExpression: string, days: number, copied: boolean) => ({
  RuleName,
  ScheduleExpression,
  ScheduleExpressionTimezone: 'Etc/UTC',
  StartWindowMinutes: 120,
  CompletionWindowMinutes: 720,
  TargetBackupVault: 'BackupsHomeVault.BackupVaultName',
  Lifecycle: { DeleteAfterDays: backupDays(variant, days) },
  ...(copied &&
    variant.offsite && {
      CopyActions: [
        {
          DestinationBackupVaultArn: offsiteVault(variant),
          Lifecycle: { DeleteAfterDays: backupDays(variant, days) },
        },
      ],
    }),
});

const backups: Row[] = [
  [
    'the home vault is locked, encrypted by the data key, kept, and refuses deletion and copies elsewhere',
    'AWS::Backup::BackupVault',
    'BackupsHome',
    (variant) => ({
      ...kept(variant.trial),
      BackupVaultName: `${variant.name}-home-g1`,
      EncryptionKeyArn: 'data/DataKey.Arn',
      LockConfiguration: variant.trial
        ? { MinRetentionDays: 1, MaxRetentionDays: 2 }
        : { MinRetentionDays: 14, MaxRetentionDays: 365 },
      AccessPolicy: document(
        denied('KeepRecoveryPoints', [
          'backup:DeleteRecoveryPoint',
          'backup:DisassociateRecoveryPoint',
          'backup:UpdateRecoveryPointLifecycle',
        ]),
        denied(
          'CopyOffsiteOnly',
          'backup:CopyFromBackupVault',
          variant.offsite ? { 'ForAnyValue:ArnNotEquals': { 'backup:CopyTargets': offsiteVault(variant) } } : undefined,
        ),
        denied(
          'KeepThisPolicy',
          ['backup:DeleteBackupVault', 'backup:DeleteBackupVaultAccessPolicy', 'backup:PutBackupVaultAccessPolicy'],
          {
            ArnNotEquals: {
              'aws:PrincipalArn': `arn:aws:iam::${account}:role/cdk-hnb659fds-cfn-exec-role-${account}-${variant.region}`,
            },
          },
        ),
      ),
    }),
  ],
  [
    'only AWS Backup assumes the backup role',
    'AWS::IAM::Role',
    'BackupsService',
    () => ({ AssumeRolePolicyDocument: trusts('backup.amazonaws.com') }),
  ],
  ['the backup role may do what it needs and no more', 'AWS::IAM::Policy', 'BackupsService', backupRolePolicy],
  [
    'daily and monthly recovery points, each with its copy offsite',
    'AWS::Backup::BackupPlan',
    'BackupsPlansSnapshots',
    (variant) => ({
      BackupPlan: {
        BackupPlanName: `${variant.name}-Snapshots`,
        BackupPlanRule: [
          planRule(variant, 'daily', 'cron(0 5 * * ? *)', 35, true),
          planRule(variant, 'monthly', 'cron(30 7 1 * ? *)', 365, true),
        ],
      },
    }),
  ],
  [
    'the database can go back to any second of the last days',
    'AWS::Backup::BackupPlan',
    'BackupsPlansPointInTime',
    (variant) => ({
      BackupPlan: {
        BackupPlanName: `${variant.name}-PointInTime`,
        BackupPlanRule: [
          { ...planRule(variant, 'continuous', 'cron(30 2 * * ? *)', 14, false), EnableContinuousBackup: true },
        ],
      },
    }),
  ],
  [
    'database and file system are backed up, by ARN',
    'AWS::Backup::BackupSelection',
    'BackupsPlansSnapshotsData',
    (variant) => ({
      BackupPlanId: 'BackupsPlansSnapshots.BackupPlanId',
      BackupSelection: {
        SelectionName: 'Data',
        IamRoleArn: 'BackupsServiceRole.Arn',
        Resources: [databaseArn(variant), 'data/UploadsFileSystem.Arn'],
      },
    }),
  ],
  [
    'point-in-time recovery is of the database, by ARN',
    'AWS::Backup::BackupSelection',
    'BackupsPlansPointInTimeDatabase',
    (variant) => ({
      BackupPlanId: 'BackupsPlansPointInTime.BackupPlanId',
      BackupSelection: {
        SelectionName: 'Database',
        IamRoleArn: 'BackupsServiceRole.Arn',
        Resources: [databaseArn(variant)],
      },
    }),
  ],
];

const sender = (idStart: string) => ({
  Sid: expect.stringMatching(/^AllowEventRule/) as unknown,
  Action: 'sqs:SendMessage',
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Resource: 'NoticesUndelivered.Arn',
  Condition: { ArnEquals: { 'aws:SourceArn': `Notices${idStart}.Arn` } },
});

const channel: Row[] = [
  [
    'the topic is encrypted by the platform key',
    'AWS::SNS::Topic',
    'Alarms',
    () => ({ KmsMasterKeyId: 'network/PlatformKey.Arn' }),
  ],
  [
    'only CloudWatch publishes by itself, for this account, by TLS',
    'AWS::SNS::TopicPolicy',
    'Alarms',
    () => ({
      Topics: ['Alarms'],
      PolicyDocument: document(
        {
          Sid: 'AllowPublishThroughSSLOnly',
          Action: 'sns:Publish',
          Effect: 'Deny',
          Principal: '*',
          Resource: 'Alarms',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
        {
          Sid: 'Publishers',
          Action: 'sns:Publish',
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Resource: 'Alarms',
          Condition: { StringEquals: { 'aws:SourceAccount': account } },
        },
      ),
    }),
  ],
  [
    'the owner hears of it by mail',
    'AWS::SNS::Subscription',
    'Alarms',
    () => ({ Endpoint: 'owner@example.com', Protocol: 'email', TopicArn: 'Alarms' }),
  ],
  [
    'only EventBridge assumes the publishing role',
    'AWS::IAM::Role',
    'NoticesPublisher',
    () => ({ AssumeRolePolicyDocument: trusts('events.amazonaws.com') }),
  ],
  [
    'the publishing role publishes to the topic and uses its key, nothing else',
    'AWS::IAM::Policy',
    'NoticesPublisher',
    () => ({
      PolicyName: expect.stringMatching(/^NoticesPublisher/) as unknown,
      Roles: ['NoticesPublisher'],
      PolicyDocument: document(
        { Sid: 'Publish', Effect: 'Allow', Action: 'sns:Publish', Resource: 'Alarms' },
        {
          Sid: 'UseTopicKey',
          Effect: 'Allow',
          Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
          Resource: 'network/PlatformKey.Arn',
        },
      ),
    }),
  ],
  [
    'undelivered notices are kept 14 days, encrypted',
    'AWS::SQS::Queue',
    'NoticesUndelivered',
    () => ({ ...deletedWithStack, MessageRetentionPeriod: 1209600, SqsManagedSseEnabled: true }),
  ],
  [
    'only this stack’s rules leave undelivered notices, by TLS',
    'AWS::SQS::QueuePolicy',
    'NoticesUndelivered',
    (variant) => ({
      Queues: ['NoticesUndelivered'],
      PolicyDocument: document(
        {
          Action: 'sqs:*',
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Resource: 'NoticesUndelivered.Arn',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
        sender('BackupJobFailed'),
        ...(variant.offsite ? [sender('CopyJobFailed')] : []),
        sender('HostLaunchFailed'),
        sender('DatabaseEvent'),
        sender('KeyEndangered'),
        sender('CertificateExpiring'),
      ),
    }),
  ],
];

const notice = (runbook: string, EventPattern: object) => ({
  State: 'ENABLED',
  EventPattern,
  Targets: [
    {
      Id: 'Target0',
      Arn: 'Alarms',
      RoleArn: 'NoticesPublisher.Arn',
      DeadLetterConfig: { Arn: 'NoticesUndelivered.Arn' },
      InputTransformer: {
        InputPathsMap: expect.anything() as unknown,
        InputTemplate: expect.stringContaining(`docs/runbooks/${runbook}.md`) as unknown,
      },
    },
  ],
});

const notices: Row[] = [
  [
    'a backup job that ended badly is told',
    'AWS::Events::Rule',
    'NoticesBackupJobFailed',
    () =>
      notice('backup-job-failed', {
        source: ['aws.backup'],
        'detail-type': ['Backup Job State Change'],
        detail: {
          state: ['ABORTED', 'EXPIRED', 'FAILED', 'PARTIAL'],
          backupVaultName: ['BackupsHomeVault.BackupVaultName'],
        },
      }),
  ],
  [
    'a copy job that failed is told',
    'AWS::Events::Rule',
    'NoticesCopyJobFailed',
    () =>
      notice('copy-job-failed', {
        source: ['aws.backup'],
        'detail-type': ['Copy Job State Change'],
        detail: { state: ['FAILED', 'PARTIAL'], sourceBackupVaultArn: ['BackupsHomeVault.BackupVaultArn'] },
      }),
    ({ offsite }) => offsite,
  ],
  [
    'a host that could not be started is told',
    'AWS::Events::Rule',
    'NoticesHostLaunchFailed',
    () =>
      notice('host-launch-failed', {
        source: ['aws.autoscaling'],
        'detail-type': [
          'EC2 Auto Scaling Instance Refresh Failed',
          'EC2 Instance Launch Unsuccessful',
          'EC2 Instance Terminate Unsuccessful',
        ],
        detail: { AutoScalingGroupName: ['host/FleetASG'] },
      }),
  ],
  [
    'failover and failure of the database are told',
    'AWS::Events::Rule',
    'NoticesDatabaseEvent',
    (variant) =>
      notice('database-event', {
        source: ['aws.rds'],
        'detail-type': ['RDS DB Instance Event'],
        detail: {
          SourceArn: [databaseArn(variant)],
          EventCategories: ['availability', 'failover', 'failure', 'low storage', 'recovery', 'security'],
        },
      }),
  ],
  [
    'who takes a key out of use is told',
    'AWS::Events::Rule',
    'NoticesKeyEndangered',
    () =>
      notice('key-endangered', {
        source: ['aws.kms'],
        'detail-type': ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: ['kms.amazonaws.com'],
          eventName: ['DisableKey', 'DisableKeyRotation', 'PutKeyPolicy', 'ScheduleKeyDeletion'],
          resources: { ARN: ['network/PlatformKey.Arn', 'data/DataKey.Arn'] },
        },
      }),
  ],
  [
    'a certificate that ends unrenewed is told',
    'AWS::Events::Rule',
    'NoticesCertificateExpiring',
    () =>
      notice('certificate-expiring', {
        source: ['aws.acm'],
        'detail-type': ['ACM Certificate Approaching Expiration', 'ACM Certificate Expired'],
        detail: { CommonName: ['shop.example.com', 'staff.example.com'] },
      }),
  ],
];

const ses = ({ mail }: Variant) => mail === 'ses';
const inZone = (variant: Variant) => ses(variant) && variant.dns === 'zone';
const record = (Type: string, Name: string, value: string) => ({
  HostedZoneId: 'Z0123456789EXAMPLE01',
  TTL: '1800',
  Type,
  Name,
  ResourceRecords: [value],
});

const mail: Row[] = [
  [
    'mail travels by TLS or not at all, and spares who bounced or complained',
    'AWS::SES::ConfigurationSet',
    'Mail',
    () => ({
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    }),
    ses,
  ],
  [
    'mail is signed and returns to a subdomain, or is refused',
    'AWS::SES::EmailIdentity',
    'Mail',
    () => ({
      EmailIdentity: 'shop.example.com',
      ConfigurationSetAttributes: { ConfigurationSetName: 'MailSending' },
      DkimAttributes: { SigningEnabled: true },
      DkimSigningAttributes: { NextSigningKeyLength: 'RSA_2048_BIT' },
      FeedbackAttributes: { EmailForwardingEnabled: true },
      MailFromAttributes: { BehaviorOnMxFailure: 'REJECT_MESSAGE', MailFromDomain: 'bounce.shop.example.com' },
    }),
    ses,
  ],
  ...[1, 2, 3].map((number): Row => [
    `DKIM record ${number} is in the zone`,
    'AWS::Route53::RecordSet',
    `MailRecordsDkim${number}`,
    () => record('CNAME', `MailIdentity.DkimDNSTokenName${number}.`, `MailIdentity.DkimDNSTokenValue${number}`),
    inZone,
  ]),
  [
    'bounces come back to SES',
    'AWS::Route53::RecordSet',
    'MailRecordsMailFrom',
    ({ region }) => record('MX', 'bounce.shop.example.com.', `10 feedback-smtp.${region}.amazonses.com`),
    inZone,
  ],
  [
    'only SES sends for the MAIL FROM domain',
    'AWS::Route53::RecordSet',
    'MailRecordsSpf',
    () => record('TXT', 'bounce.shop.example.com.', '"v=spf1 include:amazonses.com -all"'),
    inZone,
  ],
  [
    'receivers quarantine what is not proven',
    'AWS::Route53::RecordSet',
    'MailRecordsDmarc',
    () => record('TXT', '_dmarc.shop.example.com.', '"v=DMARC1; p=quarantine; adkim=r; aspf=r"'),
    inZone,
  ],
];

const network: Row[] = [
  [
    'blocked names are counted',
    'AWS::Logs::MetricFilter',
    'NetworkBlockedNames',
    ({ name }) => ({
      FilterPattern: '{ $.firewall_rule_action = "BLOCK" }',
      LogGroupName: expect.stringMatching(/^network\/Dns\w*Logs/) as unknown,
      MetricTransformations: [{ MetricName: 'BlockedNames', MetricNamespace: `Storefort/${name}`, MetricValue: '1' }],
    }),
  ],
];

const rows = [...backups, ...channel, ...notices, ...mail, ...network].map(
  ([says, type, idStart, expected, when]): Rule => ({
    says,
    stacks,
    ...(when && { when }),
    holds: (template) => {
      expect(seen(template.one(type, idStart))).toEqual({ Type: type, ...expected(template.variant) });
    },
  }),
);

/** What a sound operations stack says, resource by resource. Ids are written without their hash. */
export const operationsRules: Rule[] = [
  {
    says: 'the stack cannot be deleted by mistake, unless it is a trial',
    stacks,
    holds: ({ terminationProtection, variant }: Template) => {
      expect(terminationProtection).toBe(!variant.trial);
    },
  },
  {
    says: 'without SES there is no identity, and without a zone no record',
    stacks,
    when: (variant) => !inZone(variant),
    holds: (template) => {
      expect(template.resources('AWS::Route53::RecordSet')).toEqual([]);
      expect(template.resources('AWS::SES::EmailIdentity')).toHaveLength(ses(template.variant) ? 1 : 0);
    },
  },
  {
    says: 'with external DNS the outputs say which records to create',
    stacks,
    when: (variant) => ses(variant) && !inZone(variant),
    holds: ({ json, variant }) => {
      const outputs = JSON.stringify(json.Outputs);
      expect(outputs).toContain(`bounce.shop.example.com MX 10 feedback-smtp.${variant.region}.amazonses.com`);
      expect(outputs).toContain('v=spf1 include:amazonses.com -all');
      expect(outputs).toContain('_dmarc.shop.example.com TXT');
      expect(outputs).toContain('DkimDNSTokenName3');
    },
  },
  {
    says: 'without an offsite region nothing is copied',
    stacks,
    when: ({ offsite }) => !offsite,
    holds: ({ json }) => {
      expect(JSON.stringify(json)).not.toMatch(/CopyActions|CopyIntoBackupVault|GetStackOutput/);
    },
  },
  ...rows,
  ...operationsAlarms,
];
