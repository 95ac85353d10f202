/**
 * One text for all ways of writing one policy, so that two can be compared: KMS returns a policy in another order than it was put,
 * and a list of one as that one. Names, operators and actions are compared as written.
 * @param policy JSON of a policy document
 */
export function canonicalPolicy(policy: unknown): string {
  return JSON.stringify(canonical(policy));
}

function canonical(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([name, inner]) => [name, listed(name, inner)] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function listed(name: string, value: unknown): unknown[] {
  const all = Array.isArray(value) ? (value as unknown[]) : [value];
  const principal = name === 'Principal' || name === 'NotPrincipal';
  const texts = all.map((inner) => JSON.stringify(principal ? principals(inner) : canonical(inner)));
  return [...new Set(texts)].sort().map((text) => JSON.parse(text) as unknown);
}

/** `*` is `{ AWS: '*' }`, and an account’s number its root. */
function principals(value: unknown): unknown {
  if (value === '*') return canonical({ AWS: '*' });
  if (typeof value !== 'object' || value === null || !('AWS' in value)) return canonical(value);
  const aws = (Array.isArray(value.AWS) ? value.AWS : [value.AWS]) as unknown[];
  return canonical({ ...value, AWS: aws.map((one) => String(one).replace(/^arn:[a-z-]+:iam::(\d{12}):root$/, '$1')) });
}
