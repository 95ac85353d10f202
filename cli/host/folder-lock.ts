import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { CommandError } from '../exit-codes';

interface Holder {
  readonly pid: number;
  /** When the process started, in the kernel's ticks: a process id alone may be somebody else's by now. */
  readonly started: string;
}

/**
 * Keeps a second preview out of a folder. A lock whose holder has died counts for nothing.
 * @returns what opens it again
 * @throws CommandError that names the process which holds it
 */
export function lockFolder(file: string, root: string): () => void {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(file, JSON.stringify({ pid: process.pid, started: startOf(process.pid) }), { flag: 'wx' });
      return () => {
        rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(file);
    if (holder !== undefined && startOf(holder.pid) === holder.started)
      throw new CommandError(
        `a preview runs in ${root} already, as process ${holder.pid}; stop it (kill ${holder.pid}), or choose another folder with --root`,
      );
    rmSync(file, { force: true });
  }
  throw new CommandError(`${file} is being taken by other previews; try again`);
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    // Cut short by a crash, or gone since.
    return undefined;
  }
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
