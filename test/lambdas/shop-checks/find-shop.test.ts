import { findShop } from '../../../lambdas/shared/shop-checks/find-shop';
import { requiredTables } from '../../../lambdas/shared/shop-checks/shop-tables';

const names = Object.keys(requiredTables('hpos'));

function schema(...tables: string[]) {
  return new Map(tables.map((name) => [name, []]));
}

const shop = (prefix: string, among = names) => among.map((name) => prefix + name);

describe('a shop', () => {
  test.each(['wp_', 'Kq7_', 'wp_shop_', ''])('is found by its prefix "%s"', (prefix) => {
    expect(findShop(schema(...shop(prefix)))).toEqual({ prefix });
  });

  test('is found beside tables of plugins that end like its own', () => {
    const others = ['wp_forum_posts', 'wp_forum_users', 'wp_forum_options', 'wp_x_woocommerce_sessions'];

    expect(findShop(schema(...others, ...shop('wp_')))).toEqual({ prefix: 'wp_' });
  });

  test('is found with half of its tables, and not with fewer', () => {
    expect(findShop(schema(...shop('wp_', names.slice(0, 15))))).toEqual({ prefix: 'wp_' });
    expect(findShop(schema(...shop('wp_', names.slice(0, 14))))).toHaveProperty('problem');
  });

  test('is found without its own order tables, as where orders are posts', () => {
    expect(findShop(schema(...shop('wp_', Object.keys(requiredTables('posts')))))).toEqual({ prefix: 'wp_' });
  });

  test('is none of another program', () => {
    expect(findShop(schema('orders', 'people', 'settings'))).toEqual({
      problem: "none of 3 tables are a shop's: 30 make one",
    });
  });

  test('is not guessed between two', () => {
    expect(findShop(schema(...shop('wp_'), ...shop('copy_')))).toEqual({
      problem: '2 shops in one schema, with the prefixes wp_, copy_',
    });
  });

  test('of several sites is refused, and a plugin with a table called blogs is not', () => {
    const site = shop('wp_2_', names.slice(0, 20));

    expect(findShop(schema(...shop('wp_'), ...site, 'wp_blogs', 'wp_site'))).toEqual({
      problem: 'multisite is not supported: the tables wp_blogs and wp_site hold several sites',
    });
    expect(findShop(schema(...shop('wp_'), 'wp_blogs'))).toEqual({ prefix: 'wp_' });
  });
});
