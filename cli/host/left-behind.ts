import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process of the machine. */
export interface Running {
  readonly pid: number;
  /** What it shows; daemons write it anew. */
  readonly commandLine: string;
  /** Paths of what it has open. */
  readonly files: () => readonly string[];
}

const daemons = /^(\S*\/)?(nginx|php-fpm[\d.]*|php[\d.]*|mariadbd)(: master process)?\s/;
const shells = /^(\S*\/)?(bash|sh)\s/;
// These outlive a master that was killed, and say no path.
const workers = /^(nginx: (worker|cache)|php-fpm: pool)/;

/**
 * Which of these run on behalf of the preview in `root`: its daemons name their configuration or data there, the shells that
 * keep them their script, and workers have their logs open. An editor or `tail -f` that has a file of the folder open is left
 * alone.
 */
export function belongingTo(root: string, processes: readonly Running[]): number[] {
  const named = (commandLine: string, folders: readonly string[]) =>
    folders.some((folder) => commandLine.includes(`${root}/${folder}/`));
  const belongs = ({ commandLine, files }: Running) =>
    (daemons.test(commandLine) && named(commandLine, ['etc', 'opt', 'srv', 'preview'])) ||
    (shells.test(commandLine) && named(commandLine, ['opt/storefort/host'])) ||
    (workers.test(commandLine) && files().some((file) => file.startsWith(`${root}/`)));
  return processes.filter(belongs).map(({ pid }) => pid);
}

/**
 * Ends what a preview of this folder left running, its own daemons included: first politely, after 10 s by force.
 * @returns how many there were
 */
export async function endLeftBehind(root: string): Promise<number> {
  const found = belongingTo(root, runningProcesses());
  for (const started = Date.now(); ;) {
    const left = belongingTo(root, runningProcesses());
    if (left.length === 0) return found.length;
    const force = Date.now() - started > 10_000;
    for (const pid of left) signalTo(pid, force ? 'SIGKILL' : 'SIGTERM');
    await sleep(100);
  }
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself since it was listed.
  }
}

/** Without this process itself. */
export function runningProcesses(): Running[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((name) => ({ pid: Number(name), commandLine: commandLineOf(name), files: () => filesOf(name) }));
}

function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

function filesOf(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
  } catch {
    // Ended, or somebody else's.
    return [];
  }
}
