import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandError } from '../exit-codes';
import type { SynthesisAnswer, SynthesisRequest } from './worker-protocol';

/**
 * Synthesizes in a process of its own, into `request.outdir`.
 * @param signal ends that process; the promise settles when it is gone and writes no more
 * @returns names of the rule packs that were to judge
 * @throws CommandError with what stopped the synthesis
 */
export async function synthesize(request: SynthesisRequest, signal: AbortSignal): Promise<readonly string[]> {
  const worker = fork(path.join(__dirname, 'synthesis-worker.ts'), {
    execArgv: ['--import', pathToFileURL(require.resolve('tsx')).href],
    // The plan's verdict includes aws-cdk-lib's template validation, whoever switched it off for speed.
    env: { ...process.env, CDK_VALIDATION: 'true' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const stop = () => worker.kill('SIGKILL');
  signal.addEventListener('abort', stop, { once: true });
  worker.send(request);
  const { answer, complaint } = await ended(worker);
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  if (answer === undefined) throw new CommandError(`the synthesis ended without an answer\n${complaint}`.trim());
  if (answer.kind === 'failed') throw new CommandError(answer.message);
  return answer.packs;
}

function ended(worker: ChildProcess): Promise<{ answer: SynthesisAnswer | undefined; complaint: string }> {
  return new Promise((resolve, reject) => {
    let answer: SynthesisAnswer | undefined;
    let complaint = '';
    worker.stderr?.on('data', (chunk: Buffer) => {
      complaint += chunk.toString('utf8');
    });
    worker.on('message', (message) => {
      answer = message as SynthesisAnswer;
    });
    worker.on('error', reject);
    worker.on('close', () => {
      resolve({ answer, complaint });
    });
  });
}
