import { applyPatchEvent } from '../../../lambdas/apply-patch/event';
import { applyPatchSettings } from '../../../lambdas/apply-patch/settings';
import { environment } from './environment';

describe('settings', () => {
  test('are read from the environment; the machine is in the database’s account and region', () => {
    expect(applyPatchSettings(environment)).toEqual({
      store: 'acme',
      autoScalingGroup: 'acme-hosts',
      imageParameter: '/storefort/acme/ami',
      newestImageParameter: '/aws/service/newest',
      vaultName: 'acme-home-g1',
      databaseArn: 'arn:aws:rds:eu-central-1:111122223333:db:acme-g1',
      backupRoleArn: 'arn:aws:iam::111122223333:role/backup',
      recoveryPointDays: 35,
      rpoHours: 24,
      machineArn: 'arn:aws:states:eu-central-1:111122223333:stateMachine:storefort-acme-g1-patch',
      alarmPrefixes: { 'eu-central-1': ['acme-host-'], 'us-east-1': ['acme-edge-'] },
      toleratedAlarms: ['Unproven'],
      refreshAlarms: ['Shop'],
      stacks: { 'eu-central-1': ['acme-data', 'acme-host'], 'us-east-1': ['acme-edge'] },
    });
  });

  test.each(Object.keys(environment))('are not read without %s', (name) => {
    expect(() => applyPatchSettings({ ...environment, [name]: undefined })).toThrow(name);
    expect(() => applyPatchSettings({ ...environment, [name]: '' })).toThrow(name);
  });

  test.each([
    ['RECOVERY_POINT_DAYS', '0'],
    ['RECOVERY_POINT_DAYS', '1.5'],
    ['RPO_HOURS', '0'],
    ['RPO_HOURS', 'many'],
    ['DATABASE_ARN', 'acme-g1'],
    ['MACHINE_NAME', 'arn:aws:states:eu-central-1:111122223333:stateMachine:x'],
    ['ALARM_PREFIXES', '{}'],
    ['ALARM_PREFIXES', '["acme-"]'],
    ['ALARM_PREFIXES', '{"eu-central-1":[""]}'],
    // Where nothing is looked at nothing rings, and nothing is under way.
    ['ALARM_PREFIXES', '{"eu-central-1":[]}'],
    ['STACKS', '{}'],
    ['STACKS', '{"eu-central-1":["acme-data"],"us-east-1":[]}'],
    ['STACKS', '{'],
    ['TOLERATED_ALARMS', '"Unproven"'],
    ['REFRESH_ALARMS', '[]'],
    ['REFRESH_ALARMS', JSON.stringify(Array.from({ length: 11 }, (_, n) => `alarm ${n}`))],
  ])('are not read where %s is %s', (name, value) => {
    expect(() => applyPatchSettings({ ...environment, [name]: value })).toThrow(name);
  });

  test('may tolerate no alarm', () => {
    expect(applyPatchSettings({ ...environment, TOLERATED_ALARMS: '[]' }).toleratedAlarms).toEqual([]);
  });
});

describe('events', () => {
  const admit = { step: 'admit', execution: 'w-1', startedAt: '2026-11-25T02:00:00.123Z', request: {} };
  const refresh = { step: 'refresh', execution: 'w-1', direction: 'back', imageId: 'ami-0123456789abcdef0' };

  test.each([
    admit,
    { ...admit, request: { reason: 'CVE-2026-1', despiteFindings: true } },
    { step: 'back-up', execution: 'w-1' },
    { step: 'follow-backup', backupJobId: '1a2B-3c' },
    refresh,
    { ...refresh, direction: 'forward', imageId: 'ami-01234567' },
    { step: 'follow-refresh', refreshId: '08b91cf7-8fa6-48af-b6a6-d227f40f1b9b', imageId: 'ami-0000000a' },
    { step: 'cancel-refresh' },
  ])('are taken as they are (%j)', (event) => {
    expect(applyPatchEvent.parse(event)).toEqual(event);
  });

  test.each([
    undefined,
    {},
    { step: 'roll-back' },
    { ...admit, request: undefined },
    { ...admit, request: { reason: '' } },
    { ...admit, request: { reason: 'x'.repeat(501) } },
    { ...admit, request: { despite: true } },
    { ...admit, request: { despiteFindings: 'yes' } },
    { ...admit, startedAt: 'now' },
    { ...admit, more: 1 },
    { step: 'back-up', execution: '' },
    { step: 'back-up', execution: 'x'.repeat(81) },
    { step: 'back-up', execution: 'w-1', more: 1 },
    { step: 'follow-backup', backupJobId: '../x' },
    { step: 'follow-backup', backupJobId: 'j-1', more: 1 },
    { ...refresh, direction: 'sideways' },
    { ...refresh, imageId: 'resolve:ssm:/other' },
    { ...refresh, imageId: 'ami-012345678' },
    { ...refresh, more: 1 },
    { step: 'follow-refresh', refreshId: '', imageId: 'ami-0000000a' },
    { step: 'follow-refresh', refreshId: 'r-1' },
    { step: 'follow-refresh', refreshId: 'r-1', imageId: 'x' },
    { step: 'follow-refresh', refreshId: 'r-1', imageId: 'ami-0000000a', more: 1 },
    { step: 'cancel-refresh', refreshId: 'r-1' },
  ])('of another form are refused (%j)', (event) => {
    expect(applyPatchEvent.safeParse(event).success).toBe(false);
  });
});
