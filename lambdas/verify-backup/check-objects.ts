import type { CheckResult } from '../shared/check-result';
import { judgedByFaults, type Question } from './answer';
import type { VerifyBackupExpectations } from './contract';
import { clockSkewMs, hourMs } from './hours';
import type { Retention, StoredObject } from './ports';

/** An object as found; undefined where there is none. */
export interface FoundObject {
  readonly key: string;
  readonly object?: StoredObject;
  readonly retention?: Retention;
}

export const there: Question = {
  id: 'export-objects',
  what: 'manifest, dump and inventory of the uploads are in the bucket',
  expected: 'all there, none empty',
};

export function encrypted(keyArn: string): Question {
  return {
    id: 'export-encrypted',
    what: 'all objects of the export are encrypted with the expected key',
    expected: `aws:kms with ${keyArn}`,
    requirement: 'PCI DSS 3.5.1',
  };
}

export function locked(days: number): Question {
  return {
    id: 'export-locked',
    what: 'nobody can delete an object of the export before its time',
    expected: `Object Lock for ${days} days`,
    requirement: 'PCI DSS 10.3.2',
  };
}

/** What S3 says of the objects, before one is read. */
export function checkObjects(
  expected: Pick<VerifyBackupExpectations, 'keyArn' | 'lockDays'>,
  found: readonly FoundObject[],
): readonly CheckResult[] {
  return [
    judgeAll(there, found, ({ object }) =>
      object === undefined ? 'is not there' : object.bytes === 0 ? 'is empty' : undefined,
    ),
    judgeAll(encrypted(expected.keyArn), found, ({ object }) =>
      object?.encryption === 'aws:kms' && object.keyArn === expected.keyArn
        ? undefined
        : `has ${object?.encryption ?? 'no encryption'} with ${object?.keyArn ?? 'no key named'}`,
    ),
    judgeAll(locked(expected.lockDays), found, (one) => lockFault(one, expected.lockDays)),
  ];
}

/** A day less would be found; the minutes are how exactly the times are known. */
function lockFault({ object, retention }: FoundObject, days: number): string | undefined {
  if (!retention) return 'is not locked';
  if (retention.mode !== 'GOVERNANCE' && retention.mode !== 'COMPLIANCE') return `has lock ${retention.mode}`;
  const promised = (object?.lastModified.getTime() ?? Infinity) + days * 24 * hourMs - clockSkewMs;
  return retention.until.getTime() >= promised ? undefined : `is locked until ${retention.until.toISOString()} only`;
}

function judgeAll(
  question: Question,
  found: readonly FoundObject[],
  fault: (one: FoundObject) => string | undefined,
): CheckResult {
  const faults = found.flatMap((one) => {
    const text = fault(one);
    return text === undefined ? [] : [`${one.key} ${text}`];
  });
  return judgedByFaults(question, faults, `all ${found.length}`);
}
