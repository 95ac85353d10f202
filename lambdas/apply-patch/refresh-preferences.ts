import type { Direction } from './ports';

/** What `RefreshPreferences` of Auto Scaling says, as far as windows say it. */
interface Preferences {
  readonly MinHealthyPercentage?: number;
  readonly MaxHealthyPercentage?: number;
  readonly CheckpointPercentages?: number[];
  readonly BakeTime?: number;
}

/** Hosts are launched before others go. */
const bounds = { MinHealthyPercentage: 100, MaxHealthyPercentage: 200 } as const;

/** A new image may turn out bad at half of the hosts, and after all of them: alarms have time to ring, in seconds. */
const caution = { CheckpointPercentages: [50, 100], CheckpointDelay: 600, BakeTime: 900 };

/**
 * How a window replaces hosts. Back is as fast as it can be, and no alarm ends it: alarms may be why.
 * @param alarms that end a refresh forward, ten at most
 */
export function refreshPreferences(direction: Direction, alarms: readonly string[]) {
  return {
    ...bounds,
    InstanceWarmup: 300,
    // All of them: AWS compares templates, and those of the old and the new image are the same.
    SkipMatching: false,
    ScaleInProtectedInstances: 'Refresh' as const,
    StandbyInstances: 'Terminate' as const,
    // It could not: https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-rollback.html
    AutoRollback: false,
    ...(direction === 'forward' && caution),
    ...(direction === 'forward' && alarms.length > 0 && { AlarmSpecification: { Alarms: [...alarms] } }),
  };
}

/** Which of a window's it is; undefined: somebody else's. */
export function directionOf(preferences: Preferences): Direction | undefined {
  const { CheckpointPercentages = [], BakeTime = 0, MinHealthyPercentage, MaxHealthyPercentage } = preferences;
  const bounded =
    MinHealthyPercentage === bounds.MinHealthyPercentage && MaxHealthyPercentage === bounds.MaxHealthyPercentage;
  if (!bounded) return undefined;
  const checkpoints = CheckpointPercentages.join();
  if (checkpoints === caution.CheckpointPercentages.join() && BakeTime === caution.BakeTime) return 'forward';
  return checkpoints === '' && BakeTime === 0 ? 'back' : undefined;
}
