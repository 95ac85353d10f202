import { doorsOf } from '../../lib/doors/doors-of';
import { nginxMaps } from '../../lib/doors/nginx-maps';
import { doorNames } from '../../lib/doors/route';
import { describeWith } from '../host/web-host';
import type { Answer } from '../support/door-model';
import { aStore } from '../support/stores';
import { type NginxCase, nginxRequests } from './nginx-requests';
import { NginxServer, type Said } from './nginx-server';
import { integrations, writablePaths } from './store-with-integrations';
import { type Expectation, tableExpectations } from './table-expectations';

const maps = nginxMaps(doorsOf(aStore({ integrations, writablePaths })));

const verdicts: Readonly<Record<Answer['verdict'], string>> = {
  served: '',
  'no such route': '404',
  'wrong method': '405',
};

/** An expectation of the table as nginx sees it. */
function caseOf({ says, asked, shop, staff }: Expectation): NginxCase[] {
  const variables = [...(asked.query ?? []), ...(asked.action === undefined ? [] : [`action=${asked.action}`])];
  const target = encodeURI(asked.path) + (variables.length > 0 ? `?${variables.join('&')}` : '');
  return doorNames.map((door): NginxCase => {
    const { verdict, servant, limits, cached } = { shop, staff }[door];
    const said: Partial<Said> = {
      ...(verdict && { verdict: verdicts[verdict] }),
      ...(servant && { servant }),
      ...(limits && { limits }),
      ...(cached !== undefined && { cached: cached ? '1' : '0' }),
    };
    return [says, door, asked.method ?? 'GET', target, said];
  });
}

/** Lines that the next one implies: the table names tills' sign-in apart for its limit only. */
const implied = ['~*^shop:wordpress:(?:.*&)?(?:wcpos-(login|auth)'];

/** Integrations of this store let some of it through that no other store does. */
const otherwiseHere = ['xmlrpc', 'orders are changed'];
const cases: readonly NginxCase[] = [
  ...tableExpectations.filter(({ says }) => !otherwiseHere.includes(says)).flatMap(caseOf),
  ...nginxRequests,
];

async function agrees(server: NginxServer, name: string, [, door, method, target, said]: NginxCase): Promise<boolean> {
  const got = await server.ask(name, door, method, target);
  return Object.entries(said).every(([key, value]) => String(got[key as keyof Said]) === String(value));
}

async function broken(server: NginxServer, name: string): Promise<string[]> {
  const agreed = await Promise.all(cases.map((each) => agrees(server, name, each)));
  return cases
    .filter((_, at) => agreed[at] !== true)
    .map(([says, door, method, target]) => `${says}: ${door} ${method} ${target}`);
}

/** Every line of every map but those that only say that nothing is said. */
function mutants(): { readonly line: string; readonly text: string }[] {
  const lines = maps.split('\n');
  return lines.flatMap((line, at) =>
    /^ {4}(?!default "")/.test(line) ? [{ line, text: lines.filter((_, each) => each !== at).join('\n') }] : [],
  );
}

describeWith(['nginx'])('nginx reads the doors', () => {
  const without = mutants();
  const named = Object.fromEntries(without.map(({ text }, at) => [`m${at}`, text]));
  const server = new NginxServer({ whole: maps, ...named });
  beforeAll(async () => {
    await server.start();
  });
  afterAll(() => {
    server.stop();
  });

  test('without a complaint', () => {
    expect(server.complaints()).toBe('');
  });

  test.each(cases)('%s: %s %s %s', async (_, door, method, target, said) => {
    expect(await server.ask('whole', door, method, target)).toMatchObject(said);
  });

  test('deleting any line of its maps turns a request red', async () => {
    expect(without.length).toBeGreaterThan(100);
    const survivors: string[] = [];
    for (const [at, { line }] of without.entries()) {
      if (implied.some((start) => line.includes(start))) continue;
      if ((await broken(server, `m${at}`)).length === 0) survivors.push(line.trim());
    }
    expect(survivors).toEqual([]);
  }, 60_000);
});
