import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError, exitCodes } from '../../cli/exit-codes';
import { thisMachine } from '../../cli/host/programs';
import { runProgram } from '../../cli/host/run-program';
import { countLog, endOf, type LogCount } from './access-log';
import type { Side } from './side';

/** What one run of the load generator saw. */
export interface Load {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** The last line that load.lua prints. */
interface Summary extends Record<'connect' | 'read' | 'write' | 'status' | 'timeout', number> {
  readonly microseconds: number;
  readonly requests: number;
  readonly p50: number;
  readonly p99: number;
}

/** @throws CommandError with exit code 2 that says how to install it */
export function ensureWrk(): void {
  if (thisMachine().has('wrk')) return;
  const sudo = process.getuid?.() === 0 ? '' : 'sudo ';
  throw new CommandError(
    `the load comes from wrk, which is missing: run "${sudo}apt-get install wrk"`,
    exitCodes.usage,
  );
}

/**
 * Loads one side and looks in its log whether it was answered as meant.
 * @param folder takes the file of headers
 * @throws CommandError when any request failed, or was answered otherwise
 */
export async function load(side: Side, seconds: number, folder: string, signal: AbortSignal): Promise<Load> {
  const headers = path.join(folder, 'headers');
  writeFileSync(headers, lines(side.headers), { mode: 0o600 });
  const before = endOf(side.log);
  const how = ['-t1', `-c${side.connections}`, `-d${seconds}s`, '--timeout', '30s'];
  const script = ['-s', path.join(__dirname, 'load.lua')];
  const said = await runProgram('wrk', [...how, ...script, `https://127.0.0.1:${side.port}/`, '--', headers], {
    signal,
  });
  const summary = JSON.parse(said.trim().split('\n').at(-1) ?? '') as Summary;
  // What was under way is logged when the server notices that the client has left.
  await sleep(300, undefined, { signal });
  refuseFailures(side, summary, await countLog(side.log, before, side.logged));
  return {
    perSecond: (summary.requests / summary.microseconds) * 1e6,
    p50Ms: summary.p50 / 1000,
    p99Ms: summary.p99 / 1000,
  };
}

function lines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}

const failures = ['connect', 'read', 'write', 'status', 'timeout'] as const;

function refuseFailures(side: Side, summary: Summary, logged: LogCount): void {
  const failed = failures.filter((kind) => summary[kind] > 0).map((kind) => `${summary[kind]} failed (${kind})`);
  const complaints = [
    ...failed,
    summary.requests === 0 ? 'none was answered' : '',
    logged.lines < summary.requests ? `${logged.lines} are in the log` : '',
    logged.others > 0 ? `${logged.others} were not answered as meant` : '',
    logged.abandoned > side.connections ? `${logged.abandoned} were given up` : '',
  ].filter((complaint) => complaint !== '');
  if (complaints.length === 0) return;
  const example = logged.example === '' ? '' : `; such as\n${logged.example}`;
  throw new CommandError(`${side.name}: of ${summary.requests} requests ${complaints.join(', ')}${example}`);
}
