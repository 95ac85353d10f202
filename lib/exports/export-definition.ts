/** What the machine works with: names, never secrets. */
export interface ExportNames {
  readonly autoScalingGroupName: string;
  /** Systems Manager document that exports from a host; its parameter is the export's id. */
  readonly documentName: string;
}

/** Seconds that one export may take on a host, before Systems Manager ends it. */
export const exportSeconds = 4 * 60 * 60;

/** Seconds in which a host must have taken the command up. */
const deliverySeconds = 600;
const pollSeconds = 60;
/** As long as delivery and export may take together; a host that is gone answers `InProgress` for ever. */
const mostPolls = (exportSeconds + 2 * deliverySeconds) / pollSeconds;
const mostTries = 2;
/** Seconds between the first try and the second: a replaced host is there by then. */
const pauseSeconds = 300;

const readAgain = {
  ErrorEquals: ['States.ALL'],
  IntervalSeconds: 5,
  BackoffRate: 2,
  MaxAttempts: 6,
  MaxDelaySeconds: 120,
  JitterStrategy: 'FULL',
};

/**
 * The nightly export in Amazon's States Language (JSONPath): one healthy host that Systems Manager reaches is told to export,
 * and asked until it has ended. What fails is tried once more, on another host where there is one, as an export of its own id: a
 * first try that is still running somewhere cannot write into the second's objects.
 *
 * It succeeds only when the command did; whether the export is whole is judged by `verify-backup`, away from here.
 */
export function exportDefinition(names: ExportNames): object {
  return {
    Comment: 'exports the database to the offsite bucket from one host',
    TimeoutSeconds: mostTries * (exportSeconds + 3 * deliverySeconds) + pauseSeconds,
    StartAt: 'Begin',
    States: { ...begin(), ...chooseHost(names), ...export_(names), ...endings() },
  };
}

function begin(): object {
  return {
    Begin: pass({ tries: 0, host: 'none' }, 'LookAtClock'),
    LookAtClock: pass(
      { 'tries.$': 'States.MathAdd($.tries, 1)', 'tried.$': '$.host', 'at.$': '$$.State.EnteredTime' },
      'SplitTime',
    ),
    SplitTime: pass(
      {
        'tries.$': '$.tries',
        'tried.$': '$.tried',
        'date.$': `States.StringSplit(${item("States.StringSplit($.at, 'T')", 0)}, '-')`,
        'time.$': `States.StringSplit(${item("States.StringSplit($.at, 'T')", 1)}, ':')`,
      },
      'NameExport',
    ),
    NameExport: pass({ 'tries.$': '$.tries', 'tried.$': '$.tried', 'export.$': exportId() }, 'FindHosts'),
  };
}

/** `20261125T010003Z`; the fraction of a second may be missing. */
function exportId(): string {
  const seconds = ["'.'", "'Z'"].reduce(
    (text, end) => item(`States.StringSplit(${text}, ${end})`, 0),
    item('$.time', 2),
  );
  const parts = [...[0, 1, 2].map((at) => item('$.date', at)), ...[0, 1].map((at) => item('$.time', at)), seconds];
  return `States.Format('{}{}{}T{}{}{}Z', ${parts.join(', ')})`;
}

