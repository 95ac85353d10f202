import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { doorsOf } from '../../lib/doors/doors-of';
import { DoorWebAcl } from '../../lib/edge/door-web-acl';
import { capacityOf } from '../../lib/edge/web-acl-capacity';
import { aclRules } from '../../lib/edge/web-acl-rules';
import type { Statement } from '../../lib/edge/web-acl-statements';
import { aStore } from '../support/stores';
import { requestStore } from './requests';

const field = { uriPath: {} };
const as = (...types: string[]) => types.map((type, priority) => ({ type, priority }));
const regex = (...types: string[]): Statement => ({
  regexMatchStatement: { fieldToMatch: field, regexString: '^/', textTransformations: as(...types) },
});

/** From AWS's pages on each statement, by hand. */
const costs: readonly (readonly [string, Statement, number])[] = [
  ['a regular expression', regex('NONE'), 3],
  ['each transformation', regex('URL_DECODE', 'LOWERCASE'), 23],
  [
    'a pattern set',
    { regexPatternSetReferenceStatement: { arn: 'a', fieldToMatch: field, textTransformations: as('LOWERCASE') } },
    35,
  ],
  ['an IP set', { ipSetReferenceStatement: { arn: 'a' } }, 1],
  ['a label', { labelMatchStatement: { scope: 'LABEL', key: 'a' } }, 1],
  [
    'an exact text',
    {
      byteMatchStatement: {
        fieldToMatch: field,
        searchString: 'a',
        positionalConstraint: 'EXACTLY',
        textTransformations: as('NONE'),
      },
    },
    2,
  ],
  [
    'a size',
    {
      sizeConstraintStatement: {
        fieldToMatch: field,
        comparisonOperator: 'GT',
        size: 0,
        textTransformations: as('NONE'),
      },
    },
    1,
  ],
  [
    'AND and OR cost nothing',
    { andStatement: { statements: [regex('NONE'), { orStatement: { statements: [regex('NONE'), regex('NONE')] } }] } },
    9,
  ],
  ['NOT costs nothing', { notStatement: { statement: regex('NONE') } }, 3],
  ['a rate', { rateBasedStatement: { limit: 100, aggregateKeyType: 'IP' } }, 2],
  [
    'a rate of some requests',
    { rateBasedStatement: { limit: 100, aggregateKeyType: 'IP', scopeDownStatement: regex('NONE') } },
    5,
  ],
  ['AWS’s core rules', { managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesCommonRuleSet' } }, 700],
  ['AWS’s SQL rules', { managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesSQLiRuleSet' } }, 200],
  [
    'known bad inputs',
    { managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesKnownBadInputsRuleSet' } },
    200,
  ],
  ['PHP rules', { managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesPHPRuleSet' } }, 100],
  [
    'WordPress rules',
    { managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesWordPressRuleSet' } },
    100,
  ],
  [
    'bad addresses',
    { managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesAmazonIpReputationList' } },
    25,
  ],
];

test.each(costs)('%s', (_, statement, wcu) => {
  expect(capacityOf([{ statement }])).toBe(wcu);
});

test('a statement or group whose cost is not known is an error, not free', () => {
  expect(() => capacityOf([{ statement: { geoMatchStatement: { countryCodes: ['US'] } } }])).toThrow(
    /geoMatchStatement/,
  );
  const group = { managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesLinuxRuleSet' } };
  expect(() => capacityOf([{ statement: group }])).toThrow(/LinuxRuleSet/);
});

const sets = { refusedPathsArn: 'a', networkArns: ['a', 'b'] };

test.each(['shop', 'staff'] as const)('the %s door stays below the surcharge, with integrations too', (door) => {
  for (const store of [{ integrations: [], writablePaths: [] }, requestStore]) {
    expect(capacityOf(aclRules(doorsOf(store), door, sets))).toBeLessThan(1500);
  }
});

test('a store with too many declared routes is told of the surcharge', () => {
  const routes = Array.from({ length: 40 }, (_, at) => `/wp-json/a-plugin-with-a-long-name/v1/route-${at}`);
  const store = aStore({
    integrations: [{ name: 'erp', routes, credential: 'signature', reason: 'a reason long enough for the schema' }],
  });
  const stack = new Stack(new App(), 'Edge');
  new DoorWebAcl(stack, 'WebAcl', { store, door: 'shop', doors: doorsOf(store) });
  Annotations.fromStack(stack).hasWarning('/Edge/WebAcl', Match.stringLikeRegexp('surcharge above 1500'));
});
