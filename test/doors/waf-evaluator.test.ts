import { decide, type Json, type WafRequest } from '../support/waf-evaluator';

const request: WafRequest = { method: 'GET', target: '/Cart/..//%57p-admin/?A=1&b=%41', address: '203.0.113.3' };

function decides(statement: Json, more: Partial<WafRequest> = {}): boolean {
  const acl = {
    DefaultAction: { Allow: {} },
    Rules: [{ Name: 'it', Priority: 0, Action: { Block: {} }, Statement: statement }],
  };
  return decide(acl, sets, { ...request, ...more }).action === 'block';
}

const sets = {
  Paths: { Properties: { RegularExpressionList: ['^/wp-admin/$'] } },
  V4: { Properties: { IPAddressVersion: 'IPV4', Addresses: ['203.0.113.0/29'] } },
};
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const as = (...types: string[]) => types.map((Type, Priority) => ({ Type, Priority }));
const regex = (RegexString: string, FieldToMatch: Json, ...types: string[]) => ({
  RegexMatchStatement: { RegexString, FieldToMatch, TextTransformations: as(...types) },
});
const path = { UriPath: {} };
const argument = (Name: string) => ({ SingleQueryArgument: { Name } });

test.each([
  ['the path as sent', regex('^/Cart/\\.\\.//%57p-admin/$', path, 'NONE'), true],
  ['the path resolved', regex('^/wp-admin/$', path, 'URL_DECODE', 'NORMALIZE_PATH', 'LOWERCASE'), true],
  ['transformations in their order', regex('^/Wp-admin/$', path, 'NORMALIZE_PATH', 'URL_DECODE'), true],
  [
    'a set of patterns',
    {
      RegexPatternSetReferenceStatement: {
        Arn: arn('Paths'),
        FieldToMatch: path,
        TextTransformations: as('URL_DECODE', 'NORMALIZE_PATH', 'LOWERCASE'),
      },
    },
    true,
  ],
  ['the query as sent', regex('^A=1&b=%41$', { QueryString: {} }, 'NONE'), true],
  ['a variable by its name in any case', regex('^1$', argument('a'), 'NONE'), true],
  ['a variable’s value as sent', regex('^%41$', argument('b'), 'NONE'), true],
  ['a variable that is not there', regex('', argument('c'), 'NONE'), false],
  ['the method', regex('^GET$', { Method: {} }, 'NONE'), true],
  ['an address', { IPSetReferenceStatement: { Arn: arn('V4') } }, true],
  ['NOT', { NotStatement: { Statement: regex('^GET$', { Method: {} }, 'NONE') } }, false],
])('reads %s', (_, statement, expected) => {
  expect(decides(statement)).toBe(expected);
});

test('an IPv6 address is in no IPv4 set', () => {
  expect(decides({ IPSetReferenceStatement: { Arn: arn('V4') } }, { address: '::ffff:203.0.113.3' })).toBe(false);
});

test.each([
  ['a statement', { GeoMatchStatement: { CountryCodes: ['US'] } }],
  ['a field', regex('a', { Body: {} }, 'NONE')],
  ['a transformation', regex('a', path, 'HTML_ENTITY_DECODE')],
  ['a set', { IPSetReferenceStatement: { Arn: arn('Gone') } }],
  ['two statements in one', { ...regex('a', path, 'NONE'), NotStatement: {} }],
  ['a namespace of labels', { LabelMatchStatement: { Scope: 'NAMESPACE', Key: 'a:' } }],
])('does not guess what %s means that it does not know', (_, statement) => {
  expect(() => decides(statement)).toThrow(/known here|in the template/);
});

test('does not take a challenge for a block', () => {
  const acl = {
    DefaultAction: { Allow: {} },
    Rules: [{ Name: 'it', Priority: 0, Action: { Captcha: {} }, Statement: {} }],
  };
  expect(() => decide(acl, {}, request)).toThrow(/Captcha/);
});

test('the first rule by priority decides, and the default action where none does', () => {
  const rule = (Name: string, Priority: number, Action: Json) => ({
    Name,
    Priority,
    Action,
    Statement: regex('^GET$', { Method: {} }, 'NONE'),
  });
  const Rules = [
    rule('later', 2, { Allow: {} }),
    rule('first', 1, { Block: { CustomResponse: { ResponseCode: 404 } } }),
  ];
  expect(decide({ DefaultAction: { Allow: {} }, Rules }, {}, request)).toEqual({
    action: 'block',
    rule: 'first',
    status: 404,
  });
  expect(decide({ DefaultAction: { Block: {} }, Rules: [] }, {}, request)).toEqual({ action: 'block' });
});
