import { createAdmin } from '../../../cli/admin/create-admin';
import type { Hosts, Programs } from '../../../cli/admin/ports';
import { CommandError } from '../../../cli/exit-codes';
import { aStore } from '../../support/stores';

const store = aStore({ region: 'eu-central-1' });

class FakePrograms implements Programs {
  readonly ran: (readonly string[])[] = [];
  constructor(
    private readonly installed: readonly string[] = ['aws', 'session-manager-plugin'],
    private readonly exitCode = 0,
  ) {}
  isInstalled(program: string): boolean {
    return this.installed.includes(program);
  }
  run(program: string, args: readonly string[]): Promise<number> {
    this.ran.push([program, ...args]);
    return Promise.resolve(this.exitCode);
  }
}

function hosts(found: readonly string[] | undefined): Hosts {
  return { healthy: () => Promise.resolve(found) };
}

test('runs the host’s own script in a session on one of its hosts, in the store’s region', async () => {
  const programs = new FakePrograms();
  expect(await createAdmin({ store }, { hosts: hosts(['i-1', 'i-2']), programs })).toBe(0);
  expect(programs.ran).toEqual([
    [
      ...['aws', 'ssm', 'start-session', '--region', 'eu-central-1', '--target', 'i-1'],
      ...['--document-name', 'AWS-StartInteractiveCommand', '--parameters'],
      '{"command":["sudo /opt/storefort/host/bin/storefort-admin create"]}',
    ],
  ]);
});

test('hands over login and mail address', async () => {
  const programs = new FakePrograms();
  await createAdmin({ store, login: 'anna.b', email: 'anna+shop@example.com' }, { hosts: hosts(['i-1']), programs });
  expect(programs.ran[0]?.at(-1)).toBe(
    '{"command":["sudo /opt/storefort/host/bin/storefort-admin create --login anna.b --email anna+shop@example.com"]}',
  );
});

test('ends as the session ended', async () => {
  const programs = new FakePrograms(undefined, 255);
  expect(await createAdmin({ store }, { hosts: hosts(['i-1']), programs })).toBe(255);
});

test.each([
  [{ login: 'anna' }, '--login and --email belong together'],
  [{ email: 'anna@example.com' }, '--login and --email belong together'],
  [{ login: 'a; reboot', email: 'anna@example.com' }, '--login must be letters'],
  [{ login: '$(id)', email: 'anna@example.com' }, '--login must be letters'],
  [{ login: '--email', email: 'anna@example.com' }, '--login must be letters'],
  [{ login: 'anna', email: 'a"b@example.com' }, '--email must be letters'],
])('refuses %j, and asks nobody', async (options, message) => {
  const programs = new FakePrograms();
  const asked = jest.fn<Promise<string[]>, []>();
  const refused = createAdmin({ store, ...options }, { hosts: { healthy: asked }, programs });
  await expect(refused).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(message) });
  expect(asked).not.toHaveBeenCalled();
  expect(programs.ran).toEqual([]);
});

test.each([
  [['session-manager-plugin'], /^the AWS command line is not installed; see https:/],
  [['aws'], /^the Session Manager plugin of the AWS command line is not installed; see https:/],
])('with %j alone it says what to install, before it asks AWS', async (installed, message) => {
  const programs = new FakePrograms(installed);
  const asked = jest.fn<Promise<string[]>, []>();
  const refused = createAdmin({ store }, { hosts: { healthy: asked }, programs });
  await expect(refused).rejects.toThrow(CommandError);
  await expect(refused).rejects.toThrow(message);
  expect(asked).not.toHaveBeenCalled();
});

test.each([
  [undefined, 'account 111122223333 has no hosts of acme (generation 1) in eu-central-1; deploy acme-host first'],
  [[], 'no host of acme is in service and healthy'],
])('with hosts %j it says why not, and opens no session', async (found, message) => {
  const programs = new FakePrograms();
  await expect(createAdmin({ store }, { hosts: hosts(found), programs })).rejects.toThrow(message);
  expect(programs.ran).toEqual([]);
});
