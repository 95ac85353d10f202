import { ensurePrograms, type Machine, missingPackages } from '../../../cli/host/programs';

const extensions = ['mysqli', 'curl', 'gd', 'intl', 'mbstring', 'xml', 'zip'];
const programs = ['nginx', 'php-fpm8.2', 'php', 'mariadbd', 'openssl', 'curl', 'jq', 'apt-get'];

function machine(without: readonly string[] = []): Machine {
  const there = programs.filter((name) => !without.includes(name));
  return {
    has: (name) => there.some((one) => (typeof name === 'string' ? one === name : name.test(one))),
    phpExtensions: extensions.filter((name) => !without.includes(name)),
  };
}

test('misses nothing where all is installed', async () => {
  expect(missingPackages(machine())).toEqual([]);
  await expect(ensurePrograms({ yes: false, terminal: false, asRoot: true }, machine())).resolves.toBeUndefined();
});

test.each([
  ['nginx', 'nginx'],
  ['php-fpm8.2', 'php-fpm'],
  ['php', 'php-cli'],
  ['mariadbd', 'mariadb-server'],
  ['openssl', 'openssl'],
  ['curl', 'curl'],
  ['jq', 'jq'],
  ['mysqli', 'php-mysql'],
  ['gd', 'php-gd'],
  ['intl', 'php-intl'],
  ['mbstring', 'php-mbstring'],
  ['xml', 'php-xml'],
  ['zip', 'php-zip'],
])('names the package of a missing %s', (name, packageName) => {
  expect(missingPackages(machine([name]))).toContain(packageName);
});

test('without a terminal and without --yes it says what to run, and installs nothing', async () => {
  const refused = ensurePrograms({ yes: false, terminal: false, asRoot: true }, machine(['nginx', 'jq']));
  await expect(refused).rejects.toMatchObject({
    exitCode: 2,
    message: 'the preview misses nginx, jq: run "apt-get install nginx jq", or use --yes',
  });
});

test('who is not root is told to use sudo', async () => {
  const refused = ensurePrograms({ yes: false, terminal: false, asRoot: false }, machine(['jq']));
  await expect(refused).rejects.toThrow('run "sudo apt-get install jq"');
});

test('where there is no apt-get, no command is promised', async () => {
  const refused = ensurePrograms({ yes: true, terminal: true, asRoot: true }, machine(['nginx', 'apt-get']));
  await expect(refused).rejects.toMatchObject({
    exitCode: 2,
    message: 'the preview runs on Debian and Ubuntu; it misses nginx',
  });
});
