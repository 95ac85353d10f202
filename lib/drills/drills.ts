import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { SubnetGroup } from 'aws-cdk-lib/aws-rds';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { namesOf } from '../config/names';
import { acknowledgeOwnPolicy } from '../hardened/acknowledge-role';
import { DrillFunctions } from './drill-functions';
import { DrillMachine } from './drill-machine';
import { DrillSchedules } from './drill-schedules';
import { DrillWatch } from './drill-watch';
import type { DrillsProps } from './drills-props';
import { RestoreRole } from './restore-role';
import { RestoreTesting } from './restore-testing';

/**
 * Recovery points are restored, looked into and judged on a schedule: at home by AWS Backup's restore testing, offsite by a drill of
 * its own each quarter; `storefort drill` starts one at any time. Restored data stands in isolated subnets, is seen by one function
 * that has no way out, and is taken away.
 * What it leaves open: of uploads a drill proves that they come back and what they weigh; what is in them, the nightly inventory does.
 */
export class Drills extends Construct {
  /** Takes `{ "resource": "database" | "files" }`. */
  readonly machine: IStateMachine;

  constructor(scope: Construct, id: string, props: DrillsProps) {
    super(scope, id);
    const { store, place, key, topic, notices } = props;
    const { drillPrefix, drillMachine, offsiteDrillMachine, metricNamespace } = namesOf(store);

    const { subnetGroupName } = new SubnetGroup(this, 'Subnets', {
      vpc: props.vpc,
      vpcSubnets: props.subnets,
      description: 'Isolated subnets for restored databases',
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const { role: restoreRole } = new RestoreRole(this, 'Restore', {
      drillPrefix,
      subnetGroupName,
      keyArns: props.restoreKeyArns,
      spared: [props.databaseArn, props.fileSystemArn],
    });

    const testing =
      place === 'home' ? new RestoreTesting(this, 'Testing', { ...props, restoreRole, subnetGroupName }) : undefined;

    const functions = new DrillFunctions(this, 'Functions', {
      ...props,
      restoreRoleArn: restoreRole.roleArn,
      subnetGroupName,
      testingPlanArn: testing?.planArn,
    });

    const { machine } = new DrillMachine(this, 'Run', {
      store,
      key,
      name: place === 'home' ? drillMachine : offsiteDrillMachine,
      functions,
    });
    this.machine = machine;

    if (testing) this.onRestoreTest(props);

    new DrillSchedules(this, 'Schedules', {
      store,
      sweeperArn: functions.sweepDrills.functionArn,
      offsiteMachineArn: place === 'offsite' ? machine.stateMachineArn : undefined,
    });

    new DrillWatch(this, 'Watch', { place, machineArn: machine.stateMachineArn, metricNamespace, topic, notices });
  }

  /** The event does not say whose restore it was: the machine asks. */
  private onRestoreTest({ notices }: DrillsProps): void {
    const role = new Role(this, 'RestoreTestStarter', {
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      description: 'EventBridge: starts the drill of a restore test of one store',
    });
    role.addToPolicy(
      new PolicyStatement({
        sid: 'Drill',
        actions: ['states:StartExecution'],
        resources: [this.machine.stateMachineArn],
      }),
    );
    acknowledgeOwnPolicy(role);
    new Rule(this, 'RestoreTested', {
      description: 'A restore job of AWS Backup ended, which may be a restore test of this store',
      eventPattern: {
        source: ['aws.backup'],
        detailType: ['Restore Job State Change'],
        detail: { status: ['ABORTED', 'COMPLETED', 'FAILED'] },
      },
      targets: [
        new SfnStateMachine(this.machine, {
          role: role.withoutPolicyUpdates(),
          input: RuleTargetInput.fromObject({ restoreJobId: EventField.fromPath('$.detail.restoreJobId') }),
          deadLetterQueue: notices.undelivered,
        }),
      ],
    });
  }
}
