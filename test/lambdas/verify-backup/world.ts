import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { VerifyBackupExpectations } from '../../../lambdas/verify-backup/contract';
import type { KeyState, Ports, RecoveryPoint, Retention, Vault } from '../../../lambdas/verify-backup/ports';
import type { Evidence } from '../../../lambdas/shared/evidence';
import { scanDump } from '../../../lambdas/shared/dump/scan-dump';
import { exportKeys, type Manifest } from '../../../lambdas/shared/manifest';
import type { Measurement } from '../../../lambdas/shared/metrics';
import { databaseArn, expectations, fileSystemArn, homeKey, offsiteKey, policy } from './expectations';
import { dumpOf } from './sample-dump';

/** An object in the bucket, as tests change it. */
export interface Stored {
  body: Buffer;
  versionId: string;
  lastModified: Date;
  encryption?: string;
  keyArn?: string;
  retention?: Retention;
}

const sha256 = (body: Buffer) => createHash('sha256').update(body).digest('hex');

export const hours = (at: Date, count: number) => new Date(at.getTime() + count * 3_600_000);

/** A night's export, as the host puts it. */
export interface Night {
  readonly export: string;
  readonly tables: Record<string, number>;
  readonly uploads: readonly string[];
}

export const tonight = '20261125T010003Z';
export const lastNight = '20261124T010002Z';
/** Tonight's export, or that with another table, id or inventory. */
export function aNight(change: Partial<Night> = {}): Night {
  return {
    export: tonight,
    tables: {
      wp_actionscheduler_logs: 90,
      wp_options: 30,
      wp_postmeta: 240,
      wp_posts: 120,
      wp_usermeta: 80,
      wp_users: 40,
      wp_wc_orders: 200,
      wp_woocommerce_order_itemmeta: 800,
      wp_woocommerce_order_items: 200,
    },
    uploads: Array.from({ length: 60 }, (_, file) => `${1000 + file}\t1790000000.5\tuploads/2026/${file}.jpg`),
    ...change,
  };
}

