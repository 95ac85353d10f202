import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { HardenedLogGroup } from '../hardened/hardened-log-group';
import { acknowledgeOwnPolicy, acknowledgeWildcards } from './acknowledge-role';
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

/**
 * Runs drills by asking the four functions, and can do nothing else. Every step is logged, without what it handed on: that stands
 * in the execution's history, which AWS keeps for 90 days, and in the evidence.
 */
export class DrillMachine extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, { store, key, name, functions }: DrillMachineProps) {
    super(scope, id);
    const { startDrill, checkShop, judgeDrill, sweepDrills } = functions;
    const arns = {
      startDrill: startDrill.functionArn,
      checkShop: checkShop.functionArn,
      judgeDrill: judgeDrill.functionArn,
      sweepDrills: sweepDrills.functionArn,
    };
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      description: 'Step Functions: restore drills of one store',
    });
    role.addToPolicy(
      new PolicyStatement({ sid: 'Ask', actions: ['lambda:InvokeFunction'], resources: Object.values(arns) }),
    );
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: name,
      role,
      definitionBody: DefinitionBody.fromString(
        Stack.of(this).toJsonString(drillDefinition({ functions: arns, expectations: shopExpectationsOf(store) })),
      ),
      logs: {
        // Groups of this prefix take no room in the account's log resource policy, which is short.
        destination: new HardenedLogGroup(this, 'Logs', {
          store,
          key,
          logGroupName: `/aws/vendedlogs/states/${name}`,
        }),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
      tracingEnabled: true,
    });
    acknowledgeOwnPolicy(role);
    acknowledgeWildcards(
      role,
      ['Resource::*'],
      'Step Functions sets up log delivery and X-Ray by actions that take no resource; everything else the role may do is to invoke the four functions named',
    );
  }
}
