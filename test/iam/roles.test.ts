import { templatesOf } from '../support/assembly';
import { drillTables } from './drill-tables';
import { exportTables } from './export-tables';
import { feedTables } from './feed-tables';
import { patchTables } from './patch-tables';
import { proofTables } from './proof-tables';
import { accountAndNetworkTables, type Ask, forbiddenTo, type RoleTable } from './role-tables';
import { storeTables } from './store-tables';
import { World } from './world';

/** Every choice that changes a role: size (cache or none), region, trial, mail, offsite copies, account parts, cutover. */
const variants = [
  'shop-use1-zone',
  'solo-try-euc1-ext',
  'surge-euc1-zone',
  'smtp',
  'offsite-off',
  'account-existing',
  'apex',
];
const tables = [
  ...accountAndNetworkTables,
  ...storeTables,
  ...drillTables,
  ...exportTables,
  ...feedTables,
  ...patchTables,
  ...proofTables,
];

const worlds = new Map<string, World>();
function worldOf(variant: string): World {
  const world = worlds.get(variant) ?? new World(templatesOf([variant]));
  worlds.set(variant, world);
  return world;
}

beforeAll(() => {
  templatesOf(variants);
}, 600_000);

/** The first of them loads the evaluator's list of actions, which takes seconds on a busy machine. */
jest.setTimeout(60_000);

async function wrongly(world: World, table: RoleTable, asks: readonly Ask[], expected: boolean): Promise<string[]> {
  const principal = world.arn(table.stack, 'AWS::IAM::Role', table.role);
  const wrong: string[] = [];
  for (const [action, resource, context] of asks) {
    const allowed = await world.allows({ principal, action, resource, context });
    if (allowed !== expected) wrong.push(`${action} on ${resource} ${JSON.stringify(context ?? {})}`);
  }
  return wrong;
}

function exists(world: World, { stack, role }: RoleTable): boolean {
  return world.has(stack, 'AWS::IAM::Role', role);
}

describe.each(variants)('%s', (variant) => {
  test('every role has a table', () => {
    const world = worldOf(variant);
    const without = world
      .roles()
      .filter(
        ({ stack, id }) => tables.filter((each) => each.stack === stack && id.startsWith(each.role)).length !== 1,
      );
    expect(world.roles()).not.toHaveLength(0);
    expect(without).toEqual([]);
  });

  test.each(tables.map((table) => [`${table.stack} ${table.role}`, table] as const))('%s', async (_, table) => {
    const world = worldOf(variant);
    if (!exists(world, table)) {
      const closed = variant === 'apex' ? [] : ['FiveMinutes', 'Daily'];
      // The account's parts where the account has them already, the sender of mail where a relay sends it, and what proves
      // offsite where nothing is; and the clocks of a shop that is not open.
      expect([
        `account ${table.role} account-existing`,
        'host MailRole smtp',
        `proof ${table.role} offsite-off`,
        'operations ExportMachineRole offsite-off',
        'operations ExportStarter offsite-off',
        ...closed.map((each) => `operations ProbesWatch${each}Role ${variant}`),
      ]).toContain(`${table.stack} ${table.role} ${variant}`);
      return;
    }
    expect({
      refused: await wrongly(world, table, table.can(world), true),
      granted: await wrongly(world, table, [...table.cannot(world), ...forbiddenTo(table, world)], false),
    }).toEqual({ refused: [], granted: [] });
  });

  test.each(tables.map((table) => [`${table.stack} ${table.role}`, table] as const))(
    '%s is taken on by one service or role only',
    (_, table) => {
      const world = worldOf(variant);
      if (!exists(world, table)) return;
      const principal = typeof table.trusts === 'string' ? { Service: table.trusts } : table.trusts(world);
      const { Statement } = world.trust(table.stack, table.role) as { Statement: { Condition?: unknown }[] };
      expect(Statement.map(({ Condition: _condition, ...rest }) => rest)).toEqual([
        { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: principal },
      ]);
    },
  );
});
