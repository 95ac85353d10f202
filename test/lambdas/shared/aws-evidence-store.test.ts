import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { AwsEvidenceStore } from '../../../lambdas/shared/aws-evidence-store';
import { type Evidence, evidenceKey } from '../../../lambdas/shared/evidence';

const client = mockClient(S3Client);
const store = new AwsEvidenceStore(new S3Client({ region: 'us-east-1' }), 'acme-evidence', 'acme');
const fault = new Error('Rate exceeded');

const evidence = (change: Partial<Evidence> = {}): Evidence => ({
  schemaVersion: 1,
  id: 'backup-proof-1234',
  store: 'acme',
  check: 'backup-proof',
  startedAt: '2026-11-25T09:30:00.000Z',
  finishedAt: '2026-11-25T09:30:05.250Z',
  producer: { name: 'verify-backup', version: '0.1.0' },
  subject: { bucket: 'b' },
  verdict: 'pass',
  results: [],
  measures: {},
  ...change,
});
const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
const body = (content: string) => ({ transformToString: () => Promise.resolve(content) }) as never;
const key = 'acme/backup-proof/2026/11/25/093005Z-backup-proof-1234.json';

beforeEach(() => {
  client.reset();
});

describe('put', () => {
  test('puts once, with a checksum, and leaves lock and encryption to the bucket', async () => {
    client.on(PutObjectCommand).resolves({});
    expect(await store.put(evidence())).toBe(key);
    expect(client.commandCalls(PutObjectCommand).map(({ args }) => args[0].input)).toEqual([
      {
        Bucket: 'acme-evidence',
        Key: key,
        Body: text(evidence()),
        ContentType: 'application/json',
        ChecksumAlgorithm: 'SHA256',
        IfNoneMatch: '*',
      },
    ]);
  });

  const exists = Object.assign(new Error('At least one of the pre-conditions'), { name: 'PreconditionFailed' });

  test('the same again, after an answer got lost, changes nothing', async () => {
    client.on(PutObjectCommand).rejects(exists);
    client.on(GetObjectCommand, { Bucket: 'acme-evidence', Key: key }).resolves({ Body: body(text(evidence())) });
    expect(await store.put(evidence())).toBe(key);
  });

  test('another under the same key is refused', async () => {
    client.on(PutObjectCommand).rejects(exists);
    client.on(GetObjectCommand).resolves({ Body: body(text(evidence({ verdict: 'fail' }))) });
    await expect(store.put(evidence())).rejects.toMatchObject({
      message: `evidence ${key} could not be put`,
      cause: exists,
    });
  });

  test('a refusal is thrown, and not read around', async () => {
    client.on(PutObjectCommand).rejects(fault);
    client.on(GetObjectCommand).resolves({ Body: body(text(evidence())) });
    await expect(store.put(evidence())).rejects.toMatchObject({
      message: `evidence ${key} could not be put`,
      cause: fault,
    });
  });

  test('evidence of another store is refused', async () => {
    await expect(store.put(evidence({ store: 'other' }))).rejects.toThrow('evidence of other is not put below acme');
    expect(client.calls()).toEqual([]);
  });

  test('what is no evidence is refused', async () => {
    await expect(store.put(evidence({ id: 'x' }))).rejects.toThrow();
    expect(client.calls()).toEqual([]);
  });
});

