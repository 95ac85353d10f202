import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';

/**
 * Waits for the end of its stdin, which comes when whoever holds the other end is gone, killed or not. Then it ends every MariaDB
 * program that names the folder, and removes the folder.
 */
const script = `
cat >/dev/null
for round in 1 2 3 4 5; do
  for process in /proc/[0-9]*; do
    case "$(cat "$process/comm" 2>/dev/null)" in
      mariadb*) grep -qaF -- "$1/" "$process/cmdline" 2>/dev/null && kill -KILL "\${process#/proc/}" 2>/dev/null ;;
    esac
  done
  rm -rf -- "$1" && [ ! -e "$1" ] && exit 0
  sleep 0.2
done
`;

/**
 * Sees to it that a folder and the servers in it do not outlive this process, not even when it is killed.
 * @returns what calls the guard off, done when it is gone
 */
export function guardFolder(folder: string): () => Promise<void> {
  const guard = spawn('/bin/sh', ['-c', script, 'storefort-guard', folder], {
    cwd: '/',
    // Of its own session: Ctrl-C on the terminal is not for it.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  guard.unref();
  (guard.stdin as unknown as Socket).unref();
  return async () => {
    if (guard.pid === undefined || guard.exitCode !== null || guard.signalCode !== null) return;
    // Nothing else may keep this process alive while it waits.
    guard.ref();
    const gone = once(guard, 'exit');
    guard.kill('SIGKILL');
    await gone;
  };
}
