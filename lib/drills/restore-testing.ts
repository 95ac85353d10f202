import { CfnRestoreTestingPlan, CfnRestoreTestingSelection } from 'aws-cdk-lib/aws-backup';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { namesOf } from '../config/names';
import type { DrillsProps } from './drills-props';

export interface RestoreTestingProps extends DrillsProps {
  readonly restoreRole: Role;
  readonly subnetGroupName: string;
}

/** A drill is done within twelve: after an error AWS Backup takes away what it restored when these are over. */
const validationWindowHours = 12;

/**
 * AWS Backup restores the newest recovery point of database and file system on the store's schedule, as the drills want it: alone, in
 * isolated subnets, encrypted by the shop's key, and takes it away once it was told the verdict.
 * What it leaves open: a resource without an eligible recovery point is not tested, and AWS says nothing of it; the daily proof
 * misses the drill's evidence.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html
 */
export class RestoreTesting extends Construct {
  readonly planArn: string;

  constructor(scope: Construct, id: string, props: RestoreTestingProps) {
    super(scope, id);
    const { store } = props;
    const plan = new CfnRestoreTestingPlan(this, 'Plan', {
      restoreTestingPlanName: namesOf(store).restoreTestingPlan,
      scheduleExpression: store.drill.schedule,
      scheduleExpressionTimezone: store.timeZone,
      // Within it AWS Backup starts when it likes.
      startWindowHours: 1,
      recoveryPointSelection: {
        algorithm: 'LATEST_WITHIN_WINDOW',
        includeVaults: [props.vault.arn],
        // Point-in-time recovery would restore to now, without a recovery point to be judged.
        recoveryPointTypes: ['SNAPSHOT'],
        // Long enough that a late backup is restored and found too old, in place of nothing being tested.
        selectionWindowDays: 30,
      },
    });
    this.planArn = plan.attrRestoreTestingPlanArn;
    this.select(plan, 'Database', props, 'RDS', props.databaseArn, databaseOverrides(props));
    this.select(plan, 'Files', props, 'EFS', props.fileSystemArn, { kmsKeyId: props.restoreKeyArns[0] });
  }

  private select(
    plan: CfnRestoreTestingPlan,
    id: string,
    { restoreRole }: RestoreTestingProps,
    protectedResourceType: string,
    resourceArn: string,
    restoreMetadataOverrides: Record<string, string>,
  ): void {
    const selection = new CfnRestoreTestingSelection(this, id, {
      restoreTestingPlanName: plan.restoreTestingPlanName,
      restoreTestingSelectionName: id.toLowerCase(),
      iamRoleArn: restoreRole.roleArn,
      protectedResourceType,
      protectedResourceArns: [resourceArn],
      restoreMetadataOverrides,
      validationWindowHours,
    });
    selection.addResourceDependency(plan);
    // AWS Backup looks at the role when the selection is made.
    selection.node.addDependency(restoreRole);
  }
}

/** Strings all of them, lists as JSON. https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html */
function databaseOverrides(props: RestoreTestingProps): Record<string, string> {
  return {
    dbInstanceClass: `db.${props.databaseClass}`,
    dbSubnetGroupName: props.subnetGroupName,
    vpcSecurityGroupIds: `["${props.databaseSecurityGroup.securityGroupId}"]`,
    enableIamDatabaseAuthentication: 'true',
    multiAz: 'false',
    publiclyAccessible: 'false',
  };
}
