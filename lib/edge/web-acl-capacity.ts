import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { managedGroups } from './web-acl-managed-groups';
import type { Statement } from './web-acl-statements';

/** Above this AWS asks a surcharge for each request: https://aws.amazon.com/waf/pricing/ */
export const mostCapacity = 1500;

/**
 * What rules take of a web ACL's capacity by AWS's published costs, without the savings AWS may make where statements share a
 * transformation: an upper bound. https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements-match.html
 */
export function capacityOf(rules: readonly { readonly statement: Statement }[]): number {
  return rules.reduce((sum, { statement }) => sum + costOf(statement), 0);
}

// The L1 allows tokens everywhere; there are none in what this area writes.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Plain = Record<string, any>;

const costs: Readonly<Record<keyof Statement, ((statement: Plain) => number) | undefined>> = {
  andStatement: ({ statements }) => all(statements as Statement[]),
  orStatement: ({ statements }) => all(statements as Statement[]),
  notStatement: ({ statement }) => costOf(statement as Statement),
  byteMatchStatement: (statement) => 2 + transformations(statement),
  sizeConstraintStatement: (statement) => 1 + transformations(statement),
  regexMatchStatement: (statement) => 3 + transformations(statement),
  regexPatternSetReferenceStatement: (statement) => 25 + transformations(statement),
  ipSetReferenceStatement: () => 1,
  labelMatchStatement: () => 1,
  rateBasedStatement: ({ scopeDownStatement }) =>
    2 + (scopeDownStatement ? costOf(scopeDownStatement as Statement) : 0),
  managedRuleGroupStatement: ({ name }) => managedCost(name as string),
  asnMatchStatement: undefined,
  geoMatchStatement: undefined,
  ruleGroupReferenceStatement: undefined,
  sqliMatchStatement: undefined,
  xssMatchStatement: undefined,
};

function costOf(statement: Statement): number {
  const [[kind, inner] = ['nothing', undefined]] = Object.entries(statement) as [keyof Statement, Plain][];
  const cost = costs[kind as keyof Statement];
  if (cost === undefined || inner === undefined) throw new Error(`the cost of a ${kind} is not known; add it to costs`);
  return cost(inner);
}

function all(statements: readonly Statement[]): number {
  return statements.reduce((sum, each) => sum + costOf(each), 0);
}

function transformations({ textTransformations }: Plain): number {
  const types = textTransformations as CfnWebACL.TextTransformationProperty[];
  return 10 * types.filter(({ type }) => type !== 'NONE').length;
}

function managedCost(name: string): number {
  const group = Object.values(managedGroups)
    .flat()
    .find((each) => name === `AWSManagedRules${each.name}`);
  if (group === undefined) throw new Error(`the capacity of ${name} is not known; add it to managedGroups`);
  return group.wcu;
}
