import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { hostUserData } from '../../lib/host/host-user-data';
import { filesBelow, packFiles } from '../../lib/host/pack-files';

// Runs the user data itself, with scratch folders for its three absolute paths and stand-ins for `aws` and `curl`.

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'storefort-user-data-'));
});
afterEach(() => {
  rmSync(scratch, { recursive: true });
});

const aws = `#!/bin/bash
echo "$*" >>"$SCRATCH/aws.log"
case "$1 $2" in
  's3 cp') cp "$SCRATCH/fetched.tar.gz" "$5" ;;
  'cloudformation signal-resource') exit "$SIGNAL_EXIT" ;;
esac
`;

const curl = `#!/bin/bash
case "$*" in
  *PUT*/latest/api/token) echo token ;;
  *'X-aws-ec2-metadata-token: token'*/meta-data/instance-id) echo i-0123456789abcdef0 ;;
  *) exit 22 ;;
esac
`;

function run(bootstrap: string, { altered = false, signalExit = 0 } = {}): { status: number | null; calls: string[] } {
  const host = path.join(scratch, 'source');
  const bin = path.join(scratch, 'bin');
  for (const made of [host, bin]) mkdirSync(made);
  writeFileSync(path.join(host, 'bootstrap.sh'), bootstrap);
  const packed = packFiles(filesBelow(host));
  writeFileSync(path.join(scratch, 'fetched.tar.gz'), altered ? Buffer.concat([packed, Buffer.alloc(1)]) : packed);
  writeFileSync(path.join(bin, 'aws'), aws, { mode: 0o755 });
  writeFileSync(path.join(bin, 'curl'), curl, { mode: 0o755 });
  const script = hostUserData({
    stack: { stackName: 'acme-host', region: 'eu-west-1' },
    fleetLogicalId: 'FleetASG',
    bundle: {
      bucket: Bucket.fromBucketName(new Stack(new App(), 'Stack'), 'Bucket', 'assets'),
      objectKey: 'hash.gz',
      sha256: createHash('sha256').update(packed).digest('hex'),
    },
    settings: "STORE='acme'\nGENERATION='4'\n",
  })
    .render()
    .replace(/\/(opt|etc|var\/log)\/storefort/g, `${scratch}/$1/storefort`);
  const { status } = spawnSync('bash', [], {
    input: script,
    env: { PATH: `${bin}:${process.env.PATH ?? ''}`, SCRATCH: scratch, SIGNAL_EXIT: String(signalExit) },
  });
  return { status, calls: readFileSync(path.join(scratch, 'aws.log'), 'utf8').trim().split('\n') };
}

const leavesMark = 'echo ran >"$SCRATCH/ran"\n';
const signal = (status: string): string =>
  `cloudformation signal-resource --stack-name acme-host --logical-resource-id FleetASG --unique-id i-0123456789abcdef0 --status ${status}`;

test('runs the bootstrap with its settings and signals success', () => {
  const { status, calls } = run(leavesMark);
  expect(status).toBe(0);
  expect(calls).toEqual([
    expect.stringMatching(/^s3 cp --only-show-errors s3:\/\/assets\/hash\.gz \S+\/host\.tar\.gz$/),
    signal('SUCCESS'),
  ]);
  expect(existsSync(path.join(scratch, 'ran'))).toBe(true);
  expect(readFileSync(path.join(scratch, 'etc/storefort/settings'), 'utf8')).toBe("STORE='acme'\nGENERATION='4'\n");
});

test('signals failure and runs nothing when the bundle is not the one it was made for', () => {
  const { status, calls } = run(leavesMark, { altered: true });
  expect(status).not.toBe(0);
  expect(calls.at(-1)).toBe(signal('FAILURE'));
  expect(existsSync(path.join(scratch, 'ran'))).toBe(false);
  expect(existsSync(path.join(scratch, 'opt/storefort/host/bootstrap.sh'))).toBe(false);
});

test('signals failure when the bootstrap fails', () => {
  const { status, calls } = run('exit 7\n');
  expect(status).toBe(7);
  expect(calls.at(-1)).toBe(signal('FAILURE'));
});

test('a host that nobody waits for is sound all the same', () => {
  expect(run(leavesMark, { signalExit: 254 }).status).toBe(0);
  expect(readFileSync(path.join(scratch, 'var/log/storefort/bootstrap.log'), 'utf8')).toContain(
    'no stack operation took the signal SUCCESS',
  );
});
