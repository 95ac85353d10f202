import { gunzipSync } from 'node:zlib';
import { CommandError } from '../../../cli/exit-codes';
import {
  listErasures,
  raiseOrderId,
  readAround,
  replayErasures,
  type RestorePorts,
} from '../../../cli/restore/restore-store';
import { aStore } from '../../support/stores';
import { erased, issued, line, message, paid } from './lines';

const store = aStore();
const since = new Date('2026-11-25T09:30:00.700Z');

function world(messages: readonly string[], { typed = 'acme', codes = [0] as number[] } = {}) {
  const said: string[] = [];
  const asked: string[] = [];
  const ran: string[] = [];
  const ports: RestorePorts = {
    journal: {
      // eslint-disable-next-line @typescript-eslint/require-await
      async *since(_, time) {
        asked.push(time.toISOString());
        yield* messages;
      },
    },
    hosts: { healthy: () => Promise.resolve(['i-1']) },
    programs: {
      isInstalled: () => true,
      run: (_, args) => {
        ran.push((JSON.parse(args.at(-1) ?? '{}') as { command: [string] }).command[0]);
        return Promise.resolve(codes[Math.min(ran.length, codes.length) - 1] ?? 0);
      },
    },
    person: {
      ask: (question) => {
        asked.push(question);
        return Promise.resolve(typed);
      },
      say: (text) => said.push(text),
    },
  };
  return { ports, said, asked, ran };
}

/** The lines that a command brings to the host. */
const brought = (command = '') =>
  gunzipSync(Buffer.from(command.split(' ').at(-1) ?? '', 'base64url'))
    .toString()
    .split('\n');

test('brings the erasures, and only these, to a host, with the recovery point’s time to the second', async () => {
  const events = [erased('order', 1), issued(5), erased('user', 2, '2026-11-25T11:00:00Z')];
  const { ports, asked, ran, said } = world(events.map((event) => message(event)));
  expect(await replayErasures(store, since, false, ports)).toBe(0);
  expect(ran).toHaveLength(1);
  expect(ran[0]).toMatch(
    /^sudo \/opt\/storefort\/host\/bin\/storefort-restore erasures 2026-11-25T09:30:00Z [A-Za-z0-9_-]+$/,
  );
  expect(brought(ran[0])).toEqual([line(events[0] ?? {}), line(events[2] ?? {})]);
  expect(asked).toEqual(['2026-11-25T08:30:00.700Z', 'Type acme to go on: ']);
  expect(said.join('')).toContain('2 erasures will be done again in acme');
});

test('brings many in several sessions, none twice, and stops where one ends badly', async () => {
  const events = Array.from({ length: 130 }, (_, at) => erased('order', at + 1));
  const { ports, ran, said } = world(events.map((event) => message(event)));
  expect(await replayErasures(store, since, true, ports)).toBe(0);
  expect(ran.flatMap((command) => brought(command))).toEqual(events.map((event) => line(event)));
  expect(ran).toHaveLength(3);
  expect(said.join('')).toContain('session 3 of 3');
  const failing = world(
    events.map((event) => message(event)),
    { codes: [0, 254] },
  );
  expect(await replayErasures(store, since, true, failing.ports)).toBe(254);
  expect(failing.ran).toHaveLength(2);
});

test('a command line stays short enough for a session, however little its lines compress', async () => {
  const random = () => Array.from({ length: 64 }, () => Math.floor(Math.random() * 16).toString(16)).join('');
  const messages = Array.from({ length: 60 }, (_, at) =>
    message(erased('order-data', 1_000_000 + at * 7919), random()),
  );
  const { ports, ran } = world(messages);
  await replayErasures(store, since, true, ports);
  expect(ran).toHaveLength(1);
  expect(ran[0]?.length).toBeLessThan(8192);
});

test('says that nothing was erased, unless lines could not be read', async () => {
  const none = world([message(issued(5))]);
  expect(await replayErasures(store, since, false, none.ports)).toBe(0);
  const torn = world(['[x] storefort journal']);
  expect(await replayErasures(store, since, false, torn.ports)).toBe(1);
  expect(torn.said.join('')).toContain('1 line of the log could not be read');
  expect([...none.ran, ...torn.ran]).toEqual([]);
});

test('brings the lines with the highest orders, whatever tells of them', async () => {
  const events = [
    issued(12),
    paid(40),
    issued(39),
    erased('order', 99),
    ...Array.from({ length: 30 }, (_, at) => issued(at + 1)),
  ];
  const { ports, ran, said } = world(events.map((event) => message(event)));
  expect(await raiseOrderId(store, since, false, ports)).toBe(0);
  expect(ran[0]).toMatch(/storefort-restore order-id [A-Za-z0-9_-]+$/);
  expect(brought(ran[0]).slice(0, 3)).toEqual([line(paid(40)), line(issued(39)), line(issued(30))]);
  expect(brought(ran[0])).toHaveLength(20);
  expect(said.join('')).toContain('The last order known is 40');
});

test('does not guess an order’s id', async () => {
  const { ports, ran } = world([message(erased('order', 99))]);
  await expect(raiseOrderId(store, since, true, ports)).rejects.toThrow('the journal names no order since then');
  expect(ran).toEqual([]);
});

test.each<[string | undefined, string, number]>([
  ['acm', 'nothing was done', 1],
  [undefined, 'give --yes', 2],
])('touches no host when %j is typed', async (typed, words, exitCode) => {
  for (const act of [replayErasures, raiseOrderId]) {
    const { ports, ran } = world([message(erased('order', 1)), message(issued(1))]);
    const person = { ...ports.person, ask: () => Promise.resolve(typed) };
    const refused = act(store, since, false, { ...ports, person });
    await expect(refused).rejects.toBeInstanceOf(CommandError);
    await expect(refused).rejects.toMatchObject({ exitCode, message: expect.stringContaining(words) as string });
    expect(ran).toEqual([]);
  }
});

test('asks nobody who has agreed beforehand', async () => {
  const { ports, asked, ran } = world([message(erased('order', 1))]);
  await replayErasures(store, since, true, ports);
  expect([asked.length, ran.length]).toEqual([1, 1]);
});

test('lists what was erased', async () => {
  const { ports } = world([message(erased('order', 1)), message(issued(2))]);
  expect(listErasures((await readAround(store, since, ports)).entries)).toBe('2026-11-25T10:00:00Z order 1\n');
});
