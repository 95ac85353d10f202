import { expect } from 'expect';
import { kept, shape } from './plain';
import type { Rule, Template } from './template';

/** The account's guards outlive the stack in trial stores too. */
export const always = kept(false);
/** The account of every variant. */
export const account = '111122223333';
/** A policy document. */
export const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
/** The trail, whose name is fixed. */
export const trailArn = ({ variant }: Template) =>
  `arn:aws:cloudtrail:${variant.region}:${account}:trail/storefort-account`;

/** A statement that allows. */
export const allow = (Action: string | string[], Resource: string | string[], more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

/** Who may take a role. */
export const trusts = (Service: string, Condition?: object) =>
  document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service }, ...(Condition && { Condition }) });

/** One resource and what it must be, whole. */
export type Row = readonly [says: string, type: string, idStart: string, expected: (template: Template) => object];

/** Turns rows into rules over the account stack. */
export function rulesOf(rows: readonly Row[]): Rule[] {
  return rows.map(([says, type, idStart, expected]) => ({
    says,
    stacks: ['account'],
    when: ({ accountParts }) => accountParts === 'create',
    holds: (template) => {
      // An analyzer has a property `Type` of its own, which stands in the place of the resource's.
      expect(shape(template.one(type, idStart))).toEqual({ Type: type, ...expected(template) });
    },
  }));
}

/** One event is an alarm, none is not. */
export const quiet = {
  AlarmActions: ['Topic'],
  OKActions: ['Topic'],
  Statistic: 'Sum',
  Period: 300,
  EvaluationPeriods: 1,
  ComparisonOperator: 'GreaterThanThreshold',
  Threshold: 0,
  TreatMissingData: 'notBreaching',
};
