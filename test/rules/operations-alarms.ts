import { expect } from 'expect';
import { imported } from '../support/imports';
import { plain } from '../support/plain';
import type { Rule, Variant } from '../support/template';

const gibibyte = 1024 ** 3;

interface Watched {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Statistic: string;
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly Threshold: number;
  readonly ComparisonOperator: string;
  readonly TreatMissingData: string;
  /** Dimension names and what they name. */
  readonly of: Record<string, string | RegExp>;
}

const above = 'GreaterThanThreshold';
const below = 'LessThanThreshold';

/** Metric and statistic; seconds and how often; comparison and threshold; missing data; dimensions. */
function watch(
  [Namespace, MetricName, Statistic]: readonly [string, string, string],
  [Period, EvaluationPeriods]: readonly [number, number],
  [ComparisonOperator, Threshold]: readonly [string, number],
  TreatMissingData: string,
  of: Watched['of'],
): Watched {
  return {
    Namespace,
    MetricName,
    Statistic,
    Period,
    EvaluationPeriods,
    ComparisonOperator,
    Threshold,
    TreatMissingData,
    of,
  };
}

const database = { DBInstanceIdentifier: 'data/DatabaseInstance' };
const pool = { LoadBalancer: /network\/Doors/, TargetGroup: 'network/Web.TargetGroupFullName' };
const memoryGiB = { solo: 2, shop: 4, surge: 16 };
const storageGiB = { solo: 20, shop: 50, surge: 100 };
/** Four fifths of 153, 307 and 1,228: nine tenths of the memory, at 12,582,880 bytes a connection. */
const connections = { solo: 122, shop: 245, surge: 982 };

type Row = readonly [idStart: string, expected: (variant: Variant) => Watched, when?: (variant: Variant) => boolean];

