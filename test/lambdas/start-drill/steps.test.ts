import { startDrillEvent } from '../../../lambdas/start-drill/event';
import { startDrillSettings } from '../../../lambdas/start-drill/settings';
import type { RestoreJob, RestoreRequest } from '../../../lambdas/start-drill/ports';
import { startRestore } from '../../../lambdas/start-drill/start-restore';
import { validateRestore } from '../../../lambdas/start-drill/validate-restore';

const settings = {
  vaultName: 'acme-home-g1',
  drillPrefix: 'acme-g1-drill-',
  subnetGroupName: 'isolated',
  databaseSecurityGroupId: 'sg-drill',
  databaseClass: 'db.t4g.small',
  filesKeyArn: 'arn:key',
};
const run = { scheduled: false, execution: 'one', startedAt: '2026-11-25T06:00:00Z', resource: 'database' } as const;

function jobsWith(validation?: string, refuse?: Error) {
  const started: RestoreRequest[] = [];
  const told: string[][] = [];
  return {
    started,
    told,
    start: (request: RestoreRequest) => {
      started.push(request);
      return Promise.resolve('job-1');
    },
    describe: () => Promise.resolve({ validation } as RestoreJob),
    validate: (...given: string[]) => {
      told.push(given);
      return refuse ? Promise.reject(refuse) : Promise.resolve();
    },
  };
}

describe('startRestore', () => {
  const points = (found: boolean) => ({
    newest: (resource: string) =>
      Promise.resolve(found ? { arn: `arn:${resource}`, takenAt: new Date('2026-11-25T05:00:00Z') } : undefined),
    metadata: () => Promise.resolve({ Engine: 'mariadb' }),
  });

  test('asks for the newest point with a name and a token of the execution', async () => {
    const jobs = jobsWith();
    expect(await startRestore(run, settings, { points: points(true), jobs })).toEqual({
      state: 'started',
      restoreJobId: 'job-1',
    });
    await startRestore(run, settings, { points: points(true), jobs });
    await startRestore({ ...run, execution: 'two' }, settings, { points: points(true), jobs });
    const [first, again, other] = jobs.started;
    expect(first).toMatchObject({ resource: 'database', recoveryPointArn: 'arn:database' });
    expect(first?.metadata).toMatchObject({
      Engine: 'mariadb',
      DBInstanceIdentifier: `acme-g1-drill-${String(first?.token)}`,
    });
    expect(again).toEqual(first);
    expect(other?.token).not.toBe(first?.token);
  });

  test('says so when there is nothing to restore', async () => {
    const jobs = jobsWith();
    const files = { ...run, resource: 'files' as const };
    expect(await startRestore(files, settings, { points: points(false), jobs })).toEqual({
      state: 'none',
      reason: 'vault acme-home-g1 holds no completed recovery point of the files',
    });
    expect(jobs.started).toEqual([]);
  });
});

describe('validateRestore', () => {
  const given = { restoreJobId: 'job', verdict: 'pass', summary: 'pass: 12 checks passed' } as const;

  test.each([
    ['pass', 'SUCCESSFUL'],
    ['fail', 'FAILED'],
  ] as const)('tells of %s as %s', async (verdict, status) => {
    const jobs = jobsWith();
    await validateRestore({ ...given, verdict }, jobs);
    expect(jobs.told).toEqual([['job', status, 'pass: 12 checks passed']]);
  });

  test('tells over what is not final, and not again what stands', async () => {
    const validating = jobsWith('VALIDATING');
    await validateRestore(given, validating);
    expect(validating.told).toHaveLength(1);
    const standing = jobsWith('SUCCESSFUL');
    expect(await validateRestore(given, standing)).toEqual({ state: 'validated' });
    expect(standing.told).toEqual([]);
  });

  test('refuses to turn a final verdict', async () => {
    for (const [verdict, standing] of [
      ['pass', 'FAILED'],
      ['fail', 'SUCCESSFUL'],
    ] as const) {
      const jobs = jobsWith(standing);
      await expect(validateRestore({ ...given, verdict }, jobs)).rejects.toThrow(`is ${standing} already`);
      expect(jobs.told).toEqual([]);
    }
  });

  test('passes on that AWS Backup does not take it', async () => {
    await expect(validateRestore(given, jobsWith(undefined, new Error('throttled')))).rejects.toThrow('throttled');
  });

  test('sends what AWS Backup prints, and no more', async () => {
    const jobs = jobsWith();
    await validateRestore({ ...given, summary: `Zürich\n${'x'.repeat(400)}` }, jobs);
    expect(jobs.told[0]?.[2]).toBe(`Z?rich?${'x'.repeat(243)}`);
  });
});

describe('what the function is given', () => {
  test.each([
    {},
    { step: 'delete', run },
    { step: 'start', run: { ...run, resource: 'everything' } },
    { step: 'follow', run },
    { step: 'validate', restoreJobId: 'job', verdict: 'error', summary: '' },
  ])('refuses %j', (event) => {
    expect(() => startDrillEvent.parse(event)).toThrow();
  });

  test('takes settings from the environment, and misses none silently', () => {
    const environment = {
      VAULT_NAME: 'vault',
      RESTORE_ROLE_ARN: 'arn:role',
      DRILL_PREFIX: 'acme-g1-drill-',
      SUBNET_GROUP_NAME: 'isolated',
      DATABASE_SECURITY_GROUP_ID: 'sg-1',
      DATABASE_CLASS: 'db.t4g.small',
      FILES_KEY_ARN: 'arn:key',
      PATH: '/bin',
    };
    expect(startDrillSettings(environment)).toEqual({
      vaultName: 'vault',
      restoreRoleArn: 'arn:role',
      drillPrefix: 'acme-g1-drill-',
      subnetGroupName: 'isolated',
      databaseSecurityGroupId: 'sg-1',
      databaseClass: 'db.t4g.small',
      filesKeyArn: 'arn:key',
      testingPlanArn: undefined,
    });
    for (const name of Object.keys(environment).filter((each) => each !== 'PATH')) {
      expect(() => startDrillSettings({ ...environment, [name]: undefined })).toThrow(name);
    }
  });
});
