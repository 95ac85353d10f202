/** One weakening of one resource. `change` works on a copy of the resource that only this mutant sees. */
export interface Mutant {
  /** Property path such as `Properties.PublicAccessBlockConfiguration.BlockPublicAcls`; list positions are `0`, `1`… */
  readonly path: readonly string[];
  readonly kind: MutantKind;
  readonly change: (resource: Node) => void;
}

export type MutantKind =
  | 'delete'
  | 'flip'
  | 'empty'
  | 'number'
  | 'string'
  | 'reference'
  | 'any action'
  | 'any resource'
  | 'any principal'
  | 'any port'
  | 'any address'
  | 'remove resource'
  | 'unprotect stack';

type Scalar = string | number | boolean | null;
/** A JSON object of a template. */
export interface Node {
  [key: string]: Value;
}
type Value = Node | Value[] | Scalar;

const skipped = ['Type', 'Metadata'];
/** Parts of a policy statement whose change makes it malformed or narrower, never wider. */
const narrowing = ['Version', 'Sid'];

/** Every mutant of one resource, as it stands in its template. */
export function mutantsOf(resource: Node): Mutant[] {
  return Object.entries(resource)
    .filter(([key]) => !skipped.includes(key))
    .flatMap(([key, value]) => mutantsAt(value, [key]));
}

function mutantsAt(value: Value, path: readonly string[]): Mutant[] {
  const name = path.at(-1) ?? '';
  if (inPolicy(path) && (narrowing.includes(name) || (name === 'Effect' && value === 'Allow'))) return [];
  return [deletion(path), ...weakenings(value, path), ...inside(value, path)];
}

function inside(value: Value, path: readonly string[]): Mutant[] {
  if (typeof value !== 'object' || value === null || intrinsic(value) !== undefined) return [];
  return Object.entries(value).flatMap(([key, each]) => mutantsAt(each, [...path, key]));
}

/** The function's name when the value is one of CloudFormation's intrinsic functions. */
function intrinsic(value: Value): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const [key, ...others] = Object.keys(value);
  return key !== undefined && others.length === 0 && (key === 'Ref' || key.startsWith('Fn::')) ? key : undefined;
}

function weakenings(value: Value, path: readonly string[]): Mutant[] {
  const name = path.at(-1) ?? '';
  const policy = policyMutants(name, value, path);
  if (policy.length > 0) return policy;
  const call = intrinsic(value);
  if (call !== undefined) {
    // A joined text is deleted only: what its parts mean is not known here.
    return call === 'Fn::Join' || call === 'Fn::Sub' ? [] : [replacing(path, 'reference', 'something-else')];
  }
  if (Array.isArray(value)) return value.length > 0 ? [replacing(path, 'empty', [])] : [];
  return typeof value === 'object' ? [] : scalarMutants(name, value, path);
}

function scalarMutants(name: string, value: Scalar, path: readonly string[]): Mutant[] {
  if (typeof value === 'boolean') return [replacing(path, 'flip', !value)];
  if (typeof value === 'number') {
    const port = portMutants(name, path);
    return [...port, ...[0, 1].filter((each) => each !== value).map((each) => replacing(path, 'number', each))];
  }
  if (typeof value !== 'string') return [];
  if (/^Cidr(Ip|Ipv6)$/.test(name)) return [replacing(path, 'any address', name === 'CidrIp' ? '0.0.0.0/0' : '::/0')];
  if (name === 'IpProtocol') return [replacing(path, 'any port', '-1')];
  return [replacing(path, 'string', flipped(value))];
}

function portMutants(name: string, path: readonly string[]): Mutant[] {
  if (name === 'FromPort') return [replacing(path, 'any port', 0)];
  return name === 'ToPort' ? [replacing(path, 'any port', 65535)] : [];
}

const opposites: Readonly<Record<string, string>> = {
  true: 'false',
  false: 'true',
  '1': '0',
  '0': '1',
  ON: 'OFF',
  on: 'off',
  enabled: 'disabled',
  Enabled: 'Disabled',
  ENABLED: 'DISABLED',
  required: 'optional',
  Retain: 'Delete',
  RetainExceptOnCreate: 'Delete',
  Snapshot: 'Delete',
  Deny: 'Allow',
};

function flipped(value: string): string {
  return opposites[value] ?? 'something-else';
}

/** What makes a policy statement say more than it did. */
function policyMutants(name: string, value: Value, path: readonly string[]): Mutant[] {
  if (!inPolicy(path)) return [];
  if (name === 'Action') return actionMutants(value, path);
  if (name === 'Resource') return value === '*' ? [] : [replacing(path, 'any resource', '*')];
  if (name === 'Principal') return isAnyone(value) ? [] : [replacing(path, 'any principal', { AWS: '*' })];
  return [];
}

function actionMutants(value: Value, path: readonly string[]): Mutant[] {
  const actions = [value].flat().filter((each) => typeof each === 'string');
  const widened = [...new Set(actions.map((each) => `${each.split(':')[0] ?? ''}:*`))];
  return [replacing(path, 'any action', widened)];
}

function inPolicy(path: readonly string[]): boolean {
  return path.some((key) => /(Policy|PolicyDocument|PolicyText|KeyPolicy)$/.test(key)) || path.includes('Statement');
}

function isAnyone(value: Value): boolean {
  return value === '*' || JSON.stringify(value) === '{"AWS":"*"}';
}

function deletion(path: readonly string[]): Mutant {
  return {
    path,
    kind: 'delete',
    change: (resource) => {
      const { holder, key } = holderOf(resource, path);
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else Reflect.deleteProperty(holder, key);
    },
  };
}

function replacing(path: readonly string[], kind: MutantKind, value: Value): Mutant {
  return {
    path,
    kind,
    change: (resource) => {
      const { holder, key } = holderOf(resource, path);
      (holder as Node)[key] = structuredClone(value);
    },
  };
}

function holderOf(resource: Node, path: readonly string[]): { holder: Node | Value[]; key: string } {
  let holder: Value = resource;
  for (const key of path.slice(0, -1)) holder = (holder as Node)[key] as Value;
  return { holder: holder as Node | Value[], key: path.at(-1) ?? '' };
}
