import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { namesOf } from '../config/names';
import type { StoreConfig } from '../config/schema';
import { acknowledge } from '../hardened/acknowledge';
import { HardenedLogGroup } from '../hardened/hardened-log-group';
import { exportDefinition } from './export-definition';

export interface ExportMachineProps {
  readonly store: Pick<StoreConfig, 'name' | 'generation' | 'trial'>;
  /** Encrypts the log group; lets CloudWatch Logs use it. */
  readonly key: IKey;
  readonly autoScalingGroupName: string;
}

/**
 * Has one host export the database, see `exportDefinition`. It may send hosts of this store the export's document, and nothing
 * else to anybody.
 */
export class ExportMachine extends StateMachine {
  constructor(scope: Construct, id: string, props: ExportMachineProps) {
    const { store } = props;
    const names = namesOf(store);
    super(scope, id, {
      stateMachineName: names.exportMachine,
      definitionBody: DefinitionBody.fromString(
        Stack.of(scope).toJsonString(
          exportDefinition({ autoScalingGroupName: props.autoScalingGroupName, documentName: names.exportDocument }),
        ),
      ),
      role: exporter(scope, `${id}Role`, store),
      tracingEnabled: true,
      logs: {
        // Under this name the delivery needs no line of its own in CloudWatch Logs' resource policy, whose length is limited.
        destination: new HardenedLogGroup(scope, `${id}Logs`, {
          store,
          key: props.key,
          logGroupName: `/aws/vendedlogs/states/${names.exportMachine}`,
        }),
        level: LogLevel.ALL,
        includeExecutionData: true,
      },
    });
  }
}

function exporter(scope: Construct, id: string, store: ExportMachineProps['store']): Role {
  const stack = Stack.of(scope);
  const instances = stack.formatArn({ service: 'ec2', resource: 'instance', resourceName: '*' });
  const role = new Role(scope, id, {
    assumedBy: new ServicePrincipal('states.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
    description: `Nightly export of ${store.name}: sends one document to one host`,
  });
  const statements = [
    new PolicyStatement({
      sid: 'FindHosts',
      actions: ['autoscaling:DescribeAutoScalingGroups', 'ssm:DescribeInstanceInformation'],
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'SendTheExport',
      actions: ['ssm:SendCommand'],
      resources: [
        stack.formatArn({ service: 'ssm', resource: 'document', resourceName: namesOf(store).exportDocument }),
      ],
    }),
    new PolicyStatement({
      sid: 'ToHostsOfThisStore',
      actions: ['ssm:SendCommand'],
      resources: [instances],
      conditions: {
        StringEquals: {
          'ssm:resourceTag/storefort:store': store.name,
          'ssm:resourceTag/storefort:generation': String(store.generation),
        },
      },
    }),
    new PolicyStatement({ sid: 'AskHost', actions: ['ssm:GetCommandInvocation'], resources: ['*'] }),
  ];
  for (const statement of statements) role.addToPolicy(statement);
  acknowledgeWhatStands(role, instances);
  return role;
}

function acknowledgeWhatStands(role: Role, instances: string): void {
  const by = { owner: 'storefort', reviewBy: '2027-11-01' };
  acknowledge(role, 'AwsSolutions::AwsSolutions-IAM5[Resource::*]', {
    ...by,
    reason:
      'descriptions of groups, instances and commands, tracing and log delivery know no resources; sending does, and is held to one document and to hosts of this store by tag',
  });
  acknowledge(role, `AwsSolutions::AwsSolutions-IAM5[Resource::${instances}]`, {
    ...by,
    reason:
      'hosts come and go with every release of the image; the condition holds the statement to instances tagged as hosts of this store and generation',
  });
  acknowledge(
    role,
    ['NIST.800.53.R5::NIST.800.53.R5-IAMNoInlinePolicy', 'PCI.DSS.321::PCI.DSS.321-IAMNoInlinePolicy'],
    {
      ...by,
      reason:
        'the policy belongs to this one role and lives and goes with it; shared by nobody, it cannot drift from its use',
    },
  );
}
