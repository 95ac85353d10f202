import { kept } from '../support/plain';
import { allOf, type EdgeRow, edgeRows } from '../support/edge-rows';
import type { Rule, Variant } from '../support/template';

const days = ({ trial }: Variant) => (trial ? 1 : 400);
const wafGroup = ({ name }: Variant) => `aws-waf-logs-storefort-${name}-g1`;

/** Neither query, nor cookie, nor referrer: tokens stand in them. */
const fields = [
  'date',
  'time',
  'x-edge-location',
  'c-ip',
  'c-port',
  'cs-method',
  'x-host-header',
  'cs-uri-stem',
  'sc-status',
  'sc-bytes',
  'cs-bytes',
  'time-taken',
  'cs(User-Agent)',
  'x-edge-result-type',
  'x-edge-response-result-type',
  'x-edge-detailed-result-type',
  'x-edge-request-id',
  'cs-protocol',
  'cs-protocol-version',
  'ssl-protocol',
  'ssl-cipher',
  'sc-content-type',
];
/** A printer's token is part of its path. */
const staffFields = fields.filter((field) => field !== 'cs-uri-stem');

const groups: EdgeRow[] = [
  [
    'requests are kept 13 months, encrypted, in a group that log delivery may write to without an entry of its own',
    'AWS::Logs::LogGroup',
    'LogsAccess',
    (variant) => ({
      ...kept(variant.trial),
      LogGroupName: `/aws/vendedlogs/storefort/${variant.name}/cloudfront-g1`,
      KmsKeyId: 'Key.Arn',
      RetentionInDays: days(variant),
    }),
  ],
  [
    'what web ACLs stopped is kept as long, in a group whose name WAF takes',
    'AWS::Logs::LogGroup',
    'LogsStopped',
    (variant) => ({
      ...kept(variant.trial),
      LogGroupName: wafGroup(variant),
      KmsKeyId: 'Key.Arn',
      RetentionInDays: days(variant),
    }),
  ],
  [
    'requests are delivered to the group as JSON',
    'AWS::Logs::DeliveryDestination',
    'LogsDestination',
    ({ name }) => ({
      Name: `storefort-${name}-g1-access`,
      DestinationResourceArn: 'LogsAccess.Arn',
      OutputFormat: 'json',
    }),
  ],
];

const deliveries = (['Shop', 'Staff'] as const).flatMap((door): EdgeRow[] => [
  [
    `requests at the ${door} door are a source of logs`,
    'AWS::Logs::DeliverySource',
    `Logs${door}Requests`,
    ({ name }) => ({
      Name: `storefort-${name}-g1-${door.toLowerCase()}`,
      LogType: 'ACCESS_LOGS',
      ResourceArn: `arn:aws:cloudfront::111122223333:distribution/${door}Distribution`,
    }),
  ],
  [
    `requests at the ${door} door are written down without what may be a token`,
    'AWS::Logs::Delivery',
    `Logs${door}Delivery`,
    () => ({
      DeliverySourceName: `Logs${door}Requests`,
      DeliveryDestinationArn: 'LogsDestination.Arn',
      RecordFields: door === 'Shop' ? fields : staffFields,
    }),
  ],
]);

const alarm = (more: object) => ({
  AlarmActions: ['Topic'],
  OKActions: ['Topic'],
  ComparisonOperator: 'GreaterThanThreshold',
  Period: 300,
  TreatMissingData: 'notBreaching',
  ...more,
});

const alarms = (['Shop', 'Staff'] as const).flatMap((door): EdgeRow[] => [
  [
    `more than 5 % errors for 15 minutes at the ${door} door are an alarm`,
    'AWS::CloudWatch::Alarm',
    `Watch${door}Errors`,
    () =>
      alarm({
        Namespace: 'AWS/CloudFront',
        MetricName: '5xxErrorRate',
        Dimensions: [
          { Name: 'DistributionId', Value: `${door}Distribution` },
          { Name: 'Region', Value: 'Global' },
        ],
        Statistic: 'Average',
        EvaluationPeriods: 3,
        Threshold: 5,
      }),
  ],
  [
    `a surge of stopped requests at the ${door} door is an alarm`,
    'AWS::CloudWatch::Alarm',
    `Watch${door}Stopped`,
    ({ name }) =>
      alarm({
        Namespace: 'AWS/WAFV2',
        MetricName: 'BlockedRequests',
        Dimensions: [
          { Name: 'Rule', Value: 'ALL' },
          { Name: 'WebACL', Value: webAclMetric(name, door) },
        ],
        Statistic: 'Sum',
        EvaluationPeriods: 3,
        Threshold: door === 'Shop' ? 1000 : 500,
      }),
  ],
]);

function webAclMetric(store: string, door: 'Shop' | 'Staff'): string {
  return `${store}-${door.toLowerCase()}`;
}

const origin: EdgeRow[] = [
  [
    'requests that did not reach the load balancer are counted',
    'AWS::Logs::MetricFilter',
    'LogsOriginErrors',
    ({ name }) => ({
      LogGroupName: 'LogsAccess',
      FilterPattern: '{ $.x-edge-detailed-result-type = "Origin*" }',
      MetricTransformations: [
        { MetricName: 'EdgeOriginErrors', MetricNamespace: `Storefort/${name}`, MetricValue: '1' },
      ],
    }),
  ],
  [
    'more than ten of them in five minutes, twice, are an alarm',
    'AWS::CloudWatch::Alarm',
    'WatchOriginErrors',
    ({ name }) =>
      alarm({
        Namespace: `Storefort/${name}`,
        MetricName: 'EdgeOriginErrors',
        Statistic: 'Sum',
        EvaluationPeriods: 2,
        Threshold: 10,
      }),
  ],
];

export const edgeWatchRules: Rule[] = [
  ...edgeRows([...groups, ...deliveries, ...alarms, ...origin]),
  allOf('AWS::CloudWatch::Alarm', () => [
    'ShopCertificateCertificateExpires',
    'StaffCertificateCertificateExpires',
    'WatchOriginErrors',
    'WatchShopErrors',
    'WatchShopStopped',
    'WatchStaffErrors',
    'WatchStaffStopped',
  ]),
];