const rows: Row[] = [
  [
    'BackupsWatchBackupMissing',
    () =>
      watch(['AWS/Backup', 'NumberOfBackupJobsCompleted', 'Sum'], [3600, 30], [below, 1], 'breaching', {
        BackupVaultName: 'BackupsHomeVault.BackupVaultName',
      }),
  ],
  [
    'NoticesNoticeUndelivered',
    () =>
      watch(['AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum'], [300, 1], [above, 0], 'notBreaching', {
        QueueName: 'NoticesUndelivered.QueueName',
      }),
  ],
  [
    'MailAlarmsMailBounces',
    () =>
      watch(
        ['AWS/SES', 'Reputation.BounceRate', 'Average'],
        [3600, 1],
        ['GreaterThanOrEqualToThreshold', 0.05],
        'notBreaching',
        { 'ses:configuration-set': 'MailSending' },
      ),
    ({ mail }) => mail === 'ses',
  ],
  [
    'MailAlarmsMailComplaints',
    () =>
      watch(
        ['AWS/SES', 'Reputation.ComplaintRate', 'Average'],
        [3600, 1],
        ['GreaterThanOrEqualToThreshold', 0.001],
        'notBreaching',
        { 'ses:configuration-set': 'MailSending' },
      ),
    ({ mail }) => mail === 'ses',
  ],
  [
    'WebHostsHealthy',
    () => watch(['AWS/ApplicationELB', 'HealthyHostCount', 'Minimum'], [60, 3], [below, 1], 'breaching', pool),
  ],
  [
    'WebHostUnhealthy',
    () => watch(['AWS/ApplicationELB', 'UnHealthyHostCount', 'Maximum'], [300, 3], [above, 0], 'notBreaching', pool),
  ],
  [
    'WebHostErrors',
    () =>
      watch(['AWS/ApplicationELB', 'HTTPCode_Target_5XX_Count', 'Sum'], [300, 2], [above, 10], 'notBreaching', pool),
  ],
  [
    'WebLoadBalancerErrors',
    () =>
      watch(['AWS/ApplicationELB', 'HTTPCode_ELB_5XX_Count', 'Sum'], [300, 2], [above, 10], 'notBreaching', {
        LoadBalancer: 'network/LoadBalancer.LoadBalancerFullName',
      }),
  ],
  [
    'DatabaseDatabaseCpu',
    () => watch(['AWS/RDS', 'CPUUtilization', 'Average'], [300, 3], [above, 80], 'breaching', database),
  ],
  [
    'DatabaseDatabaseStorage',
    ({ size }) =>
      watch(
        ['AWS/RDS', 'FreeStorageSpace', 'Minimum'],
        [300, 6],
        [below, Math.round((storageGiB[size] * gibibyte) / 10)],
        'missing',
        database,
      ),
  ],
  [
    'DatabaseDatabaseMemory',
    ({ size }) =>
      watch(
        ['AWS/RDS', 'FreeableMemory', 'Average'],
        [300, 3],
        [below, Math.round((memoryGiB[size] * gibibyte) / 20)],
        'missing',
        database,
      ),
  ],
  [
    'DatabaseDatabaseConnections',
    ({ size }) =>
      watch(['AWS/RDS', 'DatabaseConnections', 'Maximum'], [300, 3], [above, connections[size]], 'missing', database),
  ],
  [
    'UploadsFileSystemOperations',
    () =>
      watch(['AWS/EFS', 'PercentIOLimit', 'Maximum'], [300, 3], [above, 95], 'notBreaching', {
        FileSystemId: 'data/UploadsFileSystem',
      }),
  ],
  [
    'NetworkNameBlocked',
    ({ name }) => watch([`Storefort/${name}`, 'BlockedNames', 'Sum'], [3600, 1], [above, 0], 'notBreaching', {}),
  ],
  ...(
    [
      ['IncludedFile', 0],
      ['ShopWorkFailed', 3],
      ['RefreshFailed', 5],
    ] as const
  ).map(([metric, tolerated]): Row => [
    `Shop${metric}Alarm`,
    ({ name }) => watch([`Storefort/${name}`, metric, 'Sum'], [3600, 1], [above, tolerated], 'notBreaching', {}),
  ]),
  ...[1, 2, 3].map((number): Row => [
    `NetworkNatPorts${number}`,
    () =>
      watch(['AWS/NATGateway', 'ErrorPortAllocation', 'Sum'], [300, 1], [above, 0], 'notBreaching', {
        NatGatewayId: new RegExp(`^network/.*ubnet${number}NATGateway`),
      }),
    ({ size }) => number === 1 || size === 'surge',
  ]),
  ...[1, 2, 3].flatMap((number): Row[] => {
    const has = ({ size }: Variant) => size === 'surge' || (size === 'shop' && number < 3);
    const node = { CacheClusterId: new RegExp(`^data/CacheReplicationGroup-00${number}$`) };
    const cache = (metric: string, statistic: string, threshold: number) =>
      watch(['AWS/ElastiCache', metric, statistic], [300, 3], [above, threshold], 'notBreaching', node);
    return [
      [`CacheCacheCpu${number}`, () => cache('CPUUtilization', 'Average', 80), has],
      [`CacheCacheMemory${number}`, () => cache('DatabaseMemoryUsagePercentage', 'Average', 90), has],
      [`CacheCacheEvictions${number}`, () => cache('Evictions', 'Sum', 1000), has],
    ];
  }),
];

const dimensionsOf = (of: Watched['of']) =>
  Object.entries(of).map(([Name, value]) => ({
    Name,
    Value: typeof value === 'string' ? value : (expect.stringMatching(value) as unknown),
  }));

const watched: Rule[] = rows.map(([idStart, expected, when]) => ({
  says: `${idStart} watches what it says`,
  stacks: ['operations'],
  ...(when && { when }),
  holds: (template) => {
    const { of, ...rest } = expected(template.variant);
    const { Properties } = template.one('AWS::CloudWatch::Alarm', idStart);
    const { Dimensions, ...said } = plain(imported(Properties)) as Record<string, unknown>;
    expect(said).toMatchObject({ ...rest, AlarmActions: ['Alarms'], OKActions: ['Alarms'] });
    expect(Dimensions ?? []).toEqual(dimensionsOf(of));
  },
}));

/** What each alarm watches, and when it rings; that it reaches a person is in runbooks.ts. */
export const operationsAlarms: Rule[] = [
  ...watched,
  {
    says: 'no alarm at home waits for copies, which may be counted in the other region only',
    stacks: ['operations'],
    holds: (template) => {
      const alarms = template.resources('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
      expect(alarms).toContainEqual(expect.objectContaining({ MetricName: 'NumberOfBackupJobsCompleted' }));
      expect(JSON.stringify(alarms)).not.toContain('NumberOfCopyJobs');
    },
  },
];
