import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { type HostAnswer, HostCommandError, type HostCommands } from '../../../lambdas/shared/host-commands';
import type { Inventory } from '../../../lambdas/shared/inventory';
import { AwsInventories } from '../../../lambdas/verify-patches/aws-inventories';

const s3 = mockClient(S3Client);
const key = 'inventories/i-1/abc.json.gz';
const inventory: Inventory = {
  schemaVersion: 1,
  instanceId: 'i-1',
  takenAt: '2026-11-25T10:00:00Z',
  system: {
    name: 'amazon-linux-2023',
    release: '2023.9.20261110',
    newerReleases: [],
    runningKernel: '6.12.1',
    installedKernel: '6.12.1',
    rebootNeeded: false,
    packages: [{ name: 'nginx', version: '1.28.0' }],
  },
};

/** A host that prints what it is told to. */
class OneHost implements HostCommands {
  readonly asked: unknown[] = [];
  constructor(private readonly output: string) {}
  reachable(): Promise<readonly string[]> {
    return Promise.resolve(['i-1']);
  }
  run(document: string, instanceId: string, parameters: Readonly<Record<string, string>>): Promise<HostAnswer> {
    this.asked.push({ document, instanceId, parameters });
    if (this.output === '') return Promise.reject(new HostCommandError(`${document} on ${instanceId} failed`));
    return Promise.resolve({ output: this.output });
  }
}

const packed = (value: unknown = inventory) => gzipSync(typeof value === 'string' ? value : JSON.stringify(value));
const receipt = (body: Buffer, changed: object = {}) =>
  `${JSON.stringify({ key, sha256: createHash('sha256').update(body).digest('hex'), bytes: body.length, ...changed })}\n`;
const stored = (...chunks: Uint8Array[]) =>
  s3.on(GetObjectCommand, { Bucket: 'acme-releases', Key: key }).resolves({ Body: Readable.from(chunks) as never });

function take(output: string, signal = new AbortController().signal) {
  const host = new OneHost(output);
  const expected = { inventoryDocument: 'acme-inventory', inventoryBucket: 'acme-releases' };
  const inventories = new AwsInventories(host, new S3Client({ region: 'eu-central-1' }), expected, () => 'abc');
  return { host, taken: inventories.take('i-1', signal) };
}

beforeEach(() => {
  s3.reset();
});

test('the host writes its inventory down under a new name, and it is read from there', async () => {
  const body = packed();
  stored(body.subarray(0, 50), body.subarray(50));
  const { host, taken } = take(receipt(body));
  expect(await taken).toEqual(inventory);
  expect(host.asked).toEqual([{ document: 'acme-inventory', instanceId: 'i-1', parameters: { InventoryId: 'abc' } }]);
});

test('each is asked for by a name of its own', async () => {
  const host = new OneHost('');
  const expected = { inventoryDocument: 'acme-inventory', inventoryBucket: 'acme-releases' };
  const inventories = new AwsInventories(host, new S3Client({ region: 'eu-central-1' }), expected);
  for (let n = 0; n < 2; n += 1) {
    await expect(inventories.take('i-1', new AbortController().signal)).rejects.toThrow('acme-inventory on i-1 failed');
  }
  const ids = host.asked.map((asked) => (asked as { parameters: { InventoryId: string } }).parameters.InventoryId);
  expect(new Set(ids).size).toBe(2);
  for (const id of ids) expect(id).toMatch(/^[a-z0-9-]{1,40}$/);
});

test.each([
  ['nothing that is JSON', 'all well'],
  ['a receipt of another form', JSON.stringify({ key, bytes: 1 })],
  ['two lines', `${receipt(packed())}${receipt(packed())}`],
])('a host that prints %s gave no receipt', async (_, output) => {
  await expect(take(output).taken).rejects.toThrow('i-1 gave no receipt of its inventory');
  expect(s3.calls()).toHaveLength(0);
});

test.each(['inventories/i-2/abc.json.gz', 'inventories/i-1/older.json.gz'])(
  'a host cannot name what another wrote, or what it wrote before (%s)',
  async (elsewhere) => {
    await expect(take(receipt(packed(), { key: elsewhere })).taken).rejects.toThrow(
      `i-1 put its inventory elsewhere: ${elsewhere}`,
    );
    expect(s3.calls()).toHaveLength(0);
  },
);

test('what is too large is not read', async () => {
  const output = receipt(packed(), { bytes: 16 * 1024 * 1024 + 1 });
  await expect(take(output).taken).rejects.toThrow(`${key} has 16777217 bytes, 16777216 at most are read`);
  expect(s3.calls()).toHaveLength(0);
});

test('more or fewer bytes than the receipt says, or others, are not what the host put there', async () => {
  const body = packed();
  for (const other of [body.subarray(1), Buffer.concat([body, Buffer.from('x')]), Buffer.alloc(body.length)]) {
    stored(other);
    await expect(take(receipt(body)).taken).rejects.toThrow(`${key} is not what its host put there`);
  }
});

test('a stream is not read on beyond what the receipt says', async () => {
  const body = packed();
  let served = 0;
  function* long() {
    for (; served < 100; served += 1) yield body;
  }
  s3.on(GetObjectCommand).resolves({ Body: Readable.from(long(), { highWaterMark: 1 }) as never });
  await expect(take(receipt(body)).taken).rejects.toThrow('is not what its host put there');
  expect(served).toBeLessThan(10);
});

test.each([
  ['what is not packed', Buffer.from('{}')],
  ['what is no JSON', packed('{')],
  ['what has another form', packed({ ...inventory, schemaVersion: 2 })],
  ['what has more in it', packed({ ...inventory, more: 1 })],
  ['what is unpacked beyond all measure', packed(`${JSON.stringify(inventory)}${' '.repeat(65 * 1024 * 1024)}`)],
])('%s is no inventory', async (_, body) => {
  stored(body);
  await expect(take(receipt(body)).taken).rejects.toThrow(`${key} holds no inventory`);
});

test('an inventory of another host is none', async () => {
  const body = packed({ ...inventory, instanceId: 'i-2' });
  stored(body);
  await expect(take(receipt(body)).taken).rejects.toThrow(`${key} is of i-2`);
});

test('what S3 does not give is told of', async () => {
  const refused = Object.assign(new Error('not you'), { name: 'AccessDenied' });
  s3.on(GetObjectCommand).rejectsOnce(refused).resolvesOnce({});
  await expect(take(receipt(packed())).taken).rejects.toMatchObject({
    message: `${key} could not be read`,
    cause: refused,
  });
  await expect(take(receipt(packed())).taken).rejects.toThrow(`${key} could not be read`);
});

test('a stream that does not end is left when time is up', async () => {
  const stop = new AbortController();
  const body = packed();
  const stuck = new Readable({
    read() {
      stop.abort();
    },
  });
  s3.on(GetObjectCommand).resolves({ Body: stuck as never });
  await expect(take(receipt(body), stop.signal).taken).rejects.toThrow(`${key} could not be read`);
});
