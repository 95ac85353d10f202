import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { exportKeys, type Manifest, manifestSchema } from '../../lambdas/shared/manifest';
import { type RunningMariaDb, startMariaDb } from '../support/mariadb';
import { hostFolder, type Ran, WebHost } from './web-host';

export const exportId = '20261125T011500Z';
export const keyArn = 'arn:aws:kms:us-west-2:111122223333:key/12345678-1234-1234-1234-123456789012';

/**
 * The AWS CLI's `s3 cp -`, with a folder as its bucket: an object is there when all of standard input is, and not when it is
 * killed before. It writes down how it was called; a fault is bash that runs first, with the object's key in `$key`.
 */
const aws = `#!/bin/bash
set -euo pipefail
echo "$AWS_DEFAULT_REGION $*" >>"$CALLS"
target="\${*: -1}"
key="\${target#s3://*/}"
object="$BUCKET/$key"
mkdir -p "$(dirname "$object")"
[[ ! -e $FAULTS/aws ]] || source "$FAULTS/aws"
cat >"$CALLS.part.$$"
mv "$CALLS.part.$$" "$object"
`;

/** The Debian platform, but for what sends: that is Amazon Linux's own. */
const platform = `source "$HOST_DIR/platform/al2023.sh"
sends="$(declare -f platform_put_export)"
source "$HOST_DIR/platform/debian.sh"
eval "$sends"
`;

/** A program in the place of the real one of its name, which it finds as \`$real\`. */
function standIn(program: string, script: string): string {
  const real = execFileSync('which', [program], { encoding: 'utf8' }).trim();
  return `#!/bin/bash\nreal='${real}'\n${script}\n`;
}

/** A host whose database is a real MariaDB's schema \`shop\`, and whose bucket is a folder. */
export class ExportHost {
  private constructor(readonly host: WebHost) {}

  /** @param database as `startShop` makes it */
  static async create(database: RunningMariaDb): Promise<ExportHost> {
    const host = await WebHost.create();
    const made = new ExportHost(host);
    made.settings();
    host.write('opt/storefort/host/platform/aws-on-debian.sh', platform);
    host.write('etc/storefort/database-ca.pem', database.authority);
    host.secret('database', { host: 'localhost', port: database.port, dbname: 'shop', username: 'app', password });
    host.write('bin/aws', aws);
    chmodSync(host.at('bin/aws'), 0o755);
    host.write('srv/storefort/shared/uploads/2026/one.jpg', 'x'.repeat(1000));
    if (host.call('make_folders').status !== 0) throw new Error('no folders');
    made.fetchCredentials();
    return made;
  }

  settings(changes: Readonly<Record<string, string | undefined>> = {}): void {
    this.host.settings({
      EXPORT_BUCKET: 'exports-bucket',
      EXPORT_REGION: 'us-west-2',
      EXPORT_KEY: keyArn,
      ...changes,
    });
  }

  /** As the host does every minute. */
  fetchCredentials(): void {
    const secrets = '. "$HOST_DIR/lib/secrets.sh"; refresh_database';
    const { status, stderr } = this.host.call(secrets);
    if (status !== 0) throw new Error(stderr);
  }

  /** @param script bash; the real program is `$real` */
  replace(program: string, script: string): void {
    this.host.write(`bin/${program}`, standIn(program, script));
    chmodSync(this.host.at(`bin/${program}`), 0o755);
  }

  /** What the AWS CLI does first, in bash. */
  awsDoes(script: string): void {
    this.host.write('faults/aws', script);
  }

  run(id = exportId, env: Readonly<Record<string, string>> = {}): Ran {
    return this.host.script('bin/export.sh', [id], { ...this.environment(), ...env });
  }

  /** Starts one and does not wait for it. */
  start(
    id = exportId,
    env: Readonly<Record<string, string>> = {},
  ): { readonly pid: number; readonly ended: Promise<number | null> } {
    const child = spawn('bash', [path.join(this.host.bundle, 'bin/export.sh'), id], {
      env: { ...process.env, STOREFORT_ROOT: this.host.root, ...this.environment(), ...env },
      stdio: 'ignore',
    });
    if (child.pid === undefined) throw new Error('bash does not start');
    return { pid: child.pid, ended: new Promise((resolve) => child.once('exit', resolve)) };
  }

