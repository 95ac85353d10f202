import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

/** One run of a program over a dump. */
export interface Run {
  /** From its start to its end. */
  readonly seconds: number;
  /** Of all its threads, in user and kernel mode. */
  readonly processorSeconds: number;
  /** Most it had at once. */
  readonly mebibytes: number;
}

// Told by a program's parent alone: a shell that has had no other child.
const measured = `
import json, resource, subprocess, sys, time
began = time.monotonic()
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([status, time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))`;

/** @param statuses that count as success */
export function measure(program: string, args: readonly string[], statuses: readonly number[] = [0]): Run {
  const { stdout, stderr } = spawnSync('python3', ['-c', measured, program, ...args], { cwd: root, encoding: 'utf8' });
  const [status = -1, seconds = NaN, processorSeconds = NaN, mebibytes = NaN] = JSON.parse(stdout) as number[];
  if (!statuses.includes(status)) throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stderr}`);
  return { seconds, processorSeconds, mebibytes };
}

/** As a person runs it. */
export function verify(file: string): Run {
  return measure(process.execPath, ['--import', 'tsx', 'bin/storefort.ts', 'verify', file]);
}

/** A plain search for the digits alone, which judges nothing; 1: none found. */
export function ripgrep(file: string): Run {
  return measure('rg', ['--count', '--no-unicode', '\\b(?:[0-9][ -]?){12,18}[0-9]\\b', file], [0, 1]);
}

export function megabytesOf(file: string): number {
  return statSync(file).size / 1e6;
}
