import { lstatSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runningProcesses } from '../host/left-behind';
import { isRunning, readIdentity } from '../process-identity';

export const folderPrefix = 'storefort-drill-';
export const ownerFile = 'owner.json';

/** Younger than this, a folder without an owner may be one that is being made. */
const makingMs = 60_000;

/**
 * Removes what drills left in a temporary folder that were killed together with their guard, or by a power cut. Folders of
 * running drills and of other users stay.
 * @param users ids of those to whom a drill of ours may have handed its folder
 */
export async function removeLeftovers(temporary: string, users: readonly number[]): Promise<void> {
  const abandoned = readdirSync(temporary)
    .filter((name) => name.startsWith(folderPrefix))
    .map((name) => path.join(temporary, name))
    .filter((folder) => isAbandoned(folder, users));
  for (const folder of abandoned) {
    await endServersOf(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function isAbandoned(folder: string, users: readonly number[]): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  // A link, or somebody else's folder, may be there to have us remove what it leads to.
  if (!stat?.isDirectory() || !users.includes(stat.uid)) return false;
  const owner = readIdentity(path.join(folder, ownerFile));
  return owner === undefined ? Date.now() - stat.mtimeMs > makingMs : !isRunning(owner);
}

const mariaDbProgram = /^(\S*\/)?(sh \S*\/)?mariadb\S*\s/;

async function endServersOf(folder: string): Promise<void> {
  for (let round = 0; round < 50; round += 1) {
    const left = runningProcesses().filter(
      ({ commandLine }) => mariaDbProgram.test(commandLine) && commandLine.includes(`${folder}/`),
    );
    if (left.length === 0) return;
    for (const { pid } of left) kill(pid);
    await sleep(100);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself since it was listed.
  }
}
