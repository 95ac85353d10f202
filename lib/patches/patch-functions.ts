import { Duration, Stack } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { applyPatchEnvironment } from '../../lambdas/apply-patch/contract';
import { judgePatchCheck, judgePatchEnvironment } from '../../lambdas/judge-patch/contract';
import { verifyPatchesEnvironment } from '../../lambdas/verify-patches/contract';
import { version } from '../../package.json';
import { newestImageParameter } from '../config/machine-image';
import { namesOf } from '../config/names';
import { allow } from '../hardened/allow';
import { evidenceStatements } from '../hardened/evidence-statements';
import { HardenedFunction, type HardenedFunctionProps } from '../hardened/hardened-function';
import { applyPatchPermissions } from './apply-patch-permissions';
import type { PatchesProps } from './patches-props';
import { verifyPatchesPermissions } from './verify-patches-permissions';

export interface PatchFunctionsProps extends PatchesProps {
  /** Rings while nothing is proven: patching is what silences it. */
  readonly unprovenAlarm: IAlarm;
}

const machineTells = {
  enabled: false,
  reason: 'the state machine tries again, and a window that fails in the end is told with its cause',
} as const;

const silenceTells = {
  enabled: false,
  reason: 'a run that broke proves nothing, and a day without proof is an alarm of its own, whatever the reason',
} as const;

/**
 * What does a window's work, each with no more than it takes: the one that replaces hosts sees no data, the one that sees what hosts
 * run can change nothing, and the one that judges can only write down what it found.
 */
export class PatchFunctions extends Construct {
  readonly applyPatch: HardenedFunction;
  readonly verifyPatches: HardenedFunction;
  readonly judgePatch: HardenedFunction;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PatchFunctionsProps,
  ) {
    super(scope, id);
    this.applyPatch = this.apply();
    this.verifyPatches = this.verify();
    this.judgePatch = this.judge();
  }

  private apply(): HardenedFunction {
    const { store, backups, stacks, alarmPrefixes, servingAlarms, unprovenAlarm } = this.props;
    const names = applyPatchEnvironment;
    const { amiParameter, patchMachine } = namesOf(store);
    const json = (value: unknown) => Stack.of(this).toJsonString(value);
    return this.make('Apply', applyPatchPermissions(this, this.props), {
      name: 'apply-patch',
      description: 'Takes recovery points and replaces hosts, for patch windows',
      timeout: Duration.minutes(2),
      onError: machineTells,
      environment: {
        [names.store]: store.name,
        [names.autoScalingGroup]: this.props.autoScalingGroup.autoScalingGroupName,
        [names.imageParameter]: amiParameter,
        [names.newestImageParameter]: newestImageParameter,
        [names.vaultName]: backups.vaultName,
        [names.databaseArn]: this.props.database.instanceArn,
        [names.backupRoleArn]: backups.roleArn,
        // The shortest life the vault allows: it is there for the days after a window, not for the archive.
        [names.recoveryPointDays]: String(backups.lock.minRetentionDays),
        [names.rpoHours]: String(store.backup.rpoHours),
        [names.machineName]: patchMachine,
        [names.alarmPrefixes]: json(alarmPrefixes),
        [names.toleratedAlarms]: json([unprovenAlarm.alarmName]),
        [names.refreshAlarms]: json(servingAlarms.map(({ alarmName }) => alarmName)),
        [names.stacks]: json(stacks),
      },
    });
  }

  private verify(): HardenedFunction {
    const names = verifyPatchesEnvironment;
    return this.make('Verify', verifyPatchesPermissions(this, this.props), {
      name: 'verify-patches',
      description: 'Proves that hosts, shop and managed services are patched',
      timeout: Duration.minutes(15),
      // One whole processor: a feed of a hundred megabytes is unpacked and read through.
      memoryMiB: 1769,
      onError: silenceTells,
      environment: {
        [names.metricNamespace]: namesOf(this.props.store).metricNamespace,
        [names.version]: version,
      },
    });
  }

  private judge(): HardenedFunction {
    const { store, evidence } = this.props;
    const names = judgePatchEnvironment;
    return this.make('Judge', evidenceStatements(evidence, `${store.name}/${judgePatchCheck}`), {
      name: 'judge-patch',
      description: 'Judges patch windows, and puts the verdict down as evidence',
      timeout: Duration.minutes(2),
      onError: machineTells,
      environment: {
        [names.store]: store.name,
        [names.evidenceBucket]: evidence.bucketName,
        [names.evidenceRegion]: evidence.region,
        [names.version]: version,
      },
    });
  }

  private make(
    id: string,
    statements: readonly PolicyStatement[],
    given: Omit<HardenedFunctionProps, 'store' | 'key'>,
  ): HardenedFunction {
    const { store, key } = this.props;
    const made = new HardenedFunction(this, id, { ...given, store, key });
    allow(
      made,
      statements,
      'hosts, stacks and groups get their ids from AWS, evidence and inventories are named by time: a tag, a name or a folder narrows each, and the IAM tests hold what the role must not do',
    );
    return made;
  }
}
