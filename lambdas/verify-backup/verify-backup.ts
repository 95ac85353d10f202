import { createHash } from 'node:crypto';
import type { CheckResult } from '../shared/check-result';
import type { Evidence } from '../shared/evidence';
import { verifyBackupChecks, type VerifyBackupEvent, verifyBackupMetrics } from './contract';
import type { Ports } from './ports';
import { type Proof, strictVerdict } from './proof';
import { proveBackups } from './prove-backups';
import { proveExport } from './prove-export';

/**
 * Proves the export whose manifest arrived, or, without one, everything. Evidence is put first and the metric after it, so that
 * nothing counts as proven without evidence. What could not be found out is put as evidence of an error, and then thrown, so that
 * Lambda tries again and its alarm rings; it is neither proven nor disproven, so neither metric is put.
 *
 * @throws Error when the evidence could not be put, or not everything could be found out
 */
export async function verifyBackup({ expected, manifestKey }: VerifyBackupEvent, ports: Ports): Promise<Evidence> {
  const startedAt = ports.now();
  const proof =
    manifestKey === undefined ? await proveBackups(expected, ports) : await proveExport(expected, manifestKey, ports);
  const verdict = strictVerdict(proof.results);
  const evidence: Evidence = {
    schemaVersion: 1,
    id: idOf(proof, [expected.store, String(expected.generation)], startedAt),
    store: expected.store,
    startedAt: startedAt.toISOString(),
    finishedAt: ports.now().toISOString(),
    producer: { name: 'verify-backup', version: ports.version },
    verdict,
    ...proof,
  };
  await putEvidence(evidence, ports);
  measure(evidence, ports);
  if (verdict === 'error') throw new Error(`not everything could be found out: ${unknown(proof.results)}`);
  return evidence;
}

function unknown(results: readonly CheckResult[]): string {
  return results
    .filter(({ verdict }) => verdict === 'error' || verdict === 'not-run')
    .map(({ id }) => id)
    .join(', ');
}

/** The same for the same manifest in the same version, and for the same day: who reads sees that it is the same question again. */
function idOf({ check, subject }: Proof, of: readonly string[], startedAt: Date): string {
  const about =
    check === verifyBackupChecks.arrival
      ? [subject.manifestKey ?? '', subject.manifestVersion ?? '']
      : [startedAt.toISOString().slice(0, 10)];
  const text = JSON.stringify([check, ...of, ...about]);
  return `${check}-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}

async function putEvidence(evidence: Evidence, ports: Ports): Promise<void> {
  try {
    await ports.evidence.put(evidence);
  } catch (error) {
    count(ports, verifyBackupMetrics.errors, 1);
    throw error;
  }
}

function measure({ check, verdict, measures }: Evidence, ports: Ports): void {
  const { exportRows, exportAgeHours } = measures;
  if (exportRows !== undefined) count(ports, verifyBackupMetrics.exportRows, exportRows);
  if (exportAgeHours !== undefined) {
    const { namespace, metrics } = ports;
    metrics.put({ namespace, name: verifyBackupMetrics.exportAgeHours, unit: 'None', value: exportAgeHours });
  }
  if (verdict === 'error') {
    count(ports, verifyBackupMetrics.errors, 1);
    return;
  }
  const proven =
    check === verifyBackupChecks.arrival ? verifyBackupMetrics.exportProven : verifyBackupMetrics.backupProven;
  count(ports, proven, verdict === 'pass' ? 1 : 0);
}

function count({ namespace, metrics }: Ports, name: string, value: number): void {
  metrics.put({ namespace, name, unit: 'Count', value });
}
