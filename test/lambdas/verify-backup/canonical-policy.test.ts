import fc from 'fast-check';
import { canonicalPolicy } from '../../../lambdas/verify-backup/canonical-policy';
import { policy } from './expectations';

const same = (one: unknown, other: unknown) => canonicalPolicy(one) === canonicalPolicy(other);
const statement = { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: ['kms:A', 'kms:B'], Resource: '*' };
const of = (...Statement: unknown[]) => ({ Version: '2012-10-17', Statement });

/** Flips a coin. */
type Coin = () => boolean;

/** The same policy in another order, and with lists of one as that one or the other way round. */
function rewritten(value: unknown, coin: Coin): unknown {
  if (Array.isArray(value)) {
    const all = mixed(value, coin).map((inner: unknown) =>
      typeof inner === 'string' ? inner : rewritten(inner, coin),
    );
    return all.length === 1 && coin() ? all[0] : all;
  }
  if (typeof value === 'string') return coin() ? [value] : value;
  const fields = Object.entries(value as object).map(([name, inner]) => {
    const isPlain = name === 'Version' || name === 'Id' || name === 'Sid' || name === 'Effect';
    return [name, isPlain ? inner : rewritten(inner, coin)] as const;
  });
  return Object.fromEntries(mixed(fields, coin));
}

function mixed<T>(all: readonly T[], coin: Coin): T[] {
  return all.reduce<T[]>((done, one) => (coin() ? [one, ...done] : [...done, one]), []);
}

test('order, and lists of one, make no difference', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.boolean()), (stream) => {
      const coin = () => stream.next().value === true;
      expect(same(policy, rewritten(policy, coin))).toBe(true);
    }),
  );
});

test.each([
  ['everybody', { AWS: '*' }, '*'],
  ['the account', { AWS: 'arn:aws:iam::111122223333:root' }, { AWS: ['111122223333'] }],
  [
    'the account among others',
    { AWS: ['arn:aws:iam::111122223333:root', 'arn:x'] },
    { AWS: ['arn:x', '111122223333'] },
  ],
])('%s is written in two ways', (_, one, other) => {
  expect(same(of({ ...statement, Principal: one }), of({ ...statement, Principal: other }))).toBe(true);
  const deny = { Effect: 'Deny', Action: '*', Resource: '*' };
  expect(same(of({ ...deny, NotPrincipal: one }), of({ ...deny, NotPrincipal: other }))).toBe(true);
});

test('a flag is written as text or as itself', () => {
  const flagged = (flag: unknown) => of({ ...statement, Condition: { Bool: { 'kms:GrantIsForAWSResource': flag } } });
  expect(same(flagged(true), flagged('true'))).toBe(true);
  expect(same(flagged(true), flagged('false'))).toBe(false);
});

test('services are told apart', () => {
  const served = (Service: unknown) => of({ ...statement, Principal: { Service } });
  expect(same(served('logs.amazonaws.com'), served(['logs.amazonaws.com']))).toBe(true);
  expect(same(served('logs.amazonaws.com'), served('events.amazonaws.com'))).toBe(false);
  expect(same(served('logs.amazonaws.com'), served(['logs.amazonaws.com', 'events.amazonaws.com']))).toBe(false);
});

test('what a template leaves undefined is not there', () => {
  expect(same(of(statement), of({ ...statement, Condition: undefined }))).toBe(true);
});

test.each([
  ['a statement more', of(statement, { ...statement, Sid: 'More' })],
  ['no statement', of()],
  ['an action more', of({ ...statement, Action: ['kms:A', 'kms:B', 'kms:C'] })],
  ['an action less', of({ ...statement, Action: 'kms:A' })],
  ['another effect', of({ ...statement, Effect: 'Deny' })],
  ['another principal', of({ ...statement, Principal: { AWS: '444455556666' } })],
  [
    'a role of the account in place of the account',
    of({ ...statement, Principal: { AWS: 'arn:aws:iam::111122223333:role/root' } }),
  ],
  ['everybody', of({ ...statement, Principal: '*' })],
  ['a principal that is none', of({ ...statement, Principal: null })],
  ['a principal that is text', of({ ...statement, Principal: 'nobody' })],
  ['a service', of({ ...statement, Principal: { Service: '111122223333' } })],
  [
    'whom it is not for in place of whom it is for',
    of({ Effect: 'Allow', NotPrincipal: { AWS: '111122223333' }, Action: ['kms:A', 'kms:B'], Resource: '*' }),
  ],
  ['a condition', of({ ...statement, Condition: { Bool: { 'aws:SecureTransport': 'true' } } })],
  ['another version', { ...of(statement), Version: '2008-10-17' }],
  ['an id', { ...of(statement), Id: 'x' }],
  ['null', null],
  ['text', JSON.stringify(of(statement))],
])('%s makes a difference', (_, other) => {
  expect(same(of(statement), other)).toBe(false);
});
