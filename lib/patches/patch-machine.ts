import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { VerifyPatchesExpectations } from '../../lambdas/verify-patches/contract';
import { namesOf } from '../config/names';
import type { StoreConfig } from '../config/schema';
import { AskingMachine } from '../hardened/asking-machine';
import { patchDefinition } from './patch-definition';
import type { PatchFunctions } from './patch-functions';
import type { PatchesProps } from './patches-props';

export interface PatchMachineProps {
  readonly store: StoreConfig;
  readonly key: IKey;
  readonly functions: PatchFunctions;
  readonly probe: PatchesProps['probe'];
  readonly verify: VerifyPatchesExpectations;
}

/** Runs patch windows by asking the four functions. */
export class PatchMachine extends AskingMachine {
  constructor(scope: Construct, id: string, { store, key, functions, probe, verify }: PatchMachineProps) {
    const arns = {
      applyPatch: functions.applyPatch.functionArn,
      probeShop: probe.functionArn,
      verifyPatches: functions.verifyPatches.functionArn,
      judgePatch: functions.judgePatch.functionArn,
    };
    super(scope, id, {
      store,
      key,
      name: namesOf(store).patchMachine,
      runs: 'patch windows of one store',
      functionArns: Object.values(arns),
      definition: patchDefinition({ functions: arns, probe: probe.expected, verify }),
    });
  }
}
