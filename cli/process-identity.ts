import { readFileSync } from 'node:fs';

/** A process that can be told from a later one with the same id. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When the process started, in the kernel's ticks: a process id alone may be somebody else's by now. */
  readonly started: string;
}

/** As a file says who made it. */
export function thisProcess(): string {
  return JSON.stringify({ pid: process.pid, started: startOf(process.pid) });
}

/** undefined: gone, or cut short by a crash. */
export function readIdentity(file: string): ProcessIdentity | undefined {
  try {
    const { pid, started } = JSON.parse(readFileSync(file, 'utf8')) as Partial<ProcessIdentity>;
    return typeof pid === 'number' && typeof started === 'string' ? { pid, started } : undefined;
  } catch {
    return undefined;
  }
}

export function isRunning({ pid, started }: ProcessIdentity): boolean {
  return startOf(pid) === started;
}

/** undefined: there is no such process. */
function startOf(pid: number): string | undefined {
  try {
    // The name in brackets may hold anything; the start time is the 20th field after it (proc_pid_stat(5)).
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
