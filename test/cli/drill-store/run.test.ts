import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

// Whole processes on a machine that may be busy with others.
jest.setTimeout(60_000);

const root = path.resolve(__dirname, '../../..');
const execution = 'arn:aws:states:us-east-1:111122223333:execution:storefort-example-g1-drill:by-hand';
const judged = { verdict: 'pass', evidenceKey: 'example/restore-drill/1.json', summary: 'all passed' };

let server: Server;
let asked: string[];
let status: string;
let verdict: string;
/** Requests that are refused, and how many of them are answered before. */
let refused: Readonly<Record<string, number>>;
let fault: string;
beforeEach(async () => {
  asked = [];
  status = 'SUCCEEDED';
  verdict = 'pass';
  refused = {};
  fault = 'AccessDeniedException';
  // Step Functions as its client sees it.
  server = createServer((request, response) => {
    const target = String(request.headers['x-amz-target']).replace('AWSStepFunctions.', '');
    asked.push(target);
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      const after = refused[target];
      if (after !== undefined && asked.filter((one) => one === target).length > after) {
        response.statusCode = 400;
        response.end(JSON.stringify({ __type: fault, message: 'no' }));
        return;
      }
      response.end(JSON.stringify(answers()[target]));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const answers = (): Readonly<Record<string, object>> => ({
  StartExecution: { executionArn: execution, startDate: 1 },
  DescribeExecution: { executionArn: execution, stateMachineArn: 'm', status, startDate: 1 },
  GetExecutionHistory: {
    events: [
      {
        id: 2,
        timestamp: 2,
        type: 'TaskSucceeded',
        taskSucceededEventDetails: {
          resourceType: 'lambda',
          resource: 'invoke',
          output: JSON.stringify({ Payload: { ...judged, verdict } }),
        },
      },
      { id: 1, timestamp: 1, type: 'TaskStateEntered', stateEnteredEventDetails: { name: 'CheckShop' } },
    ],
  },
});

/** @param stopAfter a request after which the person presses Ctrl-C */
async function drill(
  args: readonly string[],
  stopAfter?: string,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { port } = server.address() as AddressInfo;
  const running = spawn(process.execPath, ['--import', 'tsx', 'bin/storefort.ts', 'drill', 'example', ...args], {
    cwd: root,
    env: {
      PATH: '',
      AWS_ENDPOINT_URL_SFN: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'none',
      AWS_SECRET_ACCESS_KEY: 'none',
    },
  });
  let [stdout, stderr] = ['', ''];
  running.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  running.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const watch = setInterval(() => {
    if (stopAfter !== undefined && asked.includes(stopAfter)) running.kill('SIGINT');
  }, 200);
  const code = await new Promise<number | null>((resolve) => running.once('close', resolve));
  clearInterval(watch);
  return { code, stdout, stderr };
}

test('starts a drill, follows it to its end, and says what it found', async () => {
  const { code, stdout, stderr } = await drill([]);
  expect(stdout).toBe('pass: all passed\n  evidence example/restore-drill/1.json\n');
  expect(stderr).toContain(`started ${execution}`);
  expect(code).toBe(0);
});

test('takes up a drill that runs, and starts none', async () => {
  const { code, stdout } = await drill(['--follow', execution, '--json']);
  expect(JSON.parse(stdout)).toEqual({ ...judged, status: 'succeeded', executionArn: execution });
  expect(asked).not.toContain('StartExecution');
  expect(code).toBe(0);
});

test('a pass of a machine that failed afterwards is no success', async () => {
  status = 'FAILED';
  const { code, stdout } = await drill([]);
  expect(stdout).toContain('but the drill failed afterwards');
  expect(code).toBe(1);
});

test.each(['fail', 'error'])('a machine that succeeded on %s is no success either', async (judgedAs) => {
  verdict = judgedAs;
  const { code, stdout } = await drill([]);
  expect(stdout).toContain(`${judgedAs}: all passed`);
  expect(code).toBe(1);
});

test('Ctrl-C ends the following, and says that the drill goes on', async () => {
  status = 'RUNNING';
  const { code, stdout, stderr } = await drill([], 'GetExecutionHistory');
  expect(stderr).toContain(
    `the drill goes on without you; follow it again with\n  storefort drill example --follow ${execution}`,
  );
  expect([code, stdout]).toEqual([130, '']);
  expect(asked).not.toContain('StopExecution');
});

describe('when it cannot be looked at', () => {
  const refusal = 'the drill could not be looked at: these AWS credentials may not';

  test('an execution that nobody has seen is not said to go on', async () => {
    refused = { DescribeExecution: 0 };
    const { code, stderr } = await drill(['--follow', execution]);
    expect(stderr).toContain(refusal);
    expect(stderr).not.toContain('goes on');
    expect(code).toBe(1);
  });

  test('one that was started here goes on', async () => {
    refused = { DescribeExecution: 0 };
    const { code, stderr } = await drill([]);
    expect(stderr).toContain(refusal);
    expect(stderr).toContain(`the drill goes on without you; follow it again with`);
    expect(code).toBe(1);
  });

  test('one that was seen to have ended does not', async () => {
    refused = { GetExecutionHistory: 1 };
    const { code, stderr } = await drill([]);
    expect(stderr).toContain(refusal);
    expect(stderr).not.toContain('goes on');
    expect(code).toBe(1);
  });
});

test('Ctrl-C before a first look claims nothing of an execution', async () => {
  refused = { DescribeExecution: 0 };
  fault = 'ThrottlingException';
  const { code, stderr } = await drill(['--follow', execution], 'DescribeExecution');
  expect(stderr).toContain('stopped before it was known how the drill went');
  expect(stderr).not.toContain('goes on');
  expect(code).toBe(130);
});
