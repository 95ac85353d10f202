import type { Listing } from '../../../lambdas/verify-patches/ports';
import { oddOnes, prove, resultOf, seenBy } from './findings';
import { daysAgo, World } from './world';

const behind = (days: number): Listing => ({ state: 'listed', newest: '9.4.2', lastUpdated: daysAgo(days) });

function aWorldWith(listing: Listing, name = 'plugin woocommerce'): World {
  const world = new World();
  world.listings.set(name, listing);
  return world;
}

describe('versions of plugins', () => {
  test.each([
    ['a newer one of 90 days ago', 90, 'pass'],
    ['a newer one of 91 days ago', 91, 'fail'],
  ])('%s', async (_, days, verdict) => {
    expect((await seenBy(aWorldWith(behind(days)), 'plugin-versions'))[0]).toBe(verdict);
  });

  test('names what is late, and what is behind but not for long', async () => {
    const [, late] = await seenBy(aWorldWith(behind(91)), 'plugin-versions');
    expect(late).toContain('woocommerce 9.4.1 (newest 9.4.2) is behind for more than 90 days');
    const [, waiting] = await seenBy(aWorldWith(behind(2)), 'plugin-versions');
    expect(waiting).toBe(
      'none is long behind; behind, not for long: woocommerce 9.4.1 (newest 9.4.2); not on wordpress.org: till-pro',
    );
  });

  test('one that is updated all the time is late by what evidence says of then', async () => {
    const world = aWorldWith(behind(2));
    world.remember(91, { 'newest plugin woocommerce': '9.4.2' });
    expect((await seenBy(world, 'plugin-versions'))[0]).toBe('fail');
  });

  test.each([
    ['of less than 90 days ago', 89, { 'newest plugin woocommerce': '9.4.2' }],
    ['that this version was the newest then', 91, { 'newest plugin woocommerce': '9.4.1' }],
    ['of another plugin', 91, { 'newest plugin other': '9.4.2' }],
    ['that does not name it', 91, {}],
  ])('evidence %s does not make it late', async (_, days, subject) => {
    const world = aWorldWith(behind(2));
    world.remember(days, subject);
    expect((await seenBy(world, 'plugin-versions'))[0]).toBe('pass');
  });

  test('evidence of a run that could not ask forgets nothing: the one before it counts', async () => {
    const world = aWorldWith(behind(2));
    world.remember(92, { 'newest plugin woocommerce': '9.4.2' });
    world.remember(91, { 'not found out listings': 'yes' });
    expect((await seenBy(world, 'plugin-versions'))[0]).toBe('fail');
  });

  test('since when is unknown where no run of then could ask', async () => {
    const world = aWorldWith(behind(2));
    world.remember(91, { 'not found out listings': 'yes' });
    expect((await seenBy(world, 'plugin-versions'))[0]).toBe('error');
  });

  test.each(['plugin woocommerce', 'theme storefront', 'core 6.8.3', 'inventories.take i-2', 'fleet.hosts'])(
    'evidence says that it could not ask: %s',
    async (call) => {
      const world = new World();
      world.failing.set(call, new Error('down'));
      expect((await prove(world)).subject).toMatchObject({ 'not found out listings': 'yes' });
      expect((await prove(new World())).subject).not.toHaveProperty('not found out listings');
    },
  );

  test('evidence says that no host was there to be looked at', async () => {
    const world = new World();
    world.hosts.length = 0;
    expect((await prove(world)).subject).toMatchObject({ 'not found out listings': 'yes' });
  });

  test('one that is updated now and then, and never to what was newest three months ago, is late', async () => {
    const world = aWorldWith({ state: 'listed', newest: '9.9.0', lastUpdated: daysAgo(2) });
    world.remember(91, { 'newest plugin woocommerce': '9.5.0' });
    expect((await seenBy(world, 'plugin-versions'))[0]).toBe('fail');
  });

  test('evidence remembers what is newest, for later', async () => {
    expect((await prove(aWorldWith(behind(2)))).subject).toMatchObject({
      'newest plugin woocommerce': '9.4.2',
      'newest theme storefront': '4.6',
    });
    expect((await prove(new World())).subject).not.toHaveProperty('newest plugin till-pro');
  });

  test('what is behind is unknown when evidence cannot be read', async () => {
    const world = aWorldWith(behind(2));
    world.failing.set('evidence.newest', new Error('denied'));
    expect((await seenBy(world, 'plugin-versions'))[0]).toBe('error');
  });

  test('a version newer than the newest is not behind, as PHP compares them', async () => {
    const world = aWorldWith({ state: 'listed', newest: '9.4.1-rc.2', lastUpdated: daysAgo(200) });
    expect((await seenBy(world, 'plugin-versions'))[0]).toBe('pass');
  });

  test('nothing is proven where wordpress.org knows none of them', async () => {
    const world = aWorldWith({ state: 'unknown' });
    const evidence = await prove(world);
    expect(oddOnes(evidence)).toEqual({
      'plugin-versions': 'not-run',
      'plugins-listed': 'not-run',
      'plugins-maintained': 'not-run',
    });
    expect(resultOf(evidence, 'plugin-versions').observed).toBe(
      'not run, because wordpress.org knows none of them: woocommerce; till-pro',
    );
  });

  test('without plugins there is nothing to run', async () => {
    const world = new World();
    world.expected.plugins = [];
    world.everywhere(({ shop }) => shop.plugins.splice(0));
    expect(resultOf(await prove(world), 'plugins-listed').observed).toBe('not run, because there are none');
  });
});

