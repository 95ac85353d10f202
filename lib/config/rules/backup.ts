import { type Finding, type Path, shown } from '../finding';
import type { Draft, StoreRule } from './store-rule';

/** A week: a loss found after a holiday can still be undone. AWS Backup itself takes one day. */
const leastRetentionDays = 7;

/** AWS Backup keeps what it moves to cold storage for 90 days at least. */
const leastMonthlyDays = 90;

/** Standing stores keep enough and trial stores keep one day: a locked recovery point cannot be thrown away early. */
export const backupRule: StoreRule = ({ file, wrote }) => {
  if (!file.backup || file.trial === undefined) return [];
  return file.trial ? trialFindings(file) : standingFindings(file.backup, wrote);
};

const lifetimes = ['retentionDays', 'pointInTimeDays', 'monthlyRetentionDays'] as const;

function trialFindings({ backup }: Draft): Finding[] {
  const findings = lifetimes.flatMap((key): Finding[] => {
    const days = backup?.[key];
    if (days === undefined || days === 1) return [];
    const must = 'must be 1 in a trial store';
    return [{ path: ['backup', key], must, got: String(days), remedy: 'leave it out, or set trial to false' }];
  });
  if (backup?.lock !== 'compliance') return findings;
  return [
    ...findings,
    {
      path: ['backup', 'lock'],
      must: 'must be governance in a trial store',
      got: shown(backup.lock),
      remedy: 'leave it out: a compliance lock would keep the trial from being removed',
    },
  ];
}

function standingFindings(backup: NonNullable<Draft['backup']>, wrote: (path: Path) => boolean): Finding[] {
  const { retentionDays, pointInTimeDays, monthlyRetentionDays } = backup;
  // Unsound but written: nothing can be said against it.
  const daily = retentionDays ?? (wrote(['backup', 'retentionDays']) ? undefined : 35);
  return [
    ...bound(
      'retentionDays',
      retentionDays,
      { least: leastRetentionDays },
      'raise it, for only a trial store keeps less',
    ),
    ...(daily === undefined
      ? []
      : bound('pointInTimeDays', pointInTimeDays, { most: daily }, 'lower it, or raise backup.retentionDays')),
    ...bound(
      'monthlyRetentionDays',
      monthlyRetentionDays,
      { least: Math.max(leastMonthlyDays, daily ?? 0) },
      'raise it',
    ),
  ];
}

function bound(
  key: (typeof lifetimes)[number],
  days: number | undefined,
  { least = 0, most = Infinity }: { least?: number; most?: number },
  remedy: string,
): Finding[] {
  if (days === undefined || (days >= least && days <= most)) return [];
  const must = days < least ? `must be at least ${least}` : `must be at most ${most}`;
  return [{ path: ['backup', key], must, got: String(days), remedy }];
}
