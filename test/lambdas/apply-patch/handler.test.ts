import { BackupClient, DescribeBackupJobCommand, StartBackupJobCommand } from '@aws-sdk/client-backup';
import { mockClient } from 'aws-sdk-client-mock';
import { environment } from './environment';

const backup = mockClient(BackupClient);

/** As Lambda loads it. */
function load() {
  Object.assign(process.env, { AWS_REGION: 'eu-central-1', ...environment });
  return jest.requireActual<{ handler: (event: unknown) => Promise<unknown> }>('../../../lambdas/apply-patch/handler')
    .handler;
}

beforeEach(() => {
  backup.reset();
  jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
  jest.spyOn(console, 'info').mockImplementation(() => undefined);
});
afterEach(() => {
  jest.restoreAllMocks();
});

test('a step is done with what the environment says, and answered', async () => {
  backup.on(StartBackupJobCommand).resolves({ BackupJobId: 'job-1' });
  expect(await load()({ step: 'back-up', execution: 'window-1' })).toEqual({ state: 'running', backupJobId: 'job-1' });
  expect(backup.commandCalls(StartBackupJobCommand)[0]?.args[0].input).toMatchObject({
    BackupVaultName: 'acme-home-g1',
    ResourceArn: 'arn:aws:rds:eu-central-1:111122223333:db:acme-g1',
    IdempotencyToken: 'window-1',
    Lifecycle: { DeleteAfterDays: 35 },
  });
});

test('what AWS throttles is thrown, so that the machine asks again', async () => {
  backup.on(DescribeBackupJobCommand).rejects(Object.assign(new Error('slow'), { name: 'ThrottlingException' }));
  await expect(load()({ step: 'follow-backup', backupJobId: 'job-1' })).rejects.toThrow('ThrottlingException');
});

test('a step that nobody knows is refused', async () => {
  await expect(load()({ step: 'terminate' })).rejects.toThrow('step');
});
