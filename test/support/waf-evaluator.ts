import ipaddr from 'ipaddr.js';

/** A request as WAF sees it. */
export interface WafRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  readonly address: string;
  /** Labels that AWS's managed groups would have given; a label of a rule that only counts lets the request go on. */
  readonly labels?: readonly string[];
  /** Whether the address has used up every rate. */
  readonly flooding?: boolean;
}

export interface WafDecision {
  readonly action: 'allow' | 'block';
  /** The rule that decided; undefined: the default action. */
  readonly rule?: string;
  /** Of a block with a custom response. @default 403 */
  readonly status?: number;
}

/** Templates are JSON of AWS's making. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

interface Context extends WafRequest {
  readonly resources: Readonly<Record<string, Json>>;
}

/**
 * Our reading of AWS's rules, for just the statements that our web ACLs use: rules in the order of their priority, the first
 * that allows or blocks decides; managed groups match nothing here (`labels` stand for them); a rate is exceeded only where
 * `flooding` says so. AWS may read them differently: this proves that the web ACL says what the table says, not what WAF does.
 *
 * @param resources the template's, in which pattern and IP sets are looked up
 * @throws Error at a statement, field or transformation it does not know
 */
export function decide(acl: Json, resources: Readonly<Record<string, Json>>, request: WafRequest): WafDecision {
  const context = { ...request, resources };
  const rules = [...(acl.Rules as Json[])].sort((a, b) => a.Priority - b.Priority);
  const matched = rules.find((rule) => isTerminating(rule) && holds(rule.Statement, context));
  if (matched === undefined) return { action: acl.DefaultAction.Allow === undefined ? 'block' : 'allow' };
  if (matched.Action.Allow !== undefined) return { action: 'allow', rule: matched.Name };
  const status = matched.Action.Block.CustomResponse?.ResponseCode ?? 403;
  return { action: 'block', rule: matched.Name, status };
}

function isTerminating(rule: Json): boolean {
  if (rule.OverrideAction !== undefined) return false;
  const [action = 'none'] = Object.keys(rule.Action ?? {});
  if (!['Allow', 'Block'].includes(action)) throw new Error(`rule ${rule.Name}: action ${action} is not known here`);
  return true;
}

const readings: Readonly<Record<string, (statement: Json, context: Context) => boolean>> = {
  AndStatement: ({ Statements }, context) => (Statements as Json[]).every((each) => holds(each, context)),
  OrStatement: ({ Statements }, context) => (Statements as Json[]).some((each) => holds(each, context)),
  NotStatement: ({ Statement }, context) => !holds(Statement, context),
  ByteMatchStatement: (statement, context) => {
    if (statement.PositionalConstraint !== 'EXACTLY') throw new Error('only EXACTLY is known here');
    return textOf(statement, context) === statement.SearchString;
  },
  SizeConstraintStatement: (statement, context) => {
    if (statement.ComparisonOperator !== 'GT') throw new Error('only GT is known here');
    return (textOf(statement, context)?.length ?? -1) > statement.Size;
  },
  RegexMatchStatement: (statement, context) => finds(statement.RegexString, textOf(statement, context)),
  RegexPatternSetReferenceStatement: (statement, context) => {
    const patterns = referred(statement.Arn, context).RegularExpressionList as string[];
    return patterns.some((pattern) => finds(pattern, textOf(statement, context)));
  },
  IPSetReferenceStatement: ({ Arn }, context) => {
    const { Addresses, IPAddressVersion } = referred(Arn, context);
    const address = ipaddr.parse(context.address);
    if (address.kind() !== String(IPAddressVersion).toLowerCase()) return false;
    return (Addresses as string[]).some((network) => address.match(ipaddr.parseCIDR(network)));
  },
  LabelMatchStatement: ({ Scope, Key }, { labels = [] }) => {
    if (Scope !== 'LABEL') throw new Error('only whole labels are known here');
    return labels.includes(Key);
  },
  RateBasedStatement: ({ ScopeDownStatement }, context) => {
    return context.flooding === true && (ScopeDownStatement === undefined || holds(ScopeDownStatement, context));
  },
};

/** Whether a statement is true of the request. */
export function holds(statement: Json, context: Context): boolean {
  const kinds = Object.keys(statement);
  const [kind = 'nothing'] = kinds;
  const reading = readings[kind];
  if (reading === undefined || kinds.length > 1) throw new Error(`statement ${kinds.join(' with ')} is not known here`);
  return reading(statement[kind], context);
}

function finds(pattern: string, text: string | undefined): boolean {
  return text !== undefined && new RegExp(pattern).test(text);
}

function referred(arn: Json, { resources }: Context): Json {
  const [id] = arn['Fn::GetAtt'] as [string];
  const found = resources[id];
  if (found === undefined) throw new Error(`${id} is referred to and not in the template`);
  return found.Properties;
}

function textOf({ FieldToMatch, TextTransformations }: Json, context: Context): string | undefined {
  const field = fieldOf(FieldToMatch, context);
  if (field === undefined) return undefined;
  return [...(TextTransformations as Json[])]
    .sort((a, b) => a.Priority - b.Priority)
    .reduce((text: string, { Type }: Json) => transform(Type, text), field);
}

function fieldOf(field: Json, { method, target }: Context): string | undefined {
  const [kind = 'nothing'] = Object.keys(field);
  const question = target.indexOf('?');
  const query = question < 0 ? '' : target.slice(question + 1);
  switch (kind) {
    case 'UriPath':
      return question < 0 ? target : target.slice(0, question);
    case 'QueryString':
      return query;
    case 'Method':
      return method;
    case 'SingleQueryArgument':
      return argument(query, field.SingleQueryArgument.Name);
    default:
      throw new Error(`field ${kind} is not known here`);
  }
}

/** As sent, the name in any case. */
function argument(query: string, name: string): string | undefined {
  const pairs = query.split('&').map((pair) => pair.split(/=(.*)/s));
  return pairs.find(([each = '']) => each.toLowerCase() === name.toLowerCase())?.[1];
}

function transform(type: string, text: string): string {
  switch (type) {
    case 'NONE':
      return text;
    case 'LOWERCASE':
      return text.toLowerCase();
    case 'URL_DECODE':
      return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    case 'NORMALIZE_PATH':
      return normalized(text);
    default:
      throw new Error(`transformation ${type} is not known here`);
  }
}

/** Merges slashes and resolves dot segments, keeping a slash at the end. */
function normalized(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/').filter((each) => each !== '' && each !== '.')) {
    if (segment === '..') kept.pop();
    else kept.push(segment);
  }
  const end = kept.length > 0 && /\/\.{0,2}$/.test(path) ? '/' : '';
  return `/${kept.join('/')}${end}`;
}
