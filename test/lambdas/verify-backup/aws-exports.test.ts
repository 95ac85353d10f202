import { Readable } from 'node:stream';
import {
  GetObjectCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { AwsExports } from '../../../lambdas/verify-backup/aws-exports';
import type { StoredObject } from '../../../lambdas/verify-backup/ports';

class ThrottlingException extends Error {
  override name = 'ThrottlingException';
}

const client = mockClient(S3Client);
const exports_ = new AwsExports(new S3Client({ region: 'us-west-2' }), 'acme-exports');
const object: StoredObject = { key: 'k', versionId: 'v1', bytes: 6, lastModified: new Date(0) };
const throttled = new ThrottlingException('Rate exceeded');

beforeEach(() => {
  client.reset();
});

async function read(of: StoredObject = object, signal = new AbortController().signal): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of exports_.open(of, signal)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const body = (...chunks: string[]) => Readable.from(chunks.map((chunk) => Buffer.from(chunk))) as never;

describe('head', () => {
  const head = {
    VersionId: 'v1',
    ContentLength: 6,
    LastModified: new Date('2026-11-25T01:00:00Z'),
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: 'arn:key',
  } as const;

  test('tells version, length, date and encryption', async () => {
    client.on(HeadObjectCommand, { Bucket: 'acme-exports', Key: 'k' }).resolves(head);
    expect(await exports_.head('k')).toEqual({
      key: 'k',
      versionId: 'v1',
      bytes: 6,
      lastModified: head.LastModified,
      encryption: 'aws:kms',
      keyArn: 'arn:key',
    });
  });

  test.each(['NotFound', 'NoSuchKey'])('tells what is not there (%s)', async (name) => {
    client.on(HeadObjectCommand).rejects(Object.assign(new Error('404'), { name }));
    expect(await exports_.head('k')).toBeUndefined();
  });

  test.each(['VersionId', 'ContentLength', 'LastModified'])('half an answer is none (without %s)', async (field) => {
    client.on(HeadObjectCommand).resolves({ ...head, [field]: undefined });
    await expect(exports_.head('k')).rejects.toThrow('S3 says of k neither version nor length nor date');
  });

  test.each<Error>([throttled, Object.assign(new Error('Forbidden'), { name: '403' })])(
    'a refusal is thrown',
    async (fault) => {
      client.on(HeadObjectCommand).rejects(fault);
      await expect(exports_.head('k')).rejects.toMatchObject({ message: 'k could not be looked up', cause: fault });
    },
  );
});

describe('retention', () => {
  const until = new Date('2027-01-01T00:00:00Z');

  test('is of that version', async () => {
    client
      .on(GetObjectRetentionCommand, { Bucket: 'acme-exports', Key: 'k', VersionId: 'v1' })
      .resolves({ Retention: { Mode: 'GOVERNANCE', RetainUntilDate: until } });
    expect(await exports_.retention(object)).toEqual({ mode: 'GOVERNANCE', until });
  });

  test('tells what is not locked', async () => {
    client
      .on(GetObjectRetentionCommand)
      .rejects(Object.assign(new Error('404'), { name: 'NoSuchObjectLockConfiguration' }));
    expect(await exports_.retention(object)).toBeUndefined();
  });

  test.each([undefined, {}, { Mode: 'GOVERNANCE' as const }, { RetainUntilDate: until }])(
    'half an answer is none (%j)',
    async (Retention) => {
      client.on(GetObjectRetentionCommand).resolves({ Retention });
      await expect(exports_.retention(object)).rejects.toThrow('the lock of k could not be looked up');
    },
  );

  test('a refusal is thrown', async () => {
    client.on(GetObjectRetentionCommand).rejects(throttled);
    await expect(exports_.retention(object)).rejects.toMatchObject({ cause: throttled });
  });
});

describe('open', () => {
  test('gives every byte', async () => {
    client
      .on(GetObjectCommand, { Bucket: 'acme-exports', Key: 'k' })
      .resolves({ VersionId: 'v1', Body: body('abc', 'def') });
    expect(await read()).toBe('abcdef');
  });

  test.each([[['abc']], [['abc', 'defg']], [[]]])(
    'fewer or more bytes than it has are a fault (%j)',
    async (chunks) => {
      client.on(GetObjectCommand).resolves({ VersionId: 'v1', Body: body(...chunks) });
      await expect(read()).rejects.toThrow(/^k could not be read: \d of 6 bytes came$/);
    },
  );

  test('another version put meanwhile is a fault, and is not read', async () => {
    const other = body('abc', 'def') as Readable;
    client.on(GetObjectCommand).resolves({ VersionId: 'v2', Body: other as never });
    await expect(read()).rejects.toMatchObject({
      message: 'k could not be read',
      cause: { message: 'another version was put meanwhile' },
    });
    expect(other.destroyed).toBe(true);
  });

  test('an answer without a body is a fault', async () => {
    client.on(GetObjectCommand).resolves({ VersionId: 'v1' });
    await expect(read()).rejects.toThrow('k could not be read');
  });

  test('a body that breaks is a fault', async () => {
    const broken = Readable.from(
      (async function* () {
        yield await Promise.resolve(Buffer.from('abc'));
        throw new Error('socket hang up');
      })(),
    );
    client.on(GetObjectCommand).resolves({ VersionId: 'v1', Body: broken as never });
    await expect(read()).rejects.toMatchObject({
      message: 'k could not be read',
      cause: { message: 'socket hang up' },
    });
  });

  test('a body that stalls ends with the signal', async () => {
    const stalled = new Readable({ read: () => undefined });
    const given = new AbortController();
    client.on(GetObjectCommand).resolves({ VersionId: 'v1', Body: stalled as never });
    setTimeout(() => {
      given.abort();
    }, 20);
    await expect(read(object, given.signal)).rejects.toThrow('k could not be read');
    expect(stalled.destroyed).toBe(true);
  });

  test('a refusal is thrown', async () => {
    client.on(GetObjectCommand).rejects(throttled);
    await expect(read()).rejects.toMatchObject({ cause: throttled });
  });
});

describe('folders', () => {
  const page = (...names: string[]) => ({
    CommonPrefixes: names.map((name) => ({ Prefix: `exports/acme/g2/${name}/` })),
  });

  test('are those of every page', async () => {
    client
      .on(ListObjectsV2Command, { Bucket: 'acme-exports', Prefix: 'exports/acme/g2/', Delimiter: '/' })
      .resolves({ ...page('a', 'b'), IsTruncated: true, NextContinuationToken: 't' })
      .on(ListObjectsV2Command, { ContinuationToken: 't' })
      .resolves({ ...page('c'), IsTruncated: false });
    expect(await exports_.folders('exports/acme/g2/')).toEqual(['a', 'b', 'c']);
  });

  test('none is no fault', async () => {
    client.on(ListObjectsV2Command).resolves({});
    expect(await exports_.folders('exports/acme/g2/')).toEqual([]);
  });

  test('half a list is none', async () => {
    client.on(ListObjectsV2Command).resolves({ ...page('a'), IsTruncated: true });
    await expect(exports_.folders('p/')).rejects.toThrow('the list of p/ breaks off');
  });

  test('a second page that fails fails the list', async () => {
    client
      .on(ListObjectsV2Command)
      .resolves({ ...page('a'), IsTruncated: true, NextContinuationToken: 't' })
      .on(ListObjectsV2Command, { ContinuationToken: 't' })
      .rejects(throttled);
    await expect(exports_.folders('p/')).rejects.toMatchObject({ message: 'p/ could not be listed', cause: throttled });
  });

  test('a list without end is given up', async () => {
    client.on(ListObjectsV2Command).resolves({ ...page('a'), IsTruncated: true, NextContinuationToken: 't' });
    await expect(exports_.folders('p/')).rejects.toThrow('the list of p/ does not end');
  });
});
