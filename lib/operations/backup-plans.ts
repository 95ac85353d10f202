import { Duration, TimeZone } from 'aws-cdk-lib';
import {
  BackupPlan,
  type BackupPlanCopyActionProps,
  BackupPlanRule,
  type BackupPlanRuleProps,
  BackupResource,
  BackupSelection,
  BackupVault,
  type IBackupVault,
} from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import {
  completionWindowHours,
  continuousSchedule,
  dailySchedule,
  monthlySchedule,
  startWindowHours,
} from './backup-schedule';

export interface BackupPlansProps {
  readonly store: StoreConfig;
  readonly vault: IBackupVault;
  readonly role: IRole;
  readonly databaseArn: string;
  readonly fileSystemArn: string;
  /** @default - nothing is copied */
  readonly offsiteVaultArn?: string;
}

/**
 * Database and file system, named by ARN so that no tag can take them out: daily and monthly recovery points, each with its
 * second copy offsite, and point-in-time recovery of the database.
 * Point-in-time recovery is a plan of its own: in one rule with the file system, which has none, AWS Backup would make one more
 * snapshot of it each time. It is not copied: a copy would be a snapshot, which the daily rule makes already.
 * What it leaves open: a recovery point proves nothing until it was restored.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html
 */
export class BackupPlans extends Construct {
  constructor(scope: Construct, id: string, props: BackupPlansProps) {
    super(scope, id);
    const { retentionDays, monthlyRetentionDays, pointInTimeDays, rpoHours } = props.store.backup;
    const copied = this.copier(props.offsiteVaultArn);
    const database = BackupResource.fromArn(props.databaseArn);

    const snapshots = this.plan('Snapshots', props, [
      { ruleName: 'daily', ...copied(retentionDays), scheduleExpression: Schedule.expression(dailySchedule(rpoHours)) },
      {
        ruleName: 'monthly',
        ...copied(monthlyRetentionDays),
        scheduleExpression: Schedule.expression(monthlySchedule),
      },
    ]);
    this.select(snapshots, 'Data', props, [database, BackupResource.fromArn(props.fileSystemArn)]);

    const pointInTime = this.plan('PointInTime', props, [
      {
        ruleName: 'continuous',
        enableContinuousBackup: true,
        deleteAfter: Duration.days(pointInTimeDays),
        scheduleExpression: Schedule.expression(continuousSchedule),
      },
    ]);
    this.select(pointInTime, 'Database', props, [database]);
  }

  private plan(id: string, { store, vault }: BackupPlansProps, rules: readonly BackupPlanRuleProps[]): BackupPlan {
    return new BackupPlan(this, id, {
      backupPlanName: `${store.name}-${id}`,
      backupPlanRules: rules.map(
        (rule) =>
          new BackupPlanRule({
            ...rule,
            backupVault: vault,
            scheduleExpressionTimezone: TimeZone.of(store.timeZone),
            startWindow: Duration.hours(startWindowHours),
            completionWindow: Duration.hours(completionWindowHours),
          }),
      ),
    });
  }

  private select(plan: BackupPlan, id: string, props: BackupPlansProps, resources: BackupResource[]): void {
    new BackupSelection(plan, id, {
      backupPlan: plan,
      backupSelectionName: id,
      role: props.role,
      resources,
      // Otherwise the role gets AWS's managed policy, which is for every resource of the account.
      disableDefaultBackupPolicy: true,
    });
  }

  private copier(offsiteVaultArn: string | undefined) {
    const destinationBackupVault =
      offsiteVaultArn === undefined ? undefined : BackupVault.fromBackupVaultArn(this, 'Offsite', offsiteVaultArn);
    return (days: number): { deleteAfter: Duration; copyActions?: BackupPlanCopyActionProps[] } => {
      const deleteAfter = Duration.days(days);
      return { deleteAfter, copyActions: destinationBackupVault && [{ destinationBackupVault, deleteAfter }] };
    };
  }
}
