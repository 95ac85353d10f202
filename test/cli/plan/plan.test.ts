import { planOf } from '../../../cli/plan/plan';
import { renderText } from '../../../cli/plan/render-text';
import { reportSchema } from '../../../cli/plan/verdicts';
import { aStore } from '../../support/stores';
import { aResource, aStack } from './assemblies';

const broken = {
  pluginReports: [
    {
      pluginName: 'AwsSolutions',
      conclusion: 'failure',
      violations: [
        {
          ruleName: 'AwsSolutions-S1',
          description: 'no access logs',
          severity: 'error',
          violatingConstructs: [{ constructPath: 'acme/Data/B' }],
        },
      ],
    },
  ],
};

const acknowledgement = {
  at: 'acme/Data/B',
  id: 'A::A-1',
  reason: 'long enough',
  owner: 'engineer',
  reviewBy: '2026-01-01',
};

function plan(changes: Parameters<typeof aStore>[0] = {}, report: object = {}) {
  const store = aStore(changes);
  return planOf({
    store,
    known: [store],
    stacks: [
      aStack({ resources: [aResource('AWS::EC2::NatGateway')], acknowledgements: [acknowledgement] }),
      aStack({ path: 'account-111122223333-us-east-1/Account', resources: [aResource('AWS::KMS::Key')] }),
      aStack({ path: 'acmeshop/Data' }),
    ],
    report: reportSchema.parse(report),
    packs: ['AwsSolutions'],
    today: '2026-06-01',
  });
}

test('shows the store’s stacks and its account’s, and no other store’s', () => {
  expect(plan().stacks.map(({ path }) => path)).toEqual(['account-111122223333-us-east-1/Account', 'acme/Data']);
});

test('leaves the account stage out of the store’s cost', () => {
  expect(plan().cost.lines.map(({ item }) => item)).toEqual(['NAT gateway']);
});

test('deploys the account first, each stage by its pattern', () => {
  expect(plan().deploy.map(({ command }) => command)).toEqual([
    "npx cdk deploy -c store=acme 'account-111122223333-us-east-1/*'",
    "npx cdk deploy -c store=acme 'acme/*'",
  ]);
});

test('fails on a finding without a reason, and prints rule and path', () => {
  const failed = plan({}, broken);
  expect(failed.verdict).toBe('fail');
  expect(renderText([failed])).toMatch(/AwsSolutions-S1 \(AwsSolutions\)\n {4}no access logs\n {6}acme\/Data\/B/);
  expect(plan().verdict).toBe('pass');
});

test('lists acknowledgements past their review, which do not fail the plan', () => {
  const due = plan();
  expect(due.overdue).toEqual([acknowledgement]);
  expect(renderText([due])).toMatch(/review was due 2026-01-01/);
});

test('puts a trial’s banner first, and none on another store', () => {
  expect(renderText([plan({ trial: true })])).toMatch(/TRIAL: one-day retention/);
  expect(renderText([plan()])).not.toMatch(/TRIAL/);
});

test('prints by how much a store is above its ceiling, with possible cuts', () => {
  const store = aStore({ size: 'solo' });
  const database = aResource('AWS::RDS::DBInstance', { DBInstanceClass: 'db.r7g.large', AllocatedStorage: '20' });
  const input = {
    store,
    known: [store],
    stacks: [aStack({ resources: [database] })],
    report: reportSchema.parse({}),
    packs: [],
    today: '2026-06-01',
  };
  expect(renderText([planOf(input)])).toMatch(
    /Above the ceiling of size solo by \$26\.77[\s\S]*Possible cuts, none of them made/,
  );
});

test('the database of the store file replaces the size’s', () => {
  expect(plan({ database: { instanceClass: 'r7g.large' } }).store.size.database.instanceClass).toBe('r7g.large');
});

test('keeps to 80 columns, commands and addresses apart', () => {
  const wide = renderText([plan({}, broken)])
    .split('\n')
    .filter((line) => line.length > 80 && !/^\s*(aws|npx) /.test(line));
  expect(wide).toEqual([]);
});
