import { lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseAdmin } from '../../cli/host/database';
import { runProgram } from '../../cli/host/run-program';

/** The files of the release that runs, with folders of its own where that has links to what hosts share. */
export async function copyRelease(root: string, to: string, signal: AbortSignal): Promise<void> {
  await runProgram('cp', ['-a', path.join(root, 'srv/storefort/current/wordpress/.'), to], { signal });
  const content = path.join(to, 'wp-content');
  for (const name of readdirSync(content).filter((one) => lstatSync(path.join(content, one)).isSymbolicLink())) {
    rmSync(path.join(content, name));
    mkdirSync(path.join(content, name));
  }
}

/** Schema and user of one name, on the same server; the user must use TLS, as the shop's. */
export async function copyDatabase(
  admin: DatabaseAdmin,
  { schema, password }: { readonly schema: string; readonly password: string },
  signal: AbortSignal,
): Promise<void> {
  const asRoot = `--no-defaults --socket=${admin.socket} --user=root`;
  const script = [
    'set -euo pipefail',
    `mariadb ${asRoot}`,
    `mariadb-dump ${asRoot} --single-transaction ${admin.schema} | mariadb ${asRoot} ${schema}`,
  ].join('\n');
  const input = [
    `DROP DATABASE IF EXISTS ${schema};`,
    `CREATE DATABASE ${schema} CHARACTER SET utf8mb4;`,
    `CREATE OR REPLACE USER '${schema}'@'%' IDENTIFIED BY '${password}' REQUIRE SSL;`,
    `GRANT ALL PRIVILEGES ON ${schema}.* TO '${schema}'@'%';`,
  ].join('\n');
  await runProgram('bash', ['-c', script], { env: { MYSQL_PWD: admin.password }, input, signal });
}
