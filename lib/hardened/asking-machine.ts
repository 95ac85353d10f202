import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { acknowledgeOwnPolicy, acknowledgeWildcards } from './acknowledge-role';
import { HardenedLogGroup } from './hardened-log-group';

export interface AskingMachineProps {
  readonly store: Pick<StoreConfig, 'trial'>;
  /** Encrypts the log group; lets CloudWatch Logs use it. */
  readonly key: IKey;
  /** The operator’s command line finds the machine by it. */
  readonly name: string;
  /** What it runs, for the role's description: such as `restore drills of one store`. */
  readonly runs: string;
  /** All it may invoke. */
  readonly functionArns: readonly string[];
  /** Amazon's States Language. */
  readonly definition: object;
}

/**
 * A state machine that works by asking functions, and can do nothing else. Every step is logged, without what it handed on: that
 * stands in the execution's history, which AWS keeps for 90 days, and in the evidence.
 */
export class AskingMachine extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: AskingMachineProps) {
    super(scope, id);
    const { store, key, name } = props;
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      description: `Step Functions: ${props.runs}`,
    });
    role.addToPolicy(
      new PolicyStatement({ sid: 'Ask', actions: ['lambda:InvokeFunction'], resources: [...props.functionArns] }),
    );
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: name,
      role,
      definitionBody: DefinitionBody.fromString(Stack.of(this).toJsonString(props.definition)),
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
      'Step Functions sets up log delivery and X-Ray by actions that take no resource; everything else the role may do is to invoke the functions named',
    );
  }
}
