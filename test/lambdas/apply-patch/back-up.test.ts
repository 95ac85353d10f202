import { applyPatch } from '../../../lambdas/apply-patch/apply-patch';
import { execution, World } from './world';

const settings = { rpoHours: 24 };
const follow = (world: World) => applyPatch({ step: 'follow-backup', backupJobId: 'job-1' }, settings, world);

test('begins a recovery point under the name of the execution, whoever asks twice', async () => {
  const world = new World();
  const running = { state: 'running', backupJobId: `job-of-${execution}` };
  expect(await applyPatch({ step: 'back-up', execution }, settings, world)).toEqual(running);
  expect(await applyPatch({ step: 'back-up', execution }, settings, world)).toEqual(running);
  expect(world.done).toEqual([`back up as ${execution}`, `back up as ${execution}`]);
});

test.each(['CREATED', 'PENDING', 'RUNNING', 'ABORTING'])('a job that is %s runs', async (status) => {
  const world = new World();
  world.job = { status, recoveryPointArn: 'arn:point' };
  expect(await follow(world)).toEqual({ state: 'running', backupJobId: 'job-1' });
});

test('a job that is complete names what it made', async () => {
  const world = new World();
  world.job = { status: 'COMPLETED', recoveryPointArn: 'arn:point' };
  expect(await follow(world)).toEqual({ state: 'done', backupJobId: 'job-1', recoveryPointArn: 'arn:point' });
  world.job = { status: 'COMPLETED' };
  await expect(follow(world)).rejects.toThrow('backup job job-1 names no recovery point');
});

test.each(['FAILED', 'ABORTED', 'EXPIRED', 'PARTIAL', 'NEW_FANGLED'])('a job that is %s failed', async (status) => {
  const world = new World();
  world.job = { status, message: 'no\nspace', recoveryPointArn: 'arn:point' };
  const because = `the backup job ended as ${status}: no space`;
  expect(await follow(world)).toEqual({ state: 'failed', backupJobId: 'job-1', because });
});

test('a job may fail without a word', async () => {
  const world = new World();
  world.job = { status: 'FAILED' };
  expect(await follow(world)).toMatchObject({ because: 'the backup job ended as FAILED: AWS Backup gives no reason' });
});

test('what AWS does not say is no end', async () => {
  const world = new World();
  world.broken.add('describeBackup').add('startBackup');
  await expect(follow(world)).rejects.toThrow('ThrottlingException');
  await expect(applyPatch({ step: 'back-up', execution }, settings, world)).rejects.toThrow('ThrottlingException');
});
