/** A statement of a web ACL's rule as CloudFormation writes it. */
export type AclStatement = Readonly<Record<string, unknown>>;
type Field = Readonly<Record<string, unknown>>;

export const path: Field = { UriPath: {} };
export const query: Field = { QueryString: {} };
export const method: Field = { Method: {} };
export const variable = (Name: string): Field => ({ SingleQueryArgument: { Name } });

const asSent = ['NONE'];
export const lowerCase = ['LOWERCASE'];
/** As nginx reads a path, and in lower case. */
const resolved = ['URL_DECODE', 'NORMALIZE_PATH', 'LOWERCASE'];
const read = (types: readonly string[]) => types.map((Type, Priority) => ({ Type, Priority }));

export const regex = (FieldToMatch: Field, RegexString: string, types: readonly string[] = asSent): AclStatement => ({
  RegexMatchStatement: { FieldToMatch, RegexString, TextTransformations: read(types) },
});
export const pathInSet = (id: string): AclStatement => ({
  RegexPatternSetReferenceStatement: { Arn: `${id}.Arn`, FieldToMatch: path, TextTransformations: read(resolved) },
});
export const comesFrom = (id: string): AclStatement => ({ IPSetReferenceStatement: { Arn: `${id}.Arn` } });
export const isThere = (FieldToMatch: Field): AclStatement => ({
  SizeConstraintStatement: { FieldToMatch, ComparisonOperator: 'GT', Size: 0, TextTransformations: read(asSent) },
});
export const exactly = (FieldToMatch: Field, SearchString: string): AclStatement => ({
  ByteMatchStatement: {
    FieldToMatch,
    SearchString,
    PositionalConstraint: 'EXACTLY',
    TextTransformations: read(asSent),
  },
});
export const label = (Key: string): AclStatement => ({ LabelMatchStatement: { Scope: 'LABEL', Key } });
export const any = (...Statements: AclStatement[]): AclStatement => ({ OrStatement: { Statements } });
export const all = (...Statements: AclStatement[]): AclStatement => ({ AndStatement: { Statements } });
export const not = (Statement: AclStatement): AclStatement => ({ NotStatement: { Statement } });

/** More than so many requests of one address in five minutes, of those that `counted` holds for. */
export const rate = (Limit: number, counted?: AclStatement): AclStatement => ({
  RateBasedStatement: {
    AggregateKeyType: 'IP',
    EvaluationWindowSec: 300,
    Limit,
    ...(counted && { ScopeDownStatement: counted }),
  },
});

export const block = (ResponseCode: number) => ({ Action: { Block: { CustomResponse: { ResponseCode } } } });
export const allow = { Action: { Allow: {} } };

/** Seen by CloudWatch under its own name; no samples, which would show headers. */
export const visible = (MetricName: string) => ({
  CloudWatchMetricsEnabled: true,
  SampledRequestsEnabled: false,
  MetricName,
});

/** One rule before it has its place. */
export type AclRow = readonly [name: string, statement: AclStatement, then: object];

/** A group of AWS's, with the rules of it that only count. */
export const managed = (name: string, ...counted: readonly string[]): AclRow => [
  `managed-${name}`,
  {
    ManagedRuleGroupStatement: {
      VendorName: 'AWS',
      Name: `AWSManagedRules${name}`,
      ...(counted.length > 0 && {
        RuleActionOverrides: counted.map((Name) => ({ Name, ActionToUse: { Count: {} } })),
      }),
    },
  },
  { OverrideAction: { None: {} } },
];

/** Rules in their order. */
export const inOrder = (rows: readonly AclRow[]) =>
  rows.map(([Name, Statement, then], Priority) => ({
    Name,
    Priority,
    Statement,
    ...then,
    VisibilityConfig: visible(Name),
  }));
