import { prove, seenBy } from './findings';
import { daysAgo, World } from './world';

const pending = { action: 'system-update', description: 'New Operating System update' };

describe('pending maintenance of the database', () => {
  test.each([
    ['known for 30 days', { since: daysAgo(30) }, 'pass'],
    ['known for 31 days', { since: daysAgo(31) }, 'fail'],
    ['forced on a date', { since: daysAgo(1), forcedAfter: daysAgo(-20) }, 'fail'],
    ['of which nobody says since when', {}, 'pass'],
  ])('%s', async (_, change, verdict) => {
    const world = new World();
    world.database.pending = [{ ...pending, ...change }];
    expect((await seenBy(world, 'database-maintenance'))[0]).toBe(verdict);
  });

  test('says what is pending, and when it is forced', async () => {
    const world = new World();
    world.database.pending = [{ ...pending, forcedAfter: new Date('2026-12-24T03:00:00Z') }];
    expect(await seenBy(world, 'database-maintenance')).toEqual([
      'fail',
      'system-update (New Operating System update) is forced after 2026-12-24',
    ]);
    world.database.pending = [pending];
    expect((await seenBy(world, 'database-maintenance'))[1]).toBe(
      'nothing is overdue; pending, not for long: system-update (New Operating System update)',
    );
  });

  const key = 'pending system-update';
  test.each([
    ['the same of 31 days ago', 31, { [key]: pending.description }, 'fail'],
    ['the same of 29 days ago', 29, { [key]: pending.description }, 'pass'],
    ['another update of 31 days ago', 31, { [key]: 'Another update' }, 'pass'],
  ])('evidence that says %s', async (_, days, subject, verdict) => {
    const world = new World();
    world.database.pending = [pending];
    world.remember(days, subject);
    expect((await seenBy(world, 'database-maintenance'))[0]).toBe(verdict);
  });

  test('is remembered for later', async () => {
    const world = new World();
    world.database.pending = [pending];
    expect((await prove(world)).subject).toMatchObject({ [key]: pending.description });
  });

  test('is not forgotten by a run that could not ask', async () => {
    const world = new World();
    world.failing.set('managed.database', new Error('down'));
    expect((await prove(world)).subject).toMatchObject({ 'not found out database': 'yes' });
    expect((await prove(new World())).subject).not.toHaveProperty('not found out database');
    const later = new World();
    later.database.pending = [pending];
    later.remember(32, { [key]: pending.description });
    later.remember(31, { 'not found out database': 'yes' });
    expect((await seenBy(later, 'database-maintenance'))[0]).toBe('fail');
  });

  test('is unknown when evidence cannot be read', async () => {
    const world = new World();
    world.database.pending = [pending];
    world.failing.set('evidence.newest', new Error('denied'));
    expect((await seenBy(world, 'database-maintenance'))[0]).toBe('error');
  });
});

describe('support of the database', () => {
  test.each([
    [90, 'pass'],
    [89, 'fail'],
    [-10, 'fail'],
  ])('for %i more days', async (days, verdict) => {
    const world = new World();
    world.database.endOfSupport = daysAgo(-days);
    expect((await seenBy(world, 'database-engine'))[0]).toBe(verdict);
  });

  test('is unknown when AWS does not say', async () => {
    const world = new World();
    delete world.database.endOfSupport;
    expect(await seenBy(world, 'database-engine')).toEqual(['error', 'unknown: how long mariadb 11.8.3 is supported']);
  });
});

describe('runtimes of functions', () => {
  test('pass while AWS patches them', async () => {
    const world = new World();
    world.functions.push({ region: 'us-east-1', name: 'acme-Edge-Rotate', runtime: 'python3.13' });
    expect(await seenBy(world, 'lambda-runtimes')).toEqual(['pass', '2 functions on nodejs24.x, python3.13']);
  });

  test.each([
    ['nodejs20.x', 'runs nodejs20.x, patched until 2026-04-30'],
    ['nodejs18.x', 'runs nodejs18.x, of which nothing is known'],
    ['none', 'runs none, of which nothing is known'],
    ['constructor', 'runs constructor, of which nothing is known'],
  ])('%s is a finding', async (runtime, observed) => {
    const world = new World();
    world.functions.push({ region: 'us-east-1', name: 'acme-Edge-Old', runtime });
    expect(await seenBy(world, 'lambda-runtimes')).toEqual(['fail', `acme-Edge-Old in us-east-1 ${observed}`]);
  });

  test.each([
    ['nodejs22.x', '2027-01-30T00:00:00Z', 'pass'],
    ['nodejs22.x', '2027-01-31T00:00:00Z', 'fail'],
    ['nodejs24.x', '2028-01-31T00:00:00Z', 'pass'],
    ['nodejs24.x', '2028-02-01T00:00:00Z', 'fail'],
    ['python3.12', '2028-08-02T00:00:00Z', 'pass'],
    ['python3.12', '2028-08-03T00:00:00Z', 'fail'],
    ['python3.13', '2029-04-01T00:00:00Z', 'pass'],
    ['python3.13', '2029-04-02T00:00:00Z', 'fail'],
  ])('%s on %s, 90 days before its end or less', async (runtime, at, verdict) => {
    const world = new World();
    world.functions = [{ region: 'us-east-1', name: 'acme-Edge-Old', runtime }];
    world.now = new Date(at);
    expect((await prove(world)).results.find(({ id }) => id === 'lambda-runtimes')?.verdict).toBe(verdict);
  });

  test('a store without functions is not this store', async () => {
    const world = new World();
    world.functions = [];
    expect(await seenBy(world, 'lambda-runtimes')).toEqual(['error', 'unknown: which functions there are']);
  });
});
