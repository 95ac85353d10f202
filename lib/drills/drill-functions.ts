import { Duration, Stack } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { checkShopEnvironment } from '../../lambdas/check-shop/contract';
import { drillUser, shopSchema } from '../../lambdas/create-database-users/contract';
import { judgeDrillEnvironment } from '../../lambdas/judge-drill/contract';
import { startDrillEnvironment } from '../../lambdas/start-drill/contract';
import { sweepDrillsEnvironment } from '../../lambdas/sweep-drills/contract';
import packageJson from '../../package.json';
import { namesOf } from '../config/names';
import { HardenedFunction, type HardenedFunctionProps } from '../hardened/hardened-function';
import { acknowledgeWildcards } from '../hardened/acknowledge-role';
import type { DrillsProps } from './drills-props';
import {
  checkShopPermissions,
  evidenceFolder,
  judgeDrillPermissions,
  type Place,
  startDrillPermissions,
  sweepDrillsPermissions,
} from './drill-permissions';
import { restoredDatabases } from './restored-names';

export interface DrillFunctionsProps extends DrillsProps {
  readonly restoreRoleArn: string;
  readonly subnetGroupName: string;
  /** ARN of the restore testing plan. @default - no drill is AWS Backup's */
  readonly testingPlanArn?: string;
}

const machineTells = {
  enabled: false,
  reason: 'the state machine tries again, and a drill that fails in the end is told with its cause',
} as const;

/**
 * What does a drill's work, each with no more than it takes: the one that sees customer data can reach the restored database and
 * nothing else, and the one that deletes can delete nothing that does not bear a drill's name or tag.
 */
export class DrillFunctions extends Construct {
  readonly startDrill: HardenedFunction;
  readonly checkShop: HardenedFunction;
  readonly judgeDrill: HardenedFunction;
  readonly sweepDrills: HardenedFunction;
  private readonly place: Place;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: DrillFunctionsProps,
  ) {
    super(scope, id);
    const { account, region } = Stack.of(this);
    this.place = { account, region, drillPrefix: namesOf(props.store).drillPrefix };
    this.startDrill = this.start();
    this.checkShop = this.check();
    this.judgeDrill = this.judge();
    this.sweepDrills = this.sweep();
  }

  private start(): HardenedFunction {
    const { props, place } = this;
    const names = startDrillEnvironment;
    const { account, region } = place;
    return this.make('Start', {
      name: 'start-drill',
      description: 'Restores recovery points for drills, and follows the restores',
      timeout: Duration.minutes(2),
      onError: machineTells,
      environment: {
        [names.vaultName]: props.vault.name,
        [names.restoreRoleArn]: props.restoreRoleArn,
        [names.drillPrefix]: place.drillPrefix,
        [names.subnetGroupName]: props.subnetGroupName,
        [names.databaseSecurityGroupId]: props.databaseSecurityGroup.securityGroupId,
        [names.databaseClass]: `db.${props.databaseClass}`,
        [names.filesKeyArn]: props.restoreKeyArns[0],
        ...(props.testingPlanArn !== undefined && { [names.testingPlanArn]: props.testingPlanArn }),
      },
      permissions: startDrillPermissions(props, props.restoreRoleArn, place),
      wildcards: [
        ...restoredDatabases(place.drillPrefix, account, region),
        `arn:aws:backup:${region}:${account}:recovery-point:*`,
        `arn:aws:rds:${region}:${account}:snapshot:awsbackup:*`,
        `arn:aws:elasticfilesystem:${region}:${account}:file-system/*`,
      ],
    });
  }

  private check(): HardenedFunction {
    const { props, place } = this;
    return this.make('Check', {
      name: 'check-shop',
      description: 'Looks into a restored shop; reaches nothing else',
      // As long as a function may take: a large shop is read to its last row.
      timeout: Duration.minutes(15),
      memoryMiB: 1024,
      onError: machineTells,
      network: { vpc: props.vpc, subnets: props.subnets, securityGroup: props.checkerSecurityGroup },
      environment: { [checkShopEnvironment.schema]: shopSchema, [checkShopEnvironment.user]: drillUser },
      permissions: checkShopPermissions(place),
      wildcards: [`arn:aws:rds-db:${place.region}:${place.account}:dbuser:*/${drillUser}`],
    });
  }

  private judge(): HardenedFunction {
    const { store, place, vault, evidence } = this.props;
    const names = judgeDrillEnvironment;
    return this.make('Judge', {
      name: 'judge-drill',
      description: 'Judges drills, and puts the verdict down as evidence',
      timeout: Duration.minutes(2),
      onError: machineTells,
      environment: {
        [names.store]: store.name,
        [names.place]: place,
        [names.vaultName]: vault.name,
        [names.rtoHours]: String(store.backup.rtoHours),
        [names.rpoHours]: String(store.backup.rpoHours),
        [names.metricNamespace]: namesOf(store).metricNamespace,
        [names.evidenceBucket]: evidence.bucketName,
        [names.evidenceRegion]: evidence.region,
        [names.version]: packageJson.version,
      },
      permissions: judgeDrillPermissions(this.props),
      wildcards: [`${evidence.bucketArn}/${evidenceFolder(this.props)}/*`],
    });
  }

  private sweep(): HardenedFunction {
    const { props, place } = this;
    const names = sweepDrillsEnvironment;
    const { account, region } = place;
    const spared = [props.databaseArn, props.fileSystemArn];
    return this.make('Sweep', {
      name: 'sweep-drills',
      description: 'Takes away what drills restored, and what they left behind',
      timeout: Duration.minutes(2),
      onError: { topic: props.topic, runbook: 'drill-left-behind' },
      environment: {
        [names.drillPrefix]: place.drillPrefix,
        [names.restoreRoleArn]: props.restoreRoleArn,
        [names.spared]: Stack.of(this).toJsonString(spared),
        [names.metricNamespace]: namesOf(props.store).metricNamespace,
        [names.place]: props.place,
      },
      permissions: sweepDrillsPermissions(spared, place),
      wildcards: [
        `arn:aws:rds:${region}:${account}:db:*`,
        `arn:aws:rds:${region}:${account}:db:${place.drillPrefix}*`,
        `arn:aws:elasticfilesystem:${region}:${account}:file-system/*`,
      ],
    });
  }

  private make(
    id: string,
    {
      permissions,
      wildcards,
      ...given
    }: Omit<HardenedFunctionProps, 'store' | 'key'> & {
      readonly permissions: readonly PolicyStatement[];
      readonly wildcards: readonly string[];
    },
  ): HardenedFunction {
    const { store, key } = this.props;
    const made = new HardenedFunction(this, id, { ...given, store, key });
    for (const statement of permissions) made.addToRolePolicy(statement);
    if (made.role) {
      acknowledgeWildcards(
        made.role,
        wildcards.map((arn) => `Resource::${arn}`),
        'what is restored gets its name or id when it is restored, so a prefix, a tag, a folder or a user name narrows it; the IAM tests hold what the role must not do',
      );
    }
    return made;
  }
}
