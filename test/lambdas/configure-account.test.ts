import { answerCloudFormation } from '../../lambdas/configure-account/answer';
import { configureAccount } from '../../lambdas/configure-account/configure-account';
import type { AccountSettings } from '../../lambdas/configure-account/contract';
import type { Ports, Scanned, ScanState } from '../../lambdas/configure-account/ports';
import { parseSettings } from '../../lambdas/configure-account/settings';

const all: AccountSettings = {
  account: '111122223333',
  s3PublicAccessBlock: true,
  ebsEncryption: true,
  inspector: true,
};
const none: AccountSettings = { ...all, s3PublicAccessBlock: false, ebsEncryption: false, inspector: false };

interface Fake {
  readonly ports: Ports;
  /** Every call that changes something. */
  readonly changes: string[];
  readonly pauses: number[];
}

interface Account {
  blocked?: boolean;
  encrypted?: boolean;
  /** What Inspector answers, one after the other; the last stays. */
  scans?: Record<Scanned, ScanState>[];
  /** Calls that throw. */
  failing?: readonly string[];
  /** Changes that AWS accepts and does not make. */
  ignored?: readonly string[];
}

const off = { EC2: 'disabled', LAMBDA: 'disabled' } as const;
const on = { EC2: 'enabled', LAMBDA: 'enabled' } as const;

function anAccount(account: Account = {}): Fake {
  const { failing = [], ignored = [], scans = [on] } = account;
  const state = { blocked: account.blocked ?? false, encrypted: account.encrypted ?? false };
  const answers = [...scans];
  const changes: string[] = [];
  const pauses: number[] = [];
  const fail = (call: string): Promise<void> =>
    failing.includes(call) ? Promise.reject(new Error(`${call} failed`)) : Promise.resolve();
  const change = async (call: string, make: () => void): Promise<void> => {
    await fail(call);
    changes.push(call);
    if (!ignored.includes(call)) make();
  };
  const ports: Ports = {
    publicAccess: {
      isBlocked: () => fail('isBlocked').then(() => state.blocked),
      block: (id) => change('block', () => (state.blocked = id === all.account)),
    },
    volumes: {
      isDefault: () => fail('isDefault').then(() => state.encrypted),
      makeDefault: () => change('makeDefault', () => (state.encrypted = true)),
    },
    scanner: {
      states: () => fail('states').then(() => (answers.length > 1 ? answers.shift() : answers[0]) ?? off),
      enable: (_, what) => change(`enable ${what.join(',')}`, () => undefined),
    },
    pause: (milliseconds) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    },
  };
  return { ports, changes, pauses };
}

describe('configureAccount', () => {
  test('switches everything on and says so', async () => {
    const { ports, changes } = anAccount({ scans: [off, on] });
    await expect(configureAccount(all, ports)).resolves.toEqual({
      s3PublicAccessBlock: 'switched on',
      ebsEncryption: 'switched on',
      inspector: 'switched on',
    });
    expect(changes).toEqual(['block', 'makeDefault', 'enable EC2,LAMBDA']);
  });

  test('changes nothing where everything is on', async () => {
    const { ports, changes, pauses } = anAccount({ blocked: true, encrypted: true });
    await expect(configureAccount(all, ports)).resolves.toEqual({
      s3PublicAccessBlock: 'was on',
      ebsEncryption: 'was on',
      inspector: 'was on',
    });
    expect(changes).toEqual([]);
    expect(pauses).toEqual([]);
  });

  test('does not even look at what is not asked for', async () => {
    const { ports, changes } = anAccount({ failing: ['isBlocked', 'isDefault', 'states'] });
    await expect(configureAccount(none, ports)).resolves.toEqual({
      s3PublicAccessBlock: 'left alone',
      ebsEncryption: 'left alone',
      inspector: 'left alone',
    });
    expect(changes).toEqual([]);
  });

  test.each(['isBlocked', 'block', 'isDefault', 'makeDefault', 'states', 'enable EC2,LAMBDA'])(
    'fails when %s fails',
    async (call) => {
      const { ports } = anAccount({ scans: [off], failing: [call] });
      await expect(configureAccount(all, ports)).rejects.toThrow(`${call} failed`);
    },
  );

  test.each([
    ['block', 'S3 Block Public Access is still off'],
    ['makeDefault', 'EBS encryption by default is still off'],
  ])('fails when AWS accepts %s and it stays off', async (call, message) => {
    const { ports } = anAccount({ ignored: [call] });
    await expect(configureAccount(all, ports)).rejects.toThrow(message);
  });

  test('asks Inspector only for what is off', async () => {
    const { ports, changes } = anAccount({ scans: [{ ...on, LAMBDA: 'disabled' }, on] });
    await configureAccount({ ...none, inspector: true }, ports);
    expect(changes).toEqual(['enable LAMBDA']);
  });

  test('waits while Inspector is changing, and asks when it has ended up off', async () => {
    const changing = { EC2: 'changing', LAMBDA: 'disabled' } as const;
    const { ports, changes, pauses } = anAccount({ scans: [changing, off, changing, on] });
    await expect(configureAccount({ ...none, inspector: true }, ports)).resolves.toMatchObject({
      inspector: 'switched on',
    });
    expect(changes).toEqual(['enable EC2,LAMBDA']);
    expect(pauses).toEqual([5000, 5000, 5000]);
  });

  test('fails when Inspector is not on after 150 seconds, having asked once', async () => {
    const { ports, changes, pauses } = anAccount({ scans: [off] });
    await expect(configureAccount({ ...none, inspector: true }, ports)).rejects.toThrow(
      'Inspector is not on for EC2 and LAMBDA after 150 seconds',
    );
    expect(changes).toEqual(['enable EC2,LAMBDA']);
    expect(pauses).toHaveLength(29);
  });
});

describe('answerCloudFormation', () => {
  test('names the resource after the account and hands over what it found', async () => {
    const { ports } = anAccount({ blocked: true, encrypted: true });
    await expect(answerCloudFormation({ type: 'Create', properties: all }, ports)).resolves.toEqual({
      physicalId: 'account-settings-111122223333',
      data: { s3PublicAccessBlock: 'was on', ebsEncryption: 'was on', inspector: 'was on' },
    });
  });

  test('keeps its name on an update', async () => {
    const { ports } = anAccount();
    const answer = await answerCloudFormation({ type: 'Update', properties: none, physicalId: 'as-before' }, ports);
    expect(answer.physicalId).toBe('as-before');
  });

  test('leaves everything on when the resource is deleted', async () => {
    const { ports, changes } = anAccount({
      scans: [on],
      failing: ['isBlocked', 'block', 'isDefault', 'makeDefault', 'states'],
    });
    const answer = await answerCloudFormation({ type: 'Delete', properties: all, physicalId: 'as-before' }, ports);
    expect(answer).toEqual({ physicalId: 'as-before' });
    expect(changes).toEqual([]);
  });
});

describe('parseSettings', () => {
  const said = { account: '111122223333', s3PublicAccessBlock: 'true', ebsEncryption: 'false', inspector: 'true' };

  test('reads CloudFormation’s strings', () => {
    expect(parseSettings(said)).toEqual({ ...all, ebsEncryption: false });
  });

  test.each([
    ['a missing property', { ...said, inspector: undefined }],
    ['an unknown one', { ...said, guardDuty: 'true' }],
    ['a flag of another form', { ...said, inspector: 'yes' }],
    ['an account that is none', { ...said, account: '1111' }],
    ['nothing', undefined],
  ])('refuses %s', (_, properties) => {
    expect(() => parseSettings(properties)).toThrow();
  });
});
