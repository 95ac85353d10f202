import { totalmem } from 'node:os';
import path from 'node:path';

const mebibyte = 1 << 20;

/**
 * Options of a server that holds nothing worth keeping and is given somebody else's SQL.
 * @param home its folder, with `data`, `empty` and `accounts.sql`
 */
export function serverOptions(home: string, user: string | undefined): string[] {
  const at = (name: string) => path.join(home, name);
  return [
    '--no-defaults',
    ...(user === undefined ? [] : [`--user=${user}`]),
    `--datadir=${at('data')}`,
    `--tmpdir=${home}`,
    `--socket=${at('socket')}`,
    `--pid-file=${at('pid')}`,
    `--init-file=${at('accounts.sql')}`,
    ...closed(at('empty')),
    ...fast(),
    '--character-set-server=utf8mb4',
    // The largest statement there can be.
    '--max-allowed-packet=1G',
  ];
}

/** No way out: no network, no file, no table elsewhere, no plugin, nothing that runs by itself. */
function closed(empty: string): string[] {
  return [
    '--skip-networking',
    '--skip-name-resolve',
    '--local-infile=0',
    `--secure-file-priv=${empty}`,
    `--plugin-dir=${empty}`,
    '--symbolic-links=0',
    // Off and not disabled: dumps may define events, and nobody is left who could switch it on.
    '--event-scheduler=OFF',
    '--skip-log-bin',
  ];
}

/** A crash costs another drill, nothing else: nothing is written for it. */
function fast(): string[] {
  // A quarter: the machine is somebody's desk.
  const pool = Math.min(Math.max(Math.floor(totalmem() / 4 / mebibyte), 128), 2048);
  return [
    `--innodb-buffer-pool-size=${pool}M`,
    '--innodb-log-file-size=256M',
    '--innodb-flush-method=nosync',
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-doublewrite=0',
    '--sync-frm=0',
  ];
}
