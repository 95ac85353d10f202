import { oddOnes, prove, resultOf, seenBy } from './findings';
import { World } from './world';

function aWorldWith(core: Partial<World['core']>): World {
  const world = new World();
  Object.assign(world.core, core);
  return world;
}

const outdated = { newest: '6.9', newestOfBranch: '6.8.3', status: 'outdated' } as const;
const branchOut = { newest: '6.9', newestOfBranch: '6.8.4', status: 'outdated' } as const;

describe('the version of WordPress', () => {
  test('passes when it is the latest', async () => {
    expect(await seenBy(new World(), 'core-version')).toEqual(['pass', 'WordPress 6.8.3']);
  });

  test('fails at once when it is called insecure', async () => {
    const world = aWorldWith({ newest: '6.9', newestOfBranch: '6.8.4', status: 'insecure' });
    expect(await seenBy(world, 'core-version')).toEqual(['fail', 'WordPress 6.8.3 is called insecure, 6.8.4 is out']);
  });

  test('is behind, not for long, when nothing else is known', async () => {
    const seen = await seenBy(aWorldWith(outdated), 'core-version');
    expect(seen).toEqual(['pass', 'WordPress 6.8.3; not for long: WordPress 6.8.3 is behind 6.9']);
  });

  test.each([
    ['of the newest for more than 90 days', outdated, 91, { 'newest wordpress': '6.9' }, 'fail'],
    ['of one before the newest for that long', outdated, 91, { 'newest wordpress': '6.8.10' }, 'fail'],
    ['of the newest for 89 days', outdated, 89, { 'newest wordpress': '6.9' }, 'pass'],
    ['of the newest, which was not out then', outdated, 91, { 'newest wordpress': '6.8.3' }, 'pass'],
    ['of its branch for 31 days', branchOut, 31, { 'newest of branch 6.8': '6.8.4' }, 'fail'],
    ['of its branch for 29 days', branchOut, 29, { 'newest of branch 6.8': '6.8.4' }, 'pass'],
    [
      'of its branch since today',
      branchOut,
      31,
      { 'newest wordpress': '6.9', 'newest of branch 6.8': '6.8.3' },
      'pass',
    ],
    ['of another branch', branchOut, 31, { 'newest of branch 6.9': '6.9.1' }, 'pass'],
  ])('is behind %s', async (_, core, days, subject, verdict) => {
    const world = aWorldWith(core);
    world.remember(days, subject);
    expect((await seenBy(world, 'core-version'))[0]).toBe(verdict);
  });

  test.each([{}, branchOut, { ...branchOut, status: 'insecure' as const }])(
    'remembers what is newest, for later: a version that is put back later is late at once (%j)',
    async (core) => {
      const world = aWorldWith(core);
      expect((await prove(world)).subject).toMatchObject({
        'newest wordpress': world.core.newest,
        'newest of branch 6.8': world.core.newestOfBranch,
      });
    },
  );

  test('is unknown when it is behind and evidence cannot be read', async () => {
    const world = aWorldWith(outdated);
    world.failing.set('evidence.newest', new Error('denied'));
    expect(await seenBy(world, 'core-version')).toEqual(['error', 'unknown: since when WordPress 6.8.3 is behind 6.9']);
  });

  test('judges each version that runs anywhere', async () => {
    const world = new World();
    world.inventory('i-2').shop.core.version = '6.8.2';
    world.failing.set('core 6.8.2', new Error('down'));
    const evidence = await prove(world);
    expect(oddOnes(evidence)).toMatchObject({ 'core-version': 'error' });
    expect(resultOf(evidence, 'core-version').observed).toContain('WordPress 6.8.2: core 6.8.2 did not answer');
  });
});
