import { rmSync, writeFileSync } from 'node:fs';
import { CommandError } from '../exit-codes';
import { isRunning, readIdentity, thisProcess } from '../process-identity';

/**
 * Keeps a second preview out of a folder. A lock whose holder has died counts for nothing.
 * @returns what opens it again
 * @throws CommandError that names the process which holds it
 */
export function lockFolder(file: string, root: string): () => void {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(file, thisProcess(), { flag: 'wx' });
      return () => {
        rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readIdentity(file);
    if (holder !== undefined && isRunning(holder))
      throw new CommandError(
        `a preview runs in ${root} already, as process ${holder.pid}; stop it (kill ${holder.pid}), or choose another folder with --root`,
      );
    rmSync(file, { force: true });
  }
  throw new CommandError(`${file} is being taken by other previews; try again`);
}
