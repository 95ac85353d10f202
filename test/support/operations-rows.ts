import { expect } from 'expect';
import { imported } from './imports';
import { shape } from './plain';
import type { Resource, Rule, StackName, Variant } from './template';

/** The account of every store in the tests. */
export const account = '111122223333';

/** The offsite region of each home region among the variants. */
export const offsiteRegion = ({ region }: Variant) => (region === 'us-east-1' ? 'us-west-2' : 'eu-west-1');

/** A policy document of these statements. */
export const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

/** A role's trust in one AWS service. */
export const trusts = (Service: string) =>
  document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } });

/** The same, as long as it acts for this account. */
export const trustsHere = (Service: string) =>
  document({
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { Service },
    Condition: { StringEquals: { 'aws:SourceAccount': account } },
  });

/** How a state machine sets up its log and its traces, by actions that know no resource. */
export const machineTells = {
  Effect: 'Allow',
  Action: [
    'logs:CreateLogDelivery',
    'logs:DeleteLogDelivery',
    'logs:DescribeLogGroups',
    'logs:DescribeResourcePolicies',
    'logs:GetLogDelivery',
    'logs:ListLogDeliveries',
    'logs:PutResourcePolicy',
    'logs:UpdateLogDelivery',
    'xray:GetSamplingRules',
    'xray:GetSamplingTargets',
    'xray:PutTelemetryRecords',
    'xray:PutTraceSegments',
  ],
  Resource: '*',
};

/** The database of the data stack. */
export const databaseArn = ({ region }: Variant) => `arn:aws:rds:${region}:${account}:db:data/DatabaseInstance`;

/** One resource of a stack and what it must be, whole. */
export type OperationsRow = readonly [
  says: string,
  type: string,
  idStart: string,
  expected: (variant: Variant) => object,
  when?: (variant: Variant) => boolean,
];

/** Makes rules of rows; what other stacks hand in is written as text. */
export function operationsRows(rows: readonly OperationsRow[]): Rule[] {
  return rowsOf('operations', rows);
}

/** The same for another stack. */
export function rowsOf(stack: StackName, rows: readonly OperationsRow[]): Rule[] {
  return rows.map(([says, type, idStart, expected, when]) => ({
    says,
    stacks: [stack],
    ...(when && { when }),
    holds: (template) => {
      expect(seen(template.one(type, idStart))).toEqual({ Type: type, ...expected(template.variant) });
    },
  }));
}

function seen(resource: Resource): unknown {
  const { BackupPlanTags: _, ...properties } = imported(resource.Properties) as Record<string, unknown>;
  return shape({ ...resource, Properties: properties });
}