function timeOf(id: string): Date {
  return new Date(id.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

/** AWS in memory: sound, until a test changes something. */
export class World {
  now = new Date('2026-11-25T01:20:00Z');
  readonly bucket = new Map<string, Stored>();
  key: KeyState = { state: 'Enabled', rotating: true, policy: structuredClone(policy) };
  readonly vaults: Record<'home' | 'offsite', { vault: Vault; points: RecoveryPoint[] }>;
  readonly evidence: Evidence[] = [];
  readonly put: Measurement[] = [];
  /** Calls that fail, such as `keys.describe`; with what. */
  readonly failing = new Map<string, Error | 'never'>();
  readonly expected: VerifyBackupExpectations;
  readonly asked: string[] = [];
  readonly deadline = new AbortController();

  constructor(change: Partial<VerifyBackupExpectations> = {}) {
    this.expected = { ...expectations(), ...change };
    const { tables, uploads } = aNight();
    this.addExport({ export: lastNight, tables: { ...tables, wp_wc_orders: 190 }, uploads: uploads.slice(1) });
    this.addExport(aNight());
    this.vaults = {
      home: {
        vault: { keyArn: homeKey, locked: true, minRetentionDays: 14, maxRetentionDays: 365 },
        points: this.points('home', homeKey),
      },
      offsite: {
        vault: {
          keyArn: offsiteKey,
          locked: true,
          minRetentionDays: 7,
          maxRetentionDays: 365,
          lockDate: new Date('2026-06-01T00:00:00Z'),
        },
        points: this.points('offsite', offsiteKey),
      },
    };
  }

  private points(place: string, keyArn: string): RecoveryPoint[] {
    return [1, 2, 3].flatMap((day) =>
      [databaseArn, fileSystemArn].map((resourceArn) => ({
        arn: `arn:point:${place}:${resourceArn}:${day}`,
        resourceArn,
        status: 'COMPLETED',
        takenAt: hours(this.now, 28 - 24 * day),
        keyArn,
        encrypted: true,
        deleteAfterDays: 35,
      })),
    );
  }

  addExport(night: Night): Manifest {
    const began = timeOf(night.export);
    const completed = hours(began, 0.02).toISOString().slice(0, 19).replace(/T0?/, '  ');
    const plain = Buffer.from(dumpOf(night.tables, completed));
    const dump = gzipSync(plain);
    const inventory = gzipSync(Buffer.from(night.uploads.map((line) => `${line}\n`).join('')));
    const keys = exportKeys({ store: 'acme', generation: 2, export: night.export });
    const manifest: Manifest = {
      schemaVersion: 1,
      store: 'acme',
      generation: 2,
      export: night.export,
      dump: { key: keys.dump, bytes: dump.length, sha256: sha256(dump), plainBytes: plain.length },
      tables: Object.entries(night.tables).map(([name, rows]) => ({ name, rows })),
      uploads: {
        key: keys.uploads,
        files: night.uploads.length,
        fileBytes: night.uploads.reduce((sum, line) => sum + Number(line.split('\t')[0]), 0),
        sha256: sha256(inventory),
      },
      database: { schema: 'shop', version: '10.11.14-MariaDB', time: hours(began, 0.005).toISOString() },
      tool: 'mariadb-dump from 10.11.14-MariaDB, client 10.19',
      keyArn: offsiteKey,
    };
    this.store(keys.dump, dump, hours(began, 0.01));
    this.store(keys.uploads, inventory, hours(began, 0.05));
    this.store(keys.manifest, Buffer.from(JSON.stringify(manifest)), hours(began, 0.06));
    return manifest;
  }

  store(key: string, body: Buffer, lastModified: Date): void {
    this.bucket.set(key, {
      body,
      versionId: `v-${this.bucket.size + 1}`,
      lastModified,
      encryption: 'aws:kms',
      keyArn: offsiteKey,
      retention: { mode: 'GOVERNANCE', until: hours(lastModified, 35 * 24) },
    });
  }

  object(which: 'manifest' | 'dump' | 'uploads', id = tonight): Stored {
    const found = this.bucket.get(exportKeys({ store: 'acme', generation: 2, export: id })[which]);
    if (!found) throw new Error(`no ${which} of ${id}`);
    return found;
  }

  keyOf(which: 'manifest' | 'dump' | 'uploads', id = tonight): string {
    return exportKeys({ store: 'acme', generation: 2, export: id })[which];
  }

  /** Changes tonight's manifest, as the host would have written it. */
  rewrite(change: (manifest: Mutable<Manifest>) => void, id = tonight): void {
    const stored = this.object('manifest', id);
    const manifest = JSON.parse(stored.body.toString()) as Mutable<Manifest>;
    change(manifest);
    stored.body = Buffer.from(JSON.stringify(manifest));
  }

  /** Puts another dump, with a manifest that fits it. */
  redump(text: string, id = tonight): void {
    const body = gzipSync(Buffer.from(text));
    this.object('dump', id).body = body;
    this.rewrite((manifest) => {
      manifest.dump.bytes = body.length;
      manifest.dump.sha256 = sha256(body);
      manifest.dump.plainBytes = Buffer.byteLength(text);
    }, id);
  }

  dropEvidence(which: (evidence: Evidence) => boolean): void {
    const kept = this.evidence.filter((one) => !which(one));
    this.evidence.splice(0, this.evidence.length, ...kept);
  }

  dropDrills(check: string): void {
    this.dropEvidence((one) => one.check === check);
  }

  ports(): Ports {
    const call = async <T>(name: string, give: () => T): Promise<T> => {
      this.asked.push(name);
      const fault = this.failing.get(name);
      if (fault === 'never') return new Promise<T>(() => undefined);
      if (fault) throw new Error(`${name} did not answer`, { cause: fault });
      await Promise.resolve();
      return give();
    };
    const place = (which: 'home' | 'offsite') => ({
      describe: () => call(`${which}.describe`, () => this.vaults[which].vault),
      recoveryPoints: (_: string, since: Date) =>
        call(`${which}.recoveryPoints`, () => this.vaults[which].points.filter(({ takenAt }) => takenAt >= since)),
    });
    const { bucket } = this;
    const failing = this.failing;
    return {
      exports: {
        head: (key) =>
          call('exports.head', () => {
            const found = bucket.get(key);
            return (
              found && {
                key,
                versionId: found.versionId,
                bytes: found.body.length,
                lastModified: found.lastModified,
                encryption: found.encryption,
                keyArn: found.keyArn,
              }
            );
          }),
        retention: ({ key }) => call('exports.retention', () => bucket.get(key)?.retention),
        async *open({ key }) {
          const body = bucket.get(key)?.body ?? Buffer.alloc(0);
          await call(`exports.open ${key.slice(key.lastIndexOf('/') + 1)}`, () => undefined);
          const half = failing.get(`half ${key.slice(key.lastIndexOf('/') + 1)}`);
          for (let at = 0; at < body.length; at += 1_000) {
            if (half && at > body.length / 2) throw new Error('half came', { cause: half });
            yield body.subarray(at, at + 1_000);
          }
          if (half) throw new Error('half came', { cause: half });
        },
        // In no order that helps.
        folders: (prefix) =>
          call('exports.folders', () => {
            const below = [...bucket.keys()].filter((key) => key.startsWith(prefix));
            const names = below.map((key) => key.slice(prefix.length).split('/')[0] ?? '');
            return [...new Set(names)].sort().reverse();
          }),
      },
      keys: { describe: () => call('keys.describe', () => this.key) },
      vaults: { home: place('home'), offsite: place('offsite') },
      scan: (source, signal) => scanDump(source, { compression: 'gzip', signal }),
      evidence: {
        put: (evidence) => call('evidence.put', () => String(this.evidence.push(structuredClone(evidence)))),
        newest: (check, { since, until }, wanted = () => true) =>
          call(`evidence.newest ${check}`, () =>
            this.evidence
              .filter((one) => one.check === check)
              .filter(({ finishedAt }) => new Date(finishedAt) >= since && new Date(finishedAt) < until)
              .sort((one, other) => other.finishedAt.localeCompare(one.finishedAt))
              .find(wanted),
          ),
      },
      metrics: { put: (measurement) => this.put.push(measurement) },
      now: () => this.now,
      deadline: this.deadline.signal,
      namespace: 'Storefort/acme',
      version: '0.1.0',
    };
  }
}

/** Evidence of a drill, as `judge-drill` puts it. */
export function aDrill(check: string, resource: string, at: Date, verdict: Evidence['verdict'] = 'pass'): Evidence {
  const vault = check === 'restore-drill' ? 'acme-home-g2' : 'acme-offsite-g2';
  return {
    schemaVersion: 1,
    id: `drill-${resource}-${at.getTime()}`,
    store: 'acme',
    check,
    startedAt: hours(at, -2).toISOString(),
    finishedAt: at.toISOString(),
    producer: { name: 'judge-drill', version: '0.1.0' },
    subject: { resource, vault },
    verdict,
    results: [],
    measures: {},
  };
}

export type Mutable<T> = { -readonly [K in keyof T]: Mutable<T[K]> };
