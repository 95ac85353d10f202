import type { Rule } from '../support/template';
import { account, att, dataKey, exactly, platformKey, policyOf, ref, securityGroup, subnets } from './data-expect';

const sizes = {
  solo: { DBInstanceClass: 'db.t4g.small', MultiAZ: false, AllocatedStorage: '20', MaxAllocatedStorage: 100 },
  shop: { DBInstanceClass: 'db.t4g.medium', MultiAZ: true, AllocatedStorage: '50', MaxAllocatedStorage: 500 },
  surge: { DBInstanceClass: 'db.r7g.large', MultiAZ: true, AllocatedStorage: '100', MaxAllocatedStorage: 1000 },
};

const insights = {
  EnablePerformanceInsights: true,
  PerformanceInsightsKMSKeyId: dataKey(),
  PerformanceInsightsRetentionPeriod: 7,
  DatabaseInsightsMode: 'standard',
};

export const databaseRules: Rule[] = [
  exactly({
    says: 'the database is private, encrypted, protected, logged, and nobody knows its master’s password',
    type: 'AWS::RDS::DBInstance',
    start: 'DatabaseInstance',
    kept: true,
    properties: (template) => ({
      ...sizes[template.variant.size],
      ...(template.variant.size === 'solo' ? {} : insights),
      Engine: 'mariadb',
      EngineVersion: '11.8.6',
      DBInstanceIdentifier: `${template.variant.name}-g1`,
      DBSubnetGroupName: ref('DatabaseSubnets'),
      DBParameterGroupName: ref('DatabaseParameters'),
      VPCSecurityGroups: [securityGroup(template, 'Database')],
      PubliclyAccessible: false,
      StorageType: 'gp3',
      StorageEncrypted: true,
      KmsKeyId: dataKey(),
      MasterUsername: 'admin',
      ManageMasterUserPassword: true,
      MasterUserSecret: { KmsKeyId: dataKey() },
      EnableIAMDatabaseAuthentication: true,
      EnableCloudwatchLogsExports: ['error', 'slowquery'],
      BackupRetentionPeriod: template.variant.trial ? 1 : 14,
      CopyTagsToSnapshot: true,
      DeleteAutomatedBackups: template.variant.trial,
      DeletionProtection: !template.variant.trial,
      AutoMinorVersionUpgrade: true,
      PreferredMaintenanceWindow: 'tue:02:00-tue:03:00',
      CACertificateIdentifier: 'rds-ca-rsa2048-g1',
      MonitoringInterval: 60,
      MonitoringRoleArn: att('DatabaseMonitoringRole', 'Arn'),
    }),
  }),
  exactly({
    says: 'the database demands TLS 1.2 and up, reads no files of clients, and writes slow queries down',
    type: 'AWS::RDS::DBParameterGroup',
    start: 'DatabaseParameters',
    kept: true,
    properties: () => ({
      Family: 'mariadb11.8',
      Parameters: {
        require_secure_transport: '1',
        tls_version: 'TLSv1.2,TLSv1.3',
        local_infile: '0',
        slow_query_log: '1',
        long_query_time: '2',
        log_output: 'FILE',
        log_warnings: '2',
        character_set_server: 'utf8mb4',
        collation_server: 'utf8mb4_unicode_520_ci',
        binlog_format: 'ROW',
        net_write_timeout: '600',
        innodb_flush_log_at_trx_commit: '1',
        sync_binlog: '1',
      },
    }),
  }),
  exactly({
    says: 'the database is in isolated subnets only',
    type: 'AWS::RDS::DBSubnetGroup',
    start: 'DatabaseSubnets',
    kept: true,
    properties: (template) => ({ SubnetIds: subnets(template, 'isolated') }),
  }),
  ...Object.entries({ DatabaseErrorLogs: 'error', DatabaseSlowQueryLogs: 'slowquery' }).map(([start, log]) =>
    exactly({
      says: `the ${log} log is encrypted and kept 13 months, a trial’s one day`,
      type: 'AWS::Logs::LogGroup',
      start,
      kept: true,
      properties: (template) => ({
        LogGroupName: `/aws/rds/instance/${template.variant.name}-g1/${log}`,
        KmsKeyId: platformKey(template),
        RetentionInDays: template.variant.trial ? 1 : 400,
      }),
    }),
  ),
  exactly({
    says: 'the monitoring role is RDS’s, for this account',
    type: 'AWS::IAM::Role',
    start: 'DatabaseMonitoringRole',
    properties: () => ({
      AssumeRolePolicyDocument: policyOf({
        Effect: 'Allow',
        Principal: { Service: 'monitoring.rds.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    }),
  }),
  exactly({
    says: 'the monitoring role writes one log group',
    type: 'AWS::IAM::ManagedPolicy',
    start: 'DatabaseMonitoringRoleFigures',
    properties: ({ variant: { region } }) => {
      const group = `arn:aws:logs:${region}:${account}:log-group:RDSOSMetrics`;
      return {
        Path: '/',
        Roles: [ref('DatabaseMonitoringRole')],
        PolicyDocument: policyOf(
          {
            Effect: 'Allow',
            Action: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'],
            Resource: [group, `${group}:*`],
          },
          {
            Effect: 'Allow',
            Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:GetLogEvents', 'logs:PutLogEvents'],
            Resource: `${group}:log-stream:*`,
          },
        ),
      };
    },
  }),
];
