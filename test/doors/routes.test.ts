import { doorNames, type Route } from '../../lib/doors/route';
import { routes } from '../../lib/doors/routes';
import { answerOf } from '../support/door-model';
import { type Expectation, tableExpectations } from './table-expectations';

/** What a table gets wrong of what was written by hand. */
function broken(rows: readonly Route[], expectations: readonly Expectation[] = tableExpectations): string[] {
  return expectations.flatMap((each) =>
    doorNames.flatMap((door) => {
      const answer = answerOf(rows, { door, ...each.asked });
      const said = Object.fromEntries(Object.keys(each[door]).map((key) => [key, answer[key as keyof typeof answer]]));
      return JSON.stringify(said) === JSON.stringify(each[door])
        ? []
        : [`${door}: ${each.says}: expected ${JSON.stringify(each[door])}, got ${JSON.stringify(said)}`];
    }),
  );
}

test('the table says of each request what was written down by hand', () => {
  expect(broken(routes)).toEqual([]);
});

describe('deleting a row turns an expectation red', () => {
  test.each(routes.map(({ id }) => [id] as const))('%s', (id) => {
    expect(broken(routes.filter((row) => row.id !== id))).not.toEqual([]);
  });
});

describe('opening a row to everyone, or closing it, turns an expectation red', () => {
  const changed = (id: string, change: Partial<Route>) =>
    broken(routes.map((row) => (row.id === id ? { ...row, ...change } : row)));
  test.each(routes.map((row) => [row.id, row] as const))('%s', (id, row) => {
    const all = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
    for (const door of doorNames) {
      expect(changed(id, { [door]: row[door].length === 0 ? all : [] })).not.toEqual([]);
    }
    if (row.limit !== undefined)
      expect(broken(routes.map((each) => (each.id === id ? unlimited(each) : each)))).not.toEqual([]);
    if (row.programs !== undefined) expect(changed(id, { programs: false })).not.toEqual([]);
    if (row.cached !== undefined) expect(changed(id, { cached: !row.cached })).not.toEqual([]);
  });
});

function unlimited({ limit: _, ...row }: Route): Route {
  return row;
}
