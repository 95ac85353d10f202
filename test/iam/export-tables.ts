import type { RoleTable } from './role-tables';
import type { World } from './world';

const machine = 'AWS::StepFunctions::StateMachine';

function at({ region, account }: World, service: string, rest: string): string {
  return `arn:aws:${service}:${region}:${account}:${rest}`;
}

const instance = (world: World) => at(world, 'ec2', 'instance/i-0123456789abcdef0');
const document = (world: World, name = `storefort-${world.store}-g1-export`) => at(world, 'ssm', `document/${name}`);
const tags = (store: string, generation = '1') => ({
  'ssm:resourceTag/storefort:store': store,
  'ssm:resourceTag/storefort:generation': generation,
});

/** What has the database exported: one role that starts the machine, one that the machine works with. */
export const exportTables: readonly RoleTable[] = [
  {
    stack: 'operations',
    role: 'ExportMachineRole',
    trusts: 'states.amazonaws.com',
    can: (world) => [
      ['autoscaling:DescribeAutoScalingGroups', '*'],
      ['ssm:DescribeInstanceInformation', '*'],
      ['ssm:SendCommand', document(world)],
      ['ssm:SendCommand', instance(world), tags(world.store)],
      ['ssm:GetCommandInvocation', '*'],
      ['xray:PutTraceSegments', '*'],
    ],
    cannot: (world) => [
      ['ssm:SendCommand', instance(world)],
      ['ssm:SendCommand', instance(world), tags('other')],
      ['ssm:SendCommand', instance(world), tags(world.store, '2')],
      ['ssm:SendCommand', at(world, 'ssm', 'document/AWS-RunShellScript')],
      ['ssm:SendCommand', document(world, 'storefort-other-g1-export')],
      ['ssm:UpdateDocument', document(world)],
      ['ssm:CreateDocument', document(world, 'mine')],
      ['ssm:CancelCommand', '*'],
      ['autoscaling:SetDesiredCapacity', at(world, 'autoscaling', 'autoScalingGroup:1:autoScalingGroupName/any')],
      [
        'autoscaling:TerminateInstanceInAutoScalingGroup',
        at(world, 'autoscaling', 'autoScalingGroup:1:autoScalingGroupName/any'),
      ],
      ['states:StartExecution', world.arn('operations', machine, 'ExportMachine')],
      ['s3:GetObject', `arn:aws:s3:::storefort-${world.store}-g1-exports-${world.account}/exports/one`],
      ['s3:PutObject', `arn:aws:s3:::storefort-${world.store}-g1-exports-${world.account}/exports/one`],
    ],
  },
  {
    stack: 'operations',
    role: 'ExportStarter',
    trusts: 'scheduler.amazonaws.com',
    can: (world) => [['states:StartExecution', world.arn('operations', machine, 'ExportMachine')]],
    cannot: (world) => [
      ['states:StartExecution', at(world, 'states', `stateMachine:storefort-${world.store}-g1-drill`)],
      ['states:StopExecution', at(world, 'states', `execution:storefort-${world.store}-g1-export:one`)],
      ['states:UpdateStateMachine', world.arn('operations', machine, 'ExportMachine')],
      ['ssm:SendCommand', document(world)],
      ['ssm:SendCommand', instance(world), tags(world.store)],
    ],
  },
];
