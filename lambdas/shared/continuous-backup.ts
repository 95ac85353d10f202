/**
 * Whether a recovery point is a continuous backup: one that began when it was switched on and goes on, and is restored in another
 * way than snapshots. AWS Backup names it the one way, RDS the other.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html
 */
export function isContinuousBackup(recoveryPointArn: string): boolean {
  return /:auto-backup:|:continuous:/.test(recoveryPointArn);
}
