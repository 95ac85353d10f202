import { doorNames, type Route } from '../../lib/doors/route';
import { routes } from '../../lib/doors/routes';
import { doorsOf } from '../../lib/doors/doors-of';
import { aStore } from '../support/stores';
import { integrations, writablePaths } from './store-with-integrations';

const tables: readonly (readonly [string, readonly Route[]])[] = [
  ['the shared table', routes],
  ['a store’s own', doorsOf(aStore({ integrations, writablePaths }))],
];

describe.each(tables)('%s', (_, rows) => {
  test.each(rows.map((row) => [row.id, row] as const))('%s has a pattern all four engines read alike', (__, row) => {
    expect(() => new RegExp(row.pattern)).not.toThrow();
    expect(row.pattern.length).toBeLessThanOrEqual(200);
    expect(row.pattern).toBe(row.pattern.toLowerCase());
    // No look-around, back references, named or atomic groups, lazy or possessive repetition, shorthand classes or POSIX classes.
    expect(row.pattern).not.toMatch(/\(\?|\\[1-9kpbgdwsDWSBAZzGQEuc]|[*+?}][+?]|\[:/);
    expect(row.pattern.slice(1)).not.toMatch(/(?<!\[)\^/);
    expect(withoutGroups(row.pattern)).not.toContain('|');
    expect(row.id).toMatch(/^[a-z][a-z0-9-]*$/);
  });

  test('every row has an id of its own', () => {
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
  });

  test.each(['path', 'rest', 'query'] as const)('rows on %s end with one that takes the rest', (on) => {
    const last = rows.filter((row) => row.on === on).at(-1);
    expect(last?.pattern).toBe(on === 'path' ? '^/' : '^');
  });

  test('nobody serves what both doors refuse, and nothing else', () => {
    for (const row of rows.filter(({ on }) => on === 'path')) {
      expect([row.id, row.servant === 'nobody']).toEqual([row.id, doorNames.every((door) => row[door].length === 0)]);
    }
  });

  test('rows on REST routes keep slashes out of classes: in a query string they are two spellings', () => {
    for (const row of rows.filter(({ on }) => on === 'rest')) expect(row.pattern).not.toMatch(/\[[^\]]*\//);
  });
});

/** What stands outside all groups and classes: an alternative there would not be anchored. */
function withoutGroups(pattern: string): string {
  let text = pattern.replace(/\\./g, '').replace(/\[[^\]]*\]/g, '');
  for (let inner = ''; inner !== text;) {
    inner = text;
    text = text.replace(/\([^()]*\)/g, '');
  }
  return text;
}
