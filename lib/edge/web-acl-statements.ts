import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';

/** A statement of a web ACL's rule, in the L1's words. */
export type Statement = CfnWebACL.StatementProperty;

type Field = CfnWebACL.FieldToMatchProperty;
type Transformation = 'URL_DECODE' | 'NORMALIZE_PATH' | 'LOWERCASE' | 'NONE';

// Typed `any` in the L1, so their keys are not translated: written as CloudFormation wants them.
export const path: Field = { uriPath: {} };
export const query: Field = { queryString: {} };
export const method: Field = { method: {} };
/** WAF matches a variable's name in any case. */
export const variable = (name: string): Field => ({ singleQueryArgument: { Name: name } });

/** As it was sent. */
export const raw: readonly Transformation[] = ['NONE'];
/** As nginx reads a path: decoded once, slashes merged, dot segments resolved; and in lower case. */
export const resolved: readonly Transformation[] = ['URL_DECODE', 'NORMALIZE_PATH', 'LOWERCASE'];
export const lowerCase: readonly Transformation[] = ['LOWERCASE'];

const textTransformations = (types: readonly Transformation[]) => types.map((type, priority) => ({ type, priority }));

export function matches(fieldToMatch: Field, regexString: string, as: readonly Transformation[] = raw): Statement {
  return { regexMatchStatement: { fieldToMatch, regexString, textTransformations: textTransformations(as) } };
}

export function matchesSet(fieldToMatch: Field, arn: string, as: readonly Transformation[]): Statement {
  return { regexPatternSetReferenceStatement: { fieldToMatch, arn, textTransformations: textTransformations(as) } };
}

export function isPresent(fieldToMatch: Field): Statement {
  return {
    sizeConstraintStatement: {
      fieldToMatch,
      comparisonOperator: 'GT',
      size: 0,
      textTransformations: textTransformations(raw),
    },
  };
}

export function hasMethod(searchString: string): Statement {
  return {
    byteMatchStatement: {
      fieldToMatch: method,
      searchString,
      positionalConstraint: 'EXACTLY',
      textTransformations: textTransformations(raw),
    },
  };
}

export function hasLabel(key: string): Statement {
  return { labelMatchStatement: { scope: 'LABEL', key } };
}

/** @throws Error when there is nothing to choose from: WAF refuses such a rule, and `false` cannot be said */
export function anyOf(statements: readonly Statement[]): Statement {
  return together(statements, (several) => ({ orStatement: { statements: several } }));
}

/** @throws Error when there is nothing to hold */
export function allOf(statements: readonly Statement[]): Statement {
  return together(statements, (several) => ({ andStatement: { statements: several } }));
}

export function not(statement: Statement): Statement {
  return { notStatement: { statement } };
}

/** WAF wants at least two statements in an AND or OR. */
function together(statements: readonly Statement[], join: (several: Statement[]) => Statement): Statement {
  const [only, ...others] = statements;
  if (only === undefined) throw new Error('a rule of a web ACL needs at least one statement, got none');
  return others.length === 0 ? only : join([...statements]);
}
