import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from 'aws-lambda';
import { type CustomResourceRequest, customResource, putAnswer } from '../../lambdas/shared/custom-resource';

const address = {
  StackId: 'arn:aws:cloudformation:us-east-1:111122223333:stack/acme-network/1',
  RequestId: 'request-1',
  LogicalResourceId: 'Found',
};

function anEvent(changes: object = {}): object {
  return {
    RequestType: 'Create',
    ResponseURL: 'https://cloudformation.example/answer?signature=1',
    ...address,
    ResourceProperties: { ServiceToken: 'arn', ServiceTimeout: '300', Name: 'pl' },
    ...changes,
  };
}

function aContext(remainingMs = 60_000): Context {
  return { logStreamName: 'stream-1', getRemainingTimeInMillis: () => remainingMs } as Context;
}

function aResource(act: (request: CustomResourceRequest<unknown>) => Promise<{ physicalId: string }>) {
  const answers: { url: string; body: unknown }[] = [];
  const asked: CustomResourceRequest<unknown>[] = [];
  const handler = customResource(
    (properties) => properties,
    (request) => {
      asked.push(request);
      return act(request);
    },
    (url, body) => {
      answers.push({ url, body: JSON.parse(body) as unknown });
      return Promise.resolve();
    },
  );
  return { handler, answers, asked };
}

describe('customResource', () => {
  test('answers with what was made, at the address it was given', async () => {
    const { handler, answers } = aResource(() => Promise.resolve({ physicalId: 'pl-1', data: { Id: 'pl-1' } }));
    await handler(anEvent(), aContext());
    expect(answers).toEqual([
      {
        url: 'https://cloudformation.example/answer?signature=1',
        body: { Status: 'SUCCESS', PhysicalResourceId: 'pl-1', ...address, Data: { Id: 'pl-1' } },
      },
    ]);
  });

  test('hands on the properties without those that are CloudFormation’s own, and the old ones', async () => {
    const { handler, asked } = aResource(() => Promise.resolve({ physicalId: 'pl-1' }));
    const old = { Name: 'before' };
    await handler(
      anEvent({ RequestType: 'Update', PhysicalResourceId: 'pl-0', OldResourceProperties: old }),
      aContext(),
    );
    expect(asked).toEqual([{ type: 'Update', properties: { Name: 'pl' }, physicalId: 'pl-0', old }]);
  });

  test('answers FAILED with the message when the work fails', async () => {
    const { handler, answers } = aResource(() => Promise.reject(new Error('no such list')));
    await handler(anEvent({ RequestType: 'Update', PhysicalResourceId: 'pl-0' }), aContext());
    expect(answers[0]?.body).toEqual({
      Status: 'FAILED',
      Reason: 'Error: no such list (log stream stream-1)',
      PhysicalResourceId: 'pl-0',
      ...address,
    });
  });

  test('answers FAILED when the properties are wrong, without asking for the work', async () => {
    const act = jest.fn();
    const bodies: string[] = [];
    const parse = (): never => {
      throw new Error('Name is missing');
    };
    const handler = customResource(parse, act, (_, body) => {
      bodies.push(body);
      return Promise.resolve();
    });
    await handler(anEvent(), aContext());
    expect(JSON.parse(bodies[0] ?? '')).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('Name is') });
    expect(act).not.toHaveBeenCalled();
  });

  test('does not try to delete what was never created', async () => {
    const failing = aResource(() => Promise.reject(new Error('refused')));
    await failing.handler(anEvent(), aContext());
    const { PhysicalResourceId } = failing.answers[0]?.body as { PhysicalResourceId: string };
    await failing.handler(anEvent({ RequestType: 'Delete', PhysicalResourceId }), aContext());
    expect(failing.asked.map(({ type }) => type)).toEqual(['Create']);
    expect(failing.answers[1]?.body).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId });
  });

  test('answers FAILED before the function’s time is up', async () => {
    const never = new Promise<never>(() => undefined);
    const { handler, answers } = aResource(() => never);
    await handler(anEvent(), aContext(10_020));
    expect(answers[0]?.body).toMatchObject({
      Status: 'FAILED',
      Reason: 'Error: not finished within the time the function has (log stream stream-1)',
    });
  });

  test('keeps the answer within what CloudFormation reads', async () => {
    const { handler, answers } = aResource(() => Promise.reject(new Error('x'.repeat(10_000))));
    await handler(anEvent(), aContext());
    expect(JSON.stringify(answers[0]?.body).length).toBeLessThan(4096);
  });

  test('refuses an event that says to answer without TLS', async () => {
    const { handler, asked, answers } = aResource(() => Promise.resolve({ physicalId: 'pl-1' }));
    await expect(handler(anEvent({ ResponseURL: 'http://elsewhere.example/' }), aContext())).rejects.toThrow();
    expect([asked, answers]).toEqual([[], []]);
  });

  test('fails when the answer cannot be delivered, so that Lambda tries again', async () => {
    const handler = customResource(
      (properties) => properties,
      () => Promise.resolve({ physicalId: 'pl-1' }),
      () => Promise.reject(new Error('unreachable')),
    );
    await expect(handler(anEvent(), aContext())).rejects.toThrow('unreachable');
  });
});

describe('putAnswer', () => {
  const received: { method?: string; type?: string; body: string }[] = [];
  let statuses: number[] = [];
  let server: Server;

  async function bodyOf(request: IncomingMessage): Promise<string> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    return body;
  }

  beforeAll(async () => {
    server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        received.push({ method: request.method, type: request.headers['content-type'], body });
        response.writeHead(statuses.shift() ?? 200).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(() => {
    server.close();
  });

  beforeEach(() => {
    received.length = 0;
  });

  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer`;

  test('puts the body without a content type, which the presigned address does not allow for', async () => {
    await putAnswer(url(), '{"Status":"SUCCESS"}');
    expect(received).toEqual([{ method: 'PUT', type: '', body: '{"Status":"SUCCESS"}' }]);
  });

  test('tries again when S3 does not take it', async () => {
    statuses = [503, 500];
    await putAnswer(url(), '{}', 1);
    expect(received).toHaveLength(3);
  });

  test('gives up after three times', async () => {
    statuses = [503, 503, 503];
    await expect(putAnswer(url(), '{}', 1)).rejects.toThrow('CloudFormation was not answered');
    expect(received).toHaveLength(3);
  });
});