  private environment(): Record<string, string> {
    return {
      STOREFORT_PLATFORM: 'aws-on-debian',
      // Bytes are counted, whatever the language of the machine.
      LANG: 'C.UTF-8',
      PATH: `${this.host.at('bin')}:${process.env.PATH ?? ''}`,
      CALLS: this.host.at('calls'),
      BUCKET: this.host.at('bucket'),
      FAULTS: this.host.at('faults'),
    };
  }

  /** Lines: region, arguments. */
  calls(): string[] {
    return existsSync(this.host.at('calls')) ? this.host.read('calls').trimEnd().split('\n') : [];
  }

  /** Keys of what is in the bucket, whole or not. */
  objects(): string[] {
    const bucket = this.host.at('bucket');
    if (!existsSync(bucket)) return [];
    return readdirSync(bucket, { recursive: true, withFileTypes: true })
      .filter((found) => found.isFile())
      .map((found) => path.relative(bucket, path.join(found.parentPath, found.name)))
      .sort();
  }

  /** What `verify-backup` would read. */
  manifest(id = exportId): Manifest {
    return manifestSchema.parse(
      JSON.parse(this.object(exportKeys({ store: 'acme', generation: 1, export: id }).manifest).toString()),
    );
  }

  object(key: string): Buffer {
    return readFileSync(path.join(this.host.at('bucket'), key));
  }

  /** SQL as the manifest's dump holds it. */
  dump(manifest: Manifest): Buffer {
    return gunzipSync(this.object(manifest.dump.key));
  }

  /** Names below the folder in memory where an export works. */
  working(): string[] {
    return readdirSync(this.host.at('run/storefort')).filter((name) => name.startsWith('export.'));
  }

  /** A link that leads out of the uploads: listed as no file. */
  link(from: string, to: string): void {
    symlinkSync(to, this.host.at(from));
  }

  remove(): void {
    this.host.remove();
  }
}

export const exportPrograms = ['mariadb', 'mariadb-dump', 'gawk', 'jq', 'flock', 'gzip', 'sha256sum'];

export function sha256(data: Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

export const countRows = path.join(hostFolder, 'lib/count-rows.awk');

/** Awkward on purpose: what a shell, an option file or a connection string could stumble over. */
export const password = String.raw`it's "quoted" \back\ #hash;$(false)`;

const tick = '`';

const awkward = [
  'CREATE DATABASE shop CHARACTER SET utf8mb4',
  'CREATE TABLE shop.`wp``s` (id INT PRIMARY KEY, t TEXT, b BLOB) COMMENT "a\\nb"',
  String.raw`INSERT INTO shop.${tick}wp${tick}${tick}s${tick} VALUES (1, 'a\nINSERT INTO ${tick}x${tick} VALUES\n(1),\n(2);', x'00ff270a29'), (2, '(x),\n);\r\0', NULL), (3, '😀\\', ''), (4, '-- Dump completed on', NULL), (5, ');\nDELIMITER ;;\n', x'')`,
  'CREATE TABLE shop.wp_empty (id INT)',
  'CREATE TABLE shop.wp_many (id INT PRIMARY KEY, t VARCHAR(200))',
  'INSERT INTO shop.wp_many SELECT seq, REPEAT(MD5(seq), 4) FROM shop.seq_1_to_30000',
  'CREATE VIEW shop.wp_view AS SELECT id FROM shop.wp_many',
  `CREATE USER app IDENTIFIED BY '${password.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}' REQUIRE SSL`,
  'GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, REFERENCES, INDEX, ALTER, CREATE TEMPORARY TABLES, LOCK TABLES, SHOW VIEW ON shop.* TO app',
];

/** A server with the awkward shop, and its user as the store's custom resource makes it: no triggers, no routines. */
export async function startShop(): Promise<RunningMariaDb> {
  const database = await startMariaDb();
  for (const statement of awkward) await database.ask(statement);
  await database.ask('ANALYZE TABLE shop.wp_many');
  return database;
}
