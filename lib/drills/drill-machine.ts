import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { AskingMachine } from '../hardened/asking-machine';
import { drillDefinition } from './drill-definition';
import type { DrillFunctions } from './drill-functions';
import { shopExpectationsOf } from './shop-expectations';

export interface DrillMachineProps {
  readonly store: StoreConfig;
  readonly key: IKey;
  /** The operator’s command line finds the machine by it. */
  readonly name: string;
  readonly functions: DrillFunctions;
}

/** Runs drills by asking the four functions. */
export class DrillMachine extends AskingMachine {
  constructor(scope: Construct, id: string, { store, key, name, functions }: DrillMachineProps) {
    const { startDrill, checkShop, judgeDrill, sweepDrills } = functions;
    const arns = {
      startDrill: startDrill.functionArn,
      checkShop: checkShop.functionArn,
      judgeDrill: judgeDrill.functionArn,
      sweepDrills: sweepDrills.functionArn,
    };
    super(scope, id, {
      store,
      key,
      name,
      runs: 'restore drills of one store',
      functionArns: Object.values(arns),
      definition: drillDefinition({ functions: arns, expectations: shopExpectationsOf(store) }),
    });
  }
}
