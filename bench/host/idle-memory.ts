import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Proportional set size (proc(5)): what is shared counts once, in parts. In MiB. */
export interface IdleMemory {
  readonly nginx: number;
  readonly phpFpm: number;
  readonly phpProcesses: number;
}

/** Of the host in `root`: both masters and all that descends from them. */
export function idleMemoryOf(root: string): IdleMemory {
  const parents = parentsOfAll();
  const nginx = family(masterOf(root, 'nginx'), parents);
  const php = family(masterOf(root, 'php-fpm'), parents);
  return { nginx: mebibytes(nginx), phpFpm: mebibytes(php), phpProcesses: php.length };
}

/** platform/supervise.sh writes it. */
function masterOf(root: string, daemon: string): number {
  return Number(readFileSync(path.join(root, 'run', `${daemon}.pid.supervised`), 'utf8'));
}

function parentsOfAll(): Map<number, number> {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Map(all.map((pid) => [Number(pid), parentOf(pid)]));
}

function parentOf(pid: string): number {
  try {
    // The name in brackets may hold anything (proc_pid_stat(5)).
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    // Ended since it was listed.
    return 0;
  }
}

function family(master: number, parents: ReadonlyMap<number, number>): number[] {
  const children = [...parents].filter(([, parent]) => parent === master).map(([pid]) => pid);
  return [master, ...children.flatMap((child) => family(child, parents))];
}

function mebibytes(pids: readonly number[]): number {
  const kibibytes = pids.map((pid) => {
    const found = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
    return Number(found?.[1]);
  });
  return kibibytes.reduce((sum, one) => sum + one, 0) / 1024;
}