describe('newest', () => {
  const period = { since: new Date('2026-11-20T00:00:00Z'), until: new Date('2026-11-26T00:00:00Z') };
  const at = (finishedAt: string, change: Partial<Evidence> = {}) => evidence({ finishedAt, ...change });
  const holds = (...all: Evidence[]) => {
    client.on(ListObjectsV2Command).resolves({ Contents: all.map((one) => ({ Key: evidenceKey(one) })) });
    for (const one of all) client.on(GetObjectCommand, { Key: evidenceKey(one) }).resolves({ Body: body(text(one)) });
  };

  test('is the last to finish, whatever the order of the list', async () => {
    const newest = at('2026-11-25T09:30:00.000Z');
    holds(at('2026-11-24T23:59:59.000Z'), newest, at('2026-11-25T01:00:00.000Z'));
    expect(await store.newest('backup-proof', period)).toEqual(newest);
    expect(client.commandCalls(ListObjectsV2Command)[0]?.args[0].input).toMatchObject({
      Bucket: 'acme-evidence',
      Prefix: 'acme/backup-proof/',
      StartAfter: 'acme/backup-proof/2026/11/20/000000Z',
    });
    expect(client.commandCalls(GetObjectCommand)).toHaveLength(1);
  });

  test('is the newest that is wanted', async () => {
    const older = at('2026-11-24T09:30:00.000Z');
    holds(older, at('2026-11-25T09:30:00.000Z', { verdict: 'fail' }));
    expect(await store.newest('backup-proof', period, ({ verdict }) => verdict === 'pass')).toEqual(older);
  });

  test('begins with the period and ends before its end', async () => {
    const first = at('2026-11-20T00:00:00.000Z');
    holds(first, at('2026-11-19T23:59:59.000Z'), at('2026-11-26T00:00:00.000Z'));
    expect(await store.newest('backup-proof', period)).toEqual(first);
    expect(await store.newest('backup-proof', { ...period, since: new Date('2026-11-20T00:00:01Z') })).toBeUndefined();
    const end = new Date('2026-11-26T00:00:01Z');
    expect((await store.newest('backup-proof', { ...period, until: end }))?.finishedAt).toBe(
      '2026-11-26T00:00:00.000Z',
    );
  });

  test('is found on a later page', async () => {
    const [one, other] = [at('2026-11-24T09:30:00.000Z'), at('2026-11-25T09:30:00.000Z')];
    holds(one, other);
    client
      .on(ListObjectsV2Command)
      .resolves({ Contents: [{ Key: evidenceKey(one) }], IsTruncated: true, NextContinuationToken: 't' })
      .on(ListObjectsV2Command, { ContinuationToken: 't' })
      .resolves({ Contents: [{ Key: evidenceKey(other) }] });
    expect(await store.newest('backup-proof', period)).toEqual(other);
  });

  test('is none where there is none', async () => {
    client.on(ListObjectsV2Command).resolves({});
    expect(await store.newest('backup-proof', period)).toBeUndefined();
  });

  test.each([
    ['no JSON', '{'],
    ['no evidence', '{"verdict":"pass"}'],
  ])('under its key but %s is thrown', async (_, content) => {
    const one = at('2026-11-25T09:30:00.000Z');
    holds(one);
    client.on(GetObjectCommand).resolves({ Body: body(content) });
    await expect(store.newest('backup-proof', period)).rejects.toThrow(`${evidenceKey(one)} holds no evidence`);
  });

  test.each([
    { store: 'other' },
    { check: 'restore-drill' },
    { finishedAt: '2026-11-25T09:30:01.000Z' },
    { id: 'another-id' },
  ])('copied from another key is thrown (%j)', async (change) => {
    const one = at('2026-11-25T09:30:00.000Z');
    holds(one);
    client.on(GetObjectCommand).resolves({ Body: body(text({ ...one, ...change })) });
    await expect(store.newest('backup-proof', period)).rejects.toThrow(/holds other evidence than its key says/);
  });

  test.each([
    ['refused', () => client.on(ListObjectsV2Command).rejects(fault), /could not be listed/],
    [
      'half',
      () => client.on(ListObjectsV2Command).resolves({ Contents: [{ Key: key }], IsTruncated: true }),
      /breaks off/,
    ],
    [
      'refused on its second page',
      () =>
        client
          .on(ListObjectsV2Command)
          .resolves({ IsTruncated: true, NextContinuationToken: 't' })
          .on(ListObjectsV2Command, { ContinuationToken: 't' })
          .rejects(fault),
      /could not be listed/,
    ],
    [
      'without end',
      () => client.on(ListObjectsV2Command).resolves({ IsTruncated: true, NextContinuationToken: 't' }),
      /does not end/,
    ],
  ])('a list that is %s is thrown', async (_, answer, message) => {
    answer();
    await expect(store.newest('backup-proof', period)).rejects.toThrow(message);
  });

  test.each([
    ['is refused', () => client.on(GetObjectCommand).rejects(fault)],
    ['has no body', () => client.on(GetObjectCommand).resolves({})],
  ])('evidence that %s is thrown', async (_, answer) => {
    holds(at('2026-11-25T09:30:00.000Z'));
    answer();
    await expect(store.newest('backup-proof', period)).rejects.toThrow(/^evidence .* could not be read$/);
  });
});
