import { connect } from 'node:net';
import path from 'node:path';
import { runProgram } from '../host/run-program';

/** The smaller the log, the sooner a folder is made, copied and removed. */
export const smallLog = '--innodb-log-file-size=16M';

/**
 * Makes the `data` folder of a server below `home`, with an account `root` that needs no password.
 * @param user whom the files belong to, of a server that root starts
 */
export async function makeDataFolder(home: string, user: string | undefined, signal?: AbortSignal): Promise<void> {
  const args = [
    '--no-defaults',
    ...(user === undefined ? [] : [`--user=${user}`]),
    `--datadir=${path.join(home, 'data')}`,
    // Two that work in /tmp at once can take each other's temporary tables away.
    `--tmpdir=${home}`,
    smallLog,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
    '--skip-name-resolve',
  ];
  await runProgram('mariadb-install-db', args, { signal });
}

/** Whether a server listens. It greets first; a socket that nobody listens at refuses. */
export async function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path: socketPath });
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('data', () => {
      done(true);
    });
    socket.once('error', () => {
      done(false);
    });
    socket.once('close', () => {
      done(false);
    });
  });
}