describe('versions of themes', () => {
  test('one that is behind for long is a finding', async () => {
    const world = aWorldWith({ state: 'listed', newest: '4.7', lastUpdated: daysAgo(91) }, 'theme storefront');
    expect(await seenBy(world, 'theme-versions')).toEqual([
      'fail',
      'storefront 4.6 (newest 4.7) is behind for more than 90 days',
    ]);
  });

  test('one that is closed is a finding', async () => {
    const world = aWorldWith({ state: 'closed' }, 'theme storefront');
    expect(await seenBy(world, 'theme-versions')).toEqual(['fail', 'storefront is closed']);
  });
});

describe('plugins that wordpress.org closed', () => {
  test('are a finding, with what it says', async () => {
    const world = aWorldWith({
      state: 'closed',
      since: new Date('2026-11-01T12:00:00Z'),
      reason: 'Security\u001b[31m issue',
    });
    const [verdict, observed] = await seenBy(world, 'plugins-listed');
    expect(verdict).toBe('fail');
    expect(observed).toContain('woocommerce is closed since 2026-11-01: Security?[31m issue');
  });
});

describe('plugins that nobody works on', () => {
  test.each([
    ['730 days ago', 730, 'pass'],
    ['731 days ago', 731, 'fail'],
  ])('an update %s', async (_, days, verdict) => {
    const world = aWorldWith({ state: 'listed', newest: '9.4.1', lastUpdated: daysAgo(days) });
    expect((await seenBy(world, 'plugins-maintained'))[0]).toBe(verdict);
  });

  test('says when the last one was', async () => {
    const world = aWorldWith({ state: 'listed', newest: '9.4.1', lastUpdated: new Date('2022-05-06T07:00:00Z') });
    const [, observed] = await seenBy(world, 'plugins-maintained');
    expect(observed).toContain('woocommerce was last updated on 2022-05-06');
  });
});

test('asks of each component once, though two hosts run it', async () => {
  const world = new World();
  await prove(world);
  for (const call of ['plugin woocommerce', 'theme storefront', 'core 6.8.3', 'pluginChecksums woocommerce 9.4.1']) {
    expect(world.asked.filter((asked) => asked === call)).toHaveLength(1);
  }
});
