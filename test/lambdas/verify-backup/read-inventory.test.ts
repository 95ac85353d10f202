import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { readInventory } from '../../../lambdas/verify-backup/read-inventory';

async function* inPieces(body: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += size) yield await Promise.resolve(body.subarray(at, at + size));
}
const read = (text: string | Buffer, size = 7) => readInventory(inPieces(gzipSync(text), size));

test('counts files and their bytes, wherever the pieces break', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          fc.nat(2 ** 40),
          fc.string({ minLength: 1 }).filter((path) => !path.includes('\n')),
        ),
      ),
      fc.integer({ min: 1, max: 60 }),
      async (files, size) => {
        const body = gzipSync(files.map(([bytes, path]) => `${bytes}\t1790000000.25\t${path}\n`).join(''));
        expect(await readInventory(inPieces(body, size))).toEqual({
          sha256: createHash('sha256').update(body).digest('hex'),
          files: files.length,
          fileBytes: files.reduce((sum, [bytes]) => sum + bytes, 0),
        });
      },
    ),
  );
});

test.each([
  ['without a size', '\t1790000000\tuploads/a.jpg\n', 'line 1 is not size, time and path'],
  ['without a time', '12\t\tuploads/a.jpg\n', 'line 1 is not size, time and path'],
  ['without a path', '12\t1790000000\t\n', 'line 1 is not size, time and path'],
  ['with a size that is no number', '1\t1\ta\nx\t1790000000\ta\n', 'line 2 is not size, time and path'],
  ['that is empty', '1\t1\ta\n\n1\t1\tb\n', 'line 2 is not size, time and path'],
  ['without its end', '1\t1\ta\n1\t1\tb', 'the last line has no end'],
])('a line %s is a fault', async (_, text, fault) => {
  expect(await read(text)).toMatchObject({ fault });
});

test('the first fault is the one that is told', async () => {
  expect(await read('1\t1\ta\nx\ny\n1\t1\tb')).toMatchObject({ fault: 'line 2 is not size, time and path', files: 3 });
});

test('a time before 1970 is one', async () => {
  expect((await read('1\t-86400\told.jpg\n')).fault).toBeUndefined();
});

test('a line without end does not fill the memory', async () => {
  const piece = gzipSync(Buffer.alloc(1_000_000, 97));
  const body = Buffer.concat(Array.from({ length: 300 }, () => piece));
  const used = () => process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
  const before = used();
  expect((await readInventory(inPieces(body, 65_536))).fault).toBe('the last line has no end');
  expect(used() - before).toBeLessThan(150_000_000);
}, 60_000);

test.each([
  ['no gzip', Buffer.from('12\t1\ta\n')],
  ['half a gzip', gzipSync('12\t1\ta\n'.repeat(1_000)).subarray(0, 30)],
  ['nothing', Buffer.alloc(0)],
])('%s is a fault of the inventory', async (_, body) => {
  expect((await readInventory(inPieces(body, 10))).fault ?? 'none').toMatch(body.length === 0 ? /./ : /^no whole gzip/);
});

test('a source that fails is none: it is thrown', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(gzipSync('12\t1\ta\n').subarray(0, 12));
    throw new Error('socket hang up');
  }
  await expect(readInventory(broken())).rejects.toThrow('socket hang up');
});

test('a source that fails after damage is not waited for', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from('no gzip at all, and long enough to be seen'));
    await new Promise(() => undefined);
  }
  expect((await readInventory(broken())).fault).toMatch(/^no whole gzip/);
});