function chooseHost({ autoScalingGroupName }: ExportNames): object {
  const keep = { 'tries.$': '$.tries', 'export.$': '$.export', polls: 0 };
  return {
    FindHosts: {
      ...task('autoscaling:describeAutoScalingGroups', { AutoScalingGroupNames: [autoScalingGroupName] }),
      ResultSelector: {
        'instances.$': "$.AutoScalingGroups[*].Instances[?(@.LifecycleState == 'InService')]",
      },
      ResultPath: '$.inService',
      Next: 'OnlyHealthy',
    },
    OnlyHealthy: {
      ...pass({ 'ids.$': "$.inService.instances[?(@.HealthStatus == 'Healthy')].InstanceId" }, 'AnyHealthy'),
      ResultPath: '$.healthy',
    },
    AnyHealthy: choice([{ Variable: '$.healthy.ids[0]', IsPresent: true, Next: 'FindReachable' }], 'NoHost'),
    FindReachable: {
      ...task('ssm:describeInstanceInformation', {
        Filters: [
          { Key: 'InstanceIds', 'Values.$': '$.healthy.ids' },
          { Key: 'PingStatus', Values: ['Online'] },
        ],
        MaxResults: 50,
      }),
      ResultSelector: { 'ids.$': '$.InstanceInformationList[*].InstanceId' },
      ResultPath: '$.reachable',
      Next: 'WhichHost',
    },
    WhichHost: choice(
      [
        { Not: { Variable: '$.reachable.ids[0]', IsPresent: true }, Next: 'NoHost' },
        { Variable: '$.reachable.ids[0]', StringEqualsPath: '$.tried', Next: 'LastHost' },
      ],
      'FirstHost',
    ),
    FirstHost: pass({ ...keep, 'host.$': item('$.reachable.ids', 0) }, 'Send'),
    LastHost: pass(
      { ...keep, 'host.$': item('$.reachable.ids', 'States.MathAdd(States.ArrayLength($.reachable.ids), -1)') },
      'Send',
    ),
    NoHost: pass({ 'tries.$': '$.tries', host: 'none' }, 'Again'),
  };
}

function export_({ documentName }: ExportNames): object {
  const caught = [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Again' }];
  return {
    // Sent twice, the second finds the export of this id done and says so: see host/bin/export.sh.
    Send: {
      ...task('ssm:sendCommand', {
        DocumentName: documentName,
        DocumentVersion: '$LATEST',
        'InstanceIds.$': 'States.Array($.host)',
        Parameters: { 'ExportId.$': 'States.Array($.export)' },
        TimeoutSeconds: deliverySeconds,
        'Comment.$': "States.Format('export {}', $.export)",
      }),
      Retry: [{ ErrorEquals: ['Ssm.InvalidInstanceIdException'], MaxAttempts: 0 }, readAgain],
      Catch: caught,
      ResultSelector: { 'id.$': '$.Command.CommandId' },
      ResultPath: '$.command',
      Next: 'Poll',
    },
    Poll: { Type: 'Wait', Seconds: pollSeconds, Next: 'CountPolls' },
    CountPolls: pass(
      {
        ...{ 'tries.$': '$.tries', 'export.$': '$.export', 'host.$': '$.host', 'command.$': '$.command' },
        'polls.$': 'States.MathAdd($.polls, 1)',
      },
      'AskHost',
    ),
    AskHost: {
      ...task('ssm:getCommandInvocation', { 'CommandId.$': '$.command.id', 'InstanceId.$': '$.host' }),
      Catch: caught,
      ResultSelector: { 'status.$': '$.Status', 'said.$': '$.StandardErrorContent' },
      ResultPath: '$.answer',
      Next: 'Ended',
    },
    Ended: choice(
      [
        { Variable: '$.answer.status', StringEquals: 'Success', Next: 'Exported' },
        {
          And: [
            {
              Or: ['Pending', 'InProgress', 'Delayed'].map((is) => ({ Variable: '$.answer.status', StringEquals: is })),
            },
            { Variable: '$.polls', NumericLessThan: mostPolls },
          ],
          Next: 'Poll',
        },
      ],
      'Again',
    ),
  };
}

function endings(): object {
  return {
    Again: choice([{ Variable: '$.tries', NumericLessThan: mostTries, Next: 'Pause' }], 'NotExported'),
    Pause: { Type: 'Wait', Seconds: pauseSeconds, Next: 'LookAtClock' },
    Exported: { Type: 'Succeed' },
    NotExported: {
      Type: 'Fail',
      Error: 'NotExported',
      Cause:
        'no host exported the database; what each said is in the state AskHost. What to do: docs/runbooks/export-failed.md',
    },
  };
}

function item(array: string, at: number | string): string {
  return `States.ArrayGetItem(${array}, ${at})`;
}

function pass(Parameters: object, Next: string): object {
  return { Type: 'Pass', Parameters, Next };
}

function choice(Choices: object[], Default: string): object {
  return { Type: 'Choice', Choices, Default };
}

/** @param api such as `ssm:sendCommand` */
function task(api: string, Parameters: object): object {
  return {
    Type: 'Task',
    Resource: `arn:aws:states:::aws-sdk:${api}`,
    Parameters,
    TimeoutSeconds: 60,
    Retry: [readAgain],
  };
}
