import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Compression, DumpFacts } from '../../lambdas/shared/dump/dump-facts';
import { judgeDump } from '../../lambdas/shared/dump/judge-dump';
import { scanDump } from '../../lambdas/shared/dump/scan-dump';
import type { Evidence } from '../../lambdas/shared/evidence';
import type { Manifest } from '../../lambdas/shared/manifest';
import type { StoreConfig } from '../../lib/config/schema';
import { startThrowAwayServer, type ThrowAwayServer } from '../mariadb/throw-away-server';
import { checkShopUnless } from './check-shop-unless';
import { compressionOfFile, decompressed, headOf } from './dump-file';
import { drillEvidence } from './drill-evidence';
import { expectationsOf } from './expectations';
import { readOnce } from './read-once';
import { restore, type Restore, restoreResult } from './restore';
import { type SchemaName, schemaNameOf } from './schema-name';
import { unpackZstd } from '../unpack-zstd';

export interface DumpDrillProps {
  /** Path of the dump. */
  readonly file: string;
  /** What is expected of the shop. @default - what is found is listed, not judged */
  readonly store?: StoreConfig;
  /** What is expected of the dump. */
  readonly manifest?: Manifest;
  /** Told what is being done. */
  readonly step?: (text: string) => void;
  /** Told how many bytes of the file are restored. */
  readonly read?: (bytes: number) => void;
  readonly signal?: AbortSignal;
  /** Where the throw-away server works. @default - the system's folder for temporary files */
  readonly temporary?: string;
}

/**
 * Restores a dump into a throw-away MariaDB and checks the shop that comes out. Whatever the dump is, it comes out as results.
 * @throws CommandError what a person can mend: no MariaDB
 * @throws Error when the file cannot be read
 * @throws the signal's reason
 */
export async function drillDump(props: DumpDrillProps): Promise<Evidence> {
  const startedAt = new Date();
  const { step = () => undefined, signal } = props;
  const { mtime: modifiedAt } = await stat(props.file);
  const compression = await compressionOfFile(props.file);
  const name = schemaNameOf(await headOf(props.file, compression));
  step('starting a throw-away MariaDB');
  const starting = performance.now();
  const schema = 'refused' in name ? 'shop' : name.schema;
  const server = await startThrowAwayServer({ schema, temporary: props.temporary, signal });
  // What waits for the server fails with it, and the drill ends with the signal's reason.
  const end = () => void server.stop();
  signal?.addEventListener('abort', end, { once: true });
  try {
    const startSeconds = secondsSince(starting);
    const [facts, restored] = await restoreAndScan(props, compression, name, server);
    step('checking the shop');
    const checking = performance.now();
    const expectations = expectationsOf(props.store, { ...facts, modifiedAt }, props.manifest);
    const proof = await checkShopUnless(restored.complaint, server, expectations);
    const seconds = { start: startSeconds, restore: restored.seconds, check: secondsSince(checking) };
    const results = [...judgeDump(facts, props.manifest), restoreResult(restored, server), ...proof.results];
    signal?.throwIfAborted();
    return drillEvidence({
      file: props.file,
      store: props.store?.name,
      startedAt,
      facts,
      server,
      results,
      proof,
      seconds,
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', end);
    await server.stop();
  }
}

async function restoreAndScan(
  { file, step, read = () => undefined, signal }: DumpDrillProps,
  compression: Compression,
  name: SchemaName,
  server: ThrowAwayServer,
): Promise<[DumpFacts, Restore]> {
  step?.(`restoring ${path.basename(file)}`);
  return readOnce(
    file,
    (stored) => scanDump(stored, { compression, signal, decompressZstd: unpackZstd }),
    async (stored) =>
      'refused' in name
        ? { seconds: 0, complaint: { verdict: 'fail', text: name.refused } }
        : restore(decompressed(stored, compression), server, signal),
    read,
    signal,
  );
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}
