import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { mockClient } from 'aws-sdk-client-mock';
import { CommandError } from '../../../cli/exit-codes';
import { AwsJournal } from '../../../cli/restore/aws-journal';
import { entryOf } from '../../../cli/restore/journal-events';
import { readJournal, timeOf } from '../../../cli/restore/read-journal';
import { aStore } from '../../support/stores';
import { erased, issued, line, message, paid, refunded } from './lines';

const store = aStore();
const since = new Date('2026-11-25T09:00:00Z');
const journalOf = (...messages: string[]) => ({
  // eslint-disable-next-line @typescript-eslint/require-await
  async *since() {
    yield* messages;
  },
});

test.each([issued(41), paid(41), refunded(41, 42), erased('order', 7), { ...erased('user', 8), heir: null }])(
  'reads %j',
  (event) => {
    expect(entryOf(message(event))).toMatchObject({ line: line(event), event: { at: event.at, event: event.event } });
    expect(entryOf(`${message(event)}\r\n`)?.line).toBe(line(event));
  },
);

test.each([
  ['a line without PHP’s time', line(issued(41))],
  ['an entry within another line', `[x] PHP Warning: Undefined array key "${line(issued(41))}"`],
  ['an entry with something after it', `${message(issued(41))} x`],
  ['no seal', '[x] storefort journal {"event":"issued"}'],
  ['a short seal', message(issued(41), 'abc')],
  ['a masked number', message(issued(41)).replace('41', '**')],
  ['torn JSON', message(issued(41)).slice(0, -3)],
  ['an event nobody knows', message({ at: '2026-11-25T10:00:00Z', event: 'seen', order: 1 })],
  ['an order that is none', message(issued(0))],
  ['no time', message({ event: 'issued', order: 1 })],
  ['what is erased in words for a terminal', message(erased('\u001b[2J', 1))],
])('does not take %s for an entry', (_, text) => {
  expect(entryOf(text)).toBeUndefined();
});

test('sorts by time, takes a line once, leaves older ones out, and counts what it cannot read', async () => {
  const [late, early, old] = [issued(3), issued(2, '2026-11-25T09:00:00Z'), issued(1, '2026-11-25T08:59:59Z')];
  const read = await readJournal(store, since, journalOf(...[late, early, late, old].map((one) => message(one)), 'x', '[x] storefort journal')); // prettier-ignore
  expect(read).toEqual({ entries: [{ line: line(early), event: early }, { line: line(late), event: late }], unreadable: 2 }); // prettier-ignore
});

test.each([
  ['2026-11-25T01:15:00Z', '2026-11-25T01:15:00.000Z'],
  ['2026-11-25T01:15Z', '2026-11-25T01:15:00.000Z'],
  ['2026-11-25T01:15:00.5+02:00', '2026-11-24T23:15:00.500Z'],
])('takes %s', (text, expected) => {
  expect(timeOf(text, new Date('2026-12-01T00:00:00Z')).toISOString()).toBe(expected);
});

test.each(['2026-11-25T01:15:00', '2026-11-25', 'yesterday', '2026-13-25T01:15:00Z', '', '2027-01-01T00:00:00Z'])(
  'refuses %j for a time',
  (text) => {
    expect(() => timeOf(text, new Date('2026-12-01T00:00:00Z'))).toThrow(CommandError);
  },
);

describe('the logs of AWS', () => {
  const client = mockClient(CloudWatchLogsClient);
  const regions: string[] = [];
  const journal = new AwsJournal((region) => {
    regions.push(region);
    return new CloudWatchLogsClient({ region });
  });
  beforeEach(() => {
    client.reset();
  });
  const all = async (generation = 3) => {
    const found: string[] = [];
    for await (const text of journal.since(aStore({ generation, region: 'eu-central-1' }), since)) found.push(text);
    return found;
  };
  const failing = (name: string) => Object.assign(new Error('reason'), { name });

  test('are read on all pages, of this generation and those before', async () => {
    client
      .on(FilterLogEventsCommand, { logGroupName: '/storefort/acme/php-g3' })
      .resolves({ events: [{ message: 'new' }] });
    client
      .on(FilterLogEventsCommand, { logGroupName: '/storefort/acme/php-g2' })
      .rejects(failing('ResourceNotFoundException'));
    client
      .on(FilterLogEventsCommand, { logGroupName: '/storefort/acme/php-g1' })
      .resolvesOnce({ events: [], nextToken: 'more' })
      .resolves({ events: [{ message: 'old' }, {}] });
    expect(await all()).toEqual(['new', 'old']);
    expect(client.commandCalls(FilterLogEventsCommand)[0]?.args[0].input).toMatchObject({
      startTime: since.getTime(),
      filterPattern: '"storefort journal"',
    });
    expect(regions).toEqual(['eu-central-1']);
  });

  test('that are nowhere are said to be lost', async () => {
    client.on(FilterLogEventsCommand).rejects(failing('ResourceNotFoundException'));
    await expect(all()).rejects.toThrow('no log of PHP is in eu-central-1 for acme');
  });

  test.each([
    ['AccessDeniedException', 'they need logs:FilterLogEvents'],
    ['ThrottlingException', 'could not be read: reason'],
  ])('that fail with %s half way are not taken for whole', async (name, words) => {
    client
      .on(FilterLogEventsCommand)
      .resolvesOnce({ events: [{ message: 'x' }], nextToken: 'more' })
      .rejects(failing(name));
    await expect(all(1)).rejects.toThrow(words);
  });
});
