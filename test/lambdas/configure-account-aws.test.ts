import { EC2Client, EnableEbsEncryptionByDefaultCommand, GetEbsEncryptionByDefaultCommand } from '@aws-sdk/client-ec2';
import { BatchGetAccountStatusCommand, EnableCommand, Inspector2Client } from '@aws-sdk/client-inspector2';
import {
  GetPublicAccessBlockCommand,
  NoSuchPublicAccessBlockConfiguration,
  PutPublicAccessBlockCommand,
  S3ControlClient,
} from '@aws-sdk/client-s3-control';
import { mockClient } from 'aws-sdk-client-mock';
import { AwsPublicAccess } from '../../lambdas/configure-account/aws-public-access';
import { AwsScanner } from '../../lambdas/configure-account/aws-scanner';
import { AwsVolumeEncryption } from '../../lambdas/configure-account/aws-volume-encryption';

const account = '111122223333';
const region = { region: 'us-east-1' };
const denied = new Error('AccessDenied');

describe('AwsPublicAccess', () => {
  const client = new S3ControlClient(region);
  const s3 = mockClient(client);
  const port = new AwsPublicAccess(client);
  const allOn = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
  beforeEach(() => s3.reset());

  test('is blocked when all four settings are on', async () => {
    s3.on(GetPublicAccessBlockCommand, { AccountId: account }).resolves({ PublicAccessBlockConfiguration: allOn });
    await expect(port.isBlocked(account)).resolves.toBe(true);
  });

  test.each(Object.keys(allOn))('is not blocked without %s', async (setting) => {
    s3.on(GetPublicAccessBlockCommand).resolves({ PublicAccessBlockConfiguration: { ...allOn, [setting]: false } });
    await expect(port.isBlocked(account)).resolves.toBe(false);
  });

  test('is not blocked in an account that never had a setting', async () => {
    s3.on(GetPublicAccessBlockCommand).rejects(
      new NoSuchPublicAccessBlockConfiguration({ message: 'none', $metadata: {} }),
    );
    await expect(port.isBlocked(account)).resolves.toBe(false);
  });

  test('takes an empty answer for off', async () => {
    s3.on(GetPublicAccessBlockCommand).resolves({});
    await expect(port.isBlocked(account)).resolves.toBe(false);
  });

  test('a refusal to answer is a fault, not "off"', async () => {
    s3.on(GetPublicAccessBlockCommand).rejects(denied);
    await expect(port.isBlocked(account)).rejects.toMatchObject({ cause: denied });
  });

  test('switches all four on', async () => {
    s3.on(PutPublicAccessBlockCommand).resolves({});
    await port.block(account);
    expect(s3.commandCalls(PutPublicAccessBlockCommand)[0]?.args[0].input).toEqual({
      AccountId: account,
      PublicAccessBlockConfiguration: allOn,
    });
  });

  test('a refusal to switch on is a fault', async () => {
    s3.on(PutPublicAccessBlockCommand).rejects(denied);
    await expect(port.block(account)).rejects.toMatchObject({ cause: denied });
  });
});

describe('AwsVolumeEncryption', () => {
  const client = new EC2Client(region);
  const ec2 = mockClient(client);
  const port = new AwsVolumeEncryption(client);
  beforeEach(() => ec2.reset());

  test.each([
    [true, true],
    [false, false],
    [undefined, false],
  ])('reads %s as %s', async (EbsEncryptionByDefault, expected) => {
    ec2.on(GetEbsEncryptionByDefaultCommand).resolves({ EbsEncryptionByDefault });
    await expect(port.isDefault()).resolves.toBe(expected);
  });

  test('switches it on', async () => {
    ec2.on(EnableEbsEncryptionByDefaultCommand).resolves({ EbsEncryptionByDefault: true });
    await port.makeDefault();
    expect(ec2.commandCalls(EnableEbsEncryptionByDefaultCommand)).toHaveLength(1);
  });

  test('refusals are faults', async () => {
    ec2.rejects(denied);
    await expect(port.isDefault()).rejects.toMatchObject({ cause: denied });
    await expect(port.makeDefault()).rejects.toMatchObject({ cause: denied });
  });
});

describe('AwsScanner', () => {
  const client = new Inspector2Client(region);
  const inspector = mockClient(client);
  const port = new AwsScanner(client);
  const unrelated = { status: 'DISABLED', errorCode: undefined, errorMessage: undefined } as const;
  beforeEach(() => inspector.reset());

  const answered = (ec2: string | undefined, lambda: string | undefined, accountId = account) =>
    inspector.on(BatchGetAccountStatusCommand, { accountIds: [account] }).resolves({
      accounts: [
        {
          accountId,
          state: unrelated,
          resourceState: {
            ec2: { ...unrelated, status: ec2 as never },
            ecr: unrelated,
            lambda: { ...unrelated, status: lambda as never },
          },
        },
      ],
    });

  test.each([
    ['ENABLED', 'enabled'],
    ['ENABLING', 'changing'],
    ['DISABLING', 'changing'],
    ['SUSPENDING', 'changing'],
    ['SUSPENDED', 'disabled'],
    ['DISABLED', 'disabled'],
    [undefined, 'disabled'],
  ])('reads %s as %s', async (status, expected) => {
    answered(status, 'ENABLED');
    await expect(port.states(account)).resolves.toEqual({ EC2: expected, LAMBDA: 'enabled' });
    answered('ENABLED', status);
    await expect(port.states(account)).resolves.toEqual({ EC2: 'enabled', LAMBDA: expected });
  });

  test('another account’s state is not this one’s', async () => {
    answered('ENABLED', 'ENABLED', '444455556666');
    await expect(port.states(account)).resolves.toEqual({ EC2: 'disabled', LAMBDA: 'disabled' });
  });

  const failedAccounts = [
    { accountId: account, errorCode: 'ACCESS_DENIED' as const, errorMessage: 'a delegated administrator decides' },
  ];

  test('an account that Inspector lists as failed is a fault, though it answers 200', async () => {
    inspector.on(BatchGetAccountStatusCommand).resolves({ accounts: [], failedAccounts });
    inspector.on(EnableCommand).resolves({ accounts: [], failedAccounts });
    await expect(port.states(account)).rejects.toThrow('ACCESS_DENIED a delegated administrator decides');
    await expect(port.enable(account, ['EC2'])).rejects.toThrow('ACCESS_DENIED a delegated administrator decides');
  });

  test('asks for exactly what it is told', async () => {
    inspector.on(EnableCommand).resolves({ accounts: [] });
    await port.enable(account, ['EC2', 'LAMBDA']);
    expect(inspector.commandCalls(EnableCommand)[0]?.args[0].input).toEqual({
      accountIds: [account],
      resourceTypes: ['EC2', 'LAMBDA'],
    });
  });

  test('refusals are faults', async () => {
    inspector.rejects(denied);
    await expect(port.states(account)).rejects.toMatchObject({ cause: denied });
    await expect(port.enable(account, ['EC2'])).rejects.toMatchObject({ cause: denied });
  });
});
