import { spawn, spawnSync } from 'node:child_process';
import type { Programs } from './ports';

/** Programs on PATH, with this process's terminal. */
export class TerminalPrograms implements Programs {
  isInstalled(program: string): boolean {
    const { error } = spawnSync(program, ['--version'], { stdio: 'ignore' });
    return error === undefined;
  }

  run(program: string, args: readonly string[]): Promise<number> {
    // Ctrl-C reaches the program as well, and it is the program that decides what becomes of its session.
    const ignore = (): void => undefined;
    process.on('SIGINT', ignore);
    return new Promise<number>((resolve, reject) => {
      const running = spawn(program, args, { stdio: 'inherit' });
      running.once('error', reject);
      running.once('close', (code) => {
        resolve(code ?? 1);
      });
    }).finally(() => process.off('SIGINT', ignore));
  }
}
