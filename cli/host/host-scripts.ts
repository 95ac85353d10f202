import type { PreviewFolder } from './folder';
import { runProgram } from './run-program';

/** The scripts of the host's bundle, run as they run on AWS but for the folder, the platform and the port. */
export class HostScripts {
  private readonly bundle: string;

  constructor(
    private readonly folder: PreviewFolder,
    private readonly port: number,
    /** How many requests PHP works on at once. */
    private readonly phpWorkers: number,
  ) {
    this.bundle = folder.at('opt/storefort/host');
  }

  /**
   * @param script below the bundle, such as `bin/refresh.sh`
   * @returns what it wrote on stdout
   * @throws ProgramError when it fails
   */
  run(script: string, args: readonly string[] = [], signal?: AbortSignal): Promise<string> {
    return this.bash([`${this.bundle}/${script}`, ...args], { signal });
  }

  /**
   * Runs PHP after WordPress of the running release, as the user and with the settings that the shop's scripts have.
   * @param code without `<?php`
   * @returns what it printed
   */
  php(code: string): Promise<string> {
    const load = this.folder.at('srv/storefort/current/wordpress/wp-load.php');
    return this.bash(['-c', `set -eu; source '${this.bundle}/lib/settings.sh'; as_php "$PLATFORM_PHP"`], {
      input: `<?php require ${JSON.stringify(load)};\n${code}`,
    });
  }

  private bash(args: readonly string[], { input, signal }: { input?: string; signal?: AbortSignal }): Promise<string> {
    return runProgram('bash', args, {
      env: {
        STOREFORT_ROOT: this.folder.root,
        STOREFORT_PLATFORM: 'debian',
        STOREFORT_PORT: String(this.port),
        STOREFORT_PHP_CHILDREN: String(this.phpWorkers),
        STOREFORT_RETRY_SECONDS: '0',
      },
      cwd: '/',
      input,
      log: scriptLog(this.folder),
      signal,
    });
  }
}

/** Takes what the host's scripts say. */
export function scriptLog(folder: PreviewFolder): string {
  return folder.around('log/host-scripts.log');
}
