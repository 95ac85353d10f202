import { directionOf, refreshPreferences } from '../../../lambdas/apply-patch/refresh-preferences';

const forward = {
  MinHealthyPercentage: 100,
  MaxHealthyPercentage: 200,
  InstanceWarmup: 300,
  CheckpointPercentages: [50, 100],
  CheckpointDelay: 600,
  BakeTime: 900,
  AlarmSpecification: { Alarms: ['Shop', 'Doors'] },
  SkipMatching: false,
  ScaleInProtectedInstances: 'Refresh',
  StandbyInstances: 'Terminate',
  AutoRollback: false,
};

test('forward is careful: half of the hosts first, time for alarms, and an end when one rings', () => {
  expect(refreshPreferences('forward', ['Shop', 'Doors'])).toEqual(forward);
});

test('back launches first as well, and nothing delays or ends it', () => {
  expect(refreshPreferences('back', ['Shop', 'Doors'])).toEqual({
    MinHealthyPercentage: 100,
    MaxHealthyPercentage: 200,
    InstanceWarmup: 300,
    SkipMatching: false,
    ScaleInProtectedInstances: 'Refresh',
    StandbyInstances: 'Terminate',
    AutoRollback: false,
  });
});

test('both are told by what they ask for, also as AWS fills it up', () => {
  expect(directionOf(refreshPreferences('forward', ['Shop']))).toBe('forward');
  expect(directionOf(refreshPreferences('back', []))).toBe('back');
  expect(directionOf({ ...refreshPreferences('back', []), CheckpointPercentages: [], BakeTime: 0 })).toBe('back');
});

test.each([
  ['nothing', {}],
  ['other lower bounds', { ...forward, MinHealthyPercentage: 90 }],
  ['other upper bounds', { ...forward, MaxHealthyPercentage: 110 }],
  ['other checkpoints', { ...forward, CheckpointPercentages: [20, 100] }],
  ['no checkpoints', { ...forward, CheckpointPercentages: [] }],
  ['no bake', { ...forward, BakeTime: 0 }],
  ['a bake of another length', { ...refreshPreferences('back', []), BakeTime: 60 }],
])('a refresh with %s is somebody else’s', (_, preferences) => {
  expect(directionOf(preferences)).toBeUndefined();
});
