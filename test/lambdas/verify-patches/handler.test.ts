import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from 'aws-lambda';
import { type Evidence, evidenceSchema } from '../../../lambdas/shared/evidence';
import type { VerifyPatchesAnswer } from '../../../lambdas/verify-patches/contract';
import { expectations as expectationsOf } from './expectations';

type Handler = (event: unknown, context: Context) => Promise<VerifyPatchesAnswer>;

/** The function asks the clock on the wall. */
function expectations() {
  const reviewed = new Date().toISOString().slice(0, 10);
  return { ...expectationsOf(), pins: [{ name: 'lambda-runtime', value: 'nodejs24.x', reviewed }] };
}

const context = { getRemainingTimeInMillis: () => 120_000 } as Context;

/** AWS that lets evidence be put, and refuses everything else. */
class RefusingAws {
  readonly put: { readonly path: string; readonly body: string }[] = [];
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      if (request.method === 'PUT') this.put.push({ path: request.url ?? '', body });
      response.statusCode = request.method === 'PUT' ? 200 : 403;
      response.end();
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** What lies in the body, between the lengths and checksums that the SDK sends with it. */
  evidence(): Evidence {
    const body = this.put[0]?.body ?? '';
    return evidenceSchema.parse(JSON.parse(body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1)));
  }
}

describe('verify-patches over HTTP', () => {
  const aws = new RefusingAws();
  const lines: string[] = [];
  let write: jest.SpyInstance;
  let handler: Handler;

  beforeAll(async () => {
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: await aws.listen(),
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_REGION: 'eu-central-1',
      METRIC_NAMESPACE: 'Storefort/acme',
      STOREFORT_VERSION: '0.1.0',
    });
    write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean(lines.push(String(text))));
    handler = jest.requireActual<{ handler: Handler }>('../../../lambdas/verify-patches/handler').handler;
  });
  beforeEach(() => {
    lines.length = 0;
    aws.put.length = 0;
  });
  afterAll(async () => {
    write.mockRestore();
    await aws.close();
  });

  test('puts evidence of an error where AWS refuses everything, and answers a window', async () => {
    const answer = await handler({ expected: expectations(), execution: 'window-1' }, context);
    expect(answer.verdict).toBe('error');
    expect(answer.summary).toContain('acme: patches are not proven (1 passed, 0 failed, 21 unknown, 0 not run)');
    const [{ path } = { path: '' }] = aws.put;
    expect(path).toContain(answer.evidenceKey);
    expect(aws.evidence()).toMatchObject({
      store: 'acme',
      check: 'patch-proof',
      verdict: 'error',
      producer: { name: 'verify-patches', version: '0.1.0' },
      subject: { execution: 'window-1' },
    });
    expect(aws.evidence().results.filter(({ verdict }) => verdict === 'pass')).toMatchObject([{ id: 'pins' }]);
    expect(lines.join('')).toContain('patches verified');
    expect(lines.join('')).not.toContain('PatchesProven');
  });

  test('throws in the daily run, after the evidence', async () => {
    await expect(handler({ expected: expectations() }, context)).rejects.toThrow('not everything could be found out');
    expect(aws.put).toHaveLength(1);
  });

  test('does nothing with an event that is not whole', async () => {
    const { pins, ...half } = expectations();
    expect(pins).toHaveLength(1);
    await expect(handler({ expected: half }, context)).rejects.toThrow();
    expect(aws.put).toEqual([]);
  });

  test('keeps time back for the evidence', async () => {
    const late = { getRemainingTimeInMillis: () => 60_000 } as Context;
    const { verdict } = await handler({ expected: expectations(), execution: 'window-1' }, late);
    expect(verdict).toBe('error');
    expect(
      aws.evidence().results.filter(({ observed }) => /no time was left|no answer in time/.test(observed)),
    ).not.toEqual([]);
  });
});
