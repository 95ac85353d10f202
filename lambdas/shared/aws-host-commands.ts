import { setTimeout as sleep } from 'node:timers/promises';
import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import {
  CancelCommandCommand,
  DescribeInstanceInformationCommand,
  GetCommandInvocationCommand,
  type GetCommandInvocationCommandOutput,
  type InstanceInformation,
  SendCommandCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { readGroup } from './aws-fleet-members';
import { type HostAnswer, HostCommandError, type HostCommands } from './host-commands';
import { oneLine } from './one-line';
import { paged } from './paged';

export interface AwsHostCommandsProps {
  readonly ssm: SSMClient;
  readonly autoScaling: AutoScalingClient;
  /** Whose hosts may be asked. */
  readonly autoScalingGroup: string;
  /** Between two looks whether a command has ended. @default 2,000; tests shorten it */
  readonly pauseMs?: number;
}

/** Within which the agent must fetch the command, in seconds. How long it may run, the document says. */
const deliverySeconds = 60;

/** Cancelling is not waited for longer than this. */
const cancelMs = 5_000;

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/monitor-commands.html */
const underWay: readonly string[] = ['Pending', 'InProgress', 'Delayed', 'Cancelling'];

/**
 * Systems Manager. Needs `ssm:SendCommand` on the documents and on the store's instances, `ssm:GetCommandInvocation`,
 * `ssm:CancelCommand`, `ssm:DescribeInstanceInformation` and `autoscaling:DescribeAutoScalingGroups`.
 */
export class AwsHostCommands implements HostCommands {
  constructor(private readonly props: AwsHostCommandsProps) {}

  async reachable(): Promise<readonly string[]> {
    const { members } = await readGroup(this.props.autoScaling, this.props.autoScalingGroup);
    const inService = members.filter((member) => member.inService).map(({ instanceId }) => instanceId);
    // Without an id Systems Manager lists the account's.
    if (inService.length === 0) return [];
    const agents = await this.agents(inService);
    return agents
      .filter(({ PingStatus }) => PingStatus === 'Online')
      .sort((one, other) => registered(one) - registered(other))
      .flatMap(({ InstanceId }) => (InstanceId !== undefined && inService.includes(InstanceId) ? [InstanceId] : []));
  }

  async run(
    document: string,
    instanceId: string,
    parameters: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<HostAnswer> {
    const where = `${document} on ${instanceId}`;
    const commandId = await this.send(document, instanceId, parameters, signal);
    try {
      return await this.end(commandId, instanceId, where, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      await this.cancel(commandId, instanceId);
      throw new HostCommandError(`${where} did not end in time`, { cause: error });
    }
  }

  private async send(
    document: string,
    instanceId: string,
    parameters: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<string> {
    const command = new SendCommandCommand({
      DocumentName: document,
      InstanceIds: [instanceId],
      Parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, [value]])),
      TimeoutSeconds: deliverySeconds,
    });
    try {
      const { Command } = await this.props.ssm.send(command, { abortSignal: signal });
      if (Command?.CommandId === undefined) throw new Error('Systems Manager names no command');
      return Command.CommandId;
    } catch (error) {
      throw new HostCommandError(`${document} on ${instanceId} could not be started: ${nameOf(error)}`, {
        cause: error,
      });
    }
  }

  /** Looks until it has ended. */
  private async end(commandId: string, instanceId: string, where: string, signal: AbortSignal): Promise<HostAnswer> {
    for (;;) {
      const found = await this.look(commandId, instanceId, where, signal);
      if (found?.Status === 'Success') return { output: found.StandardOutputContent ?? '' };
      if (found !== undefined && !underWay.includes(found.Status ?? '')) {
        throw new HostCommandError(`${where} ended as ${found.StatusDetails ?? 'nothing known'}${printed(found)}`);
      }
      await sleep(this.props.pauseMs ?? 2_000, undefined, { signal });
    }
  }

  /** @returns undefined while Systems Manager does not know yet what it was just told */
  private async look(commandId: string, instanceId: string, where: string, signal: AbortSignal) {
    const command = new GetCommandInvocationCommand({ CommandId: commandId, InstanceId: instanceId });
    try {
      return await this.props.ssm.send(command, { abortSignal: signal });
    } catch (error) {
      if (nameOf(error) === 'InvocationDoesNotExist') return undefined;
      throw new HostCommandError(`${where} could not be followed: ${nameOf(error)}`, { cause: error });
    }
  }

  /** Whether or not it goes right, the caller's time is up, and the document ends by its own. */
  private async cancel(commandId: string, instanceId: string): Promise<void> {
    const command = new CancelCommandCommand({ CommandId: commandId, InstanceIds: [instanceId] });
    try {
      await this.props.ssm.send(command, { abortSignal: AbortSignal.timeout(cancelMs) });
    } catch {
      // The caller is told of what came before.
    }
  }

  private agents(instanceIds: readonly string[]): Promise<readonly InstanceInformation[]> {
    return paged(`the agents of ${this.props.autoScalingGroup}`, async (NextToken) => {
      const Filters = [{ Key: 'InstanceIds', Values: [...instanceIds] }];
      const answer = await this.props.ssm.send(new DescribeInstanceInformationCommand({ Filters, NextToken }));
      return { found: answer.InstanceInformationList, next: answer.NextToken };
    });
  }
}

/** Agents register when their host starts. */
function registered({ RegistrationDate }: InstanceInformation): number {
  return RegistrationDate?.getTime() ?? 0;
}

function printed({ StandardErrorContent }: GetCommandInvocationCommandOutput): string {
  const line = oneLine(StandardErrorContent);
  return line === undefined ? '' : `: ${line}`;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'refused';
}
