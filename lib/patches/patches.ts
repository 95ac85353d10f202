import { Duration } from 'aws-cdk-lib';
import { EventField } from 'aws-cdk-lib/aws-events';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { VerifyPatchesEvent } from '../../lambdas/verify-patches/contract';
import { namesOf } from '../config/names';
import { HardenedSchedule } from '../hardened/hardened-schedule';
import { InventoryDocument } from './inventory-document';
import { patchExpectationsOf } from './patch-expectations';
import { PatchFunctions } from './patch-functions';
import { PatchMachine } from './patch-machine';
import type { PatchesProps } from './patches-props';
import { ProofAlarm } from './proof-alarm';

/** After the windows of the night and before the working day ends, in the store's time zone. */
const dailySchedule = 'cron(0 10 * * ? *)';

/**
 * Hosts are patched in a window by replacing them, and every day it is proven that hosts, shop, managed services and this blueprint's
 * own pins are current: a window that did not end well is told, and so is a day without proof.
 * What it leaves open: plugins, theme and core come with a release, which no window makes; the proof says when one is due.
 */
export class Patches extends Construct {
  /** Takes `{}`, `{ reason }` or `{ reason, despiteFindings: true }`. */
  readonly machine: IStateMachine;

  constructor(scope: Construct, id: string, props: PatchesProps) {
    super(scope, id);
    const { store, key, probe, topic } = props;
    const { metricNamespace } = namesOf(store);
    const verify = patchExpectationsOf(props);

    new InventoryDocument(this, 'Inventory', { store });
    const unprovenAlarm = new ProofAlarm(this, 'PatchesUnproven', { metricNamespace, topic });
    const functions = new PatchFunctions(this, 'Functions', { ...props, unprovenAlarm });
    const { machine } = new PatchMachine(this, 'Run', { store, key, functions, probe, verify });
    this.machine = machine;

    new HardenedSchedule(this, 'Window', {
      store,
      description: `The patch window of ${store.name}`,
      expression: store.patch.window,
      target: { arn: machine.stateMachineArn, action: 'states:StartExecution' },
      input: {},
      // Later it would be another hour than the owner chose.
      latest: Duration.hours(1),
    });
    const daily: VerifyPatchesEvent = { expected: verify };
    new HardenedSchedule(this, 'Daily', {
      store,
      description: `The daily proof of the patches of ${store.name}`,
      expression: dailySchedule,
      target: { arn: functions.verifyPatches.functionArn, action: 'lambda:InvokeFunction' },
      input: daily,
    });
    this.tellOfFailure(props);
  }

  private tellOfFailure({ notices }: PatchesProps): void {
    notices.tell('PatchFailed', {
      description: 'Patch windows that did not end with everything proven',
      pattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: { status: ['ABORTED', 'FAILED', 'TIMED_OUT'], stateMachineArn: [this.machine.stateMachineArn] },
      },
      // One word: a cause holds quotes and lines, which the mail's template may not bear.
      meaning: `The patch window ${EventField.fromPath('$.detail.name')} ended as ${EventField.fromPath('$.detail.status')}, ${EventField.fromPath('$.detail.error')}.`,
      runbook: 'patch-failed',
    });
  }
}
