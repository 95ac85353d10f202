import { spawnSync } from 'node:child_process';
import { CommandError, exitCodes } from '../exit-codes';
import { isInstalled } from '../host/programs';

const programs = ['mariadbd', 'mariadb-install-db', 'mariadb'];

/**
 * Makes sure that this machine can run a MariaDB.
 * @throws CommandError with exit code 2 that says what to install
 */
export function needMariaDb(has: (program: string) => boolean = isInstalled): void {
  const missing = programs.filter((program) => !has(program));
  if (missing.length === 0) return;
  throw new CommandError(
    `a drill restores into a MariaDB of this machine, and ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not installed: ` +
      'Debian and Ubuntu: "sudo apt-get install mariadb-server" (10.11 or newer; the service need not run: "sudo systemctl disable --now mariadb"), ' +
      'Fedora and Amazon Linux: the package "mariadb1011-server" or "mariadb-server"; ' +
      '"storefort verify" reads a dump without any database',
    exitCodes.usage,
  );
}

/** Of the account that the system's package made for servers. */
export interface ServerAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * As whom server and client work. Root hands over to an account that owns nothing; anybody else stays who they are.
 * @throws CommandError when root has nobody to hand over to
 */
export function serverAccount(uid = process.getuid?.()): ServerAccount | undefined {
  if (uid !== 0) return undefined;
  const name = 'mysql';
  const id = (what: '-u' | '-g') => Number(spawnSync('id', [what, name], { encoding: 'utf8' }).stdout.trim() || NaN);
  const account = { name, uid: id('-u'), gid: id('-g') };
  if (!(account.uid > 0 && account.gid > 0))
    throw new CommandError(
      'root starts no server as itself, and there is no user "mysql" to hand over to; run the drill as another user than root',
      exitCodes.usage,
    );
  return account;
}
