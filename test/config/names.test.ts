import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameLimits, namesOf } from '../../lib/config/names';
import { changed, errorLines, inFolder, linesOf, sound } from './store-file';

const rule = 'the file must be named after the store: a lower-case letter, then letters, digits and dashes';

test.each(['Acme', '1acme', '-acme', 'ac_me', 'acme.eu', 'äcme'])('refuses the name %s', (name) => {
  expect(errorLines({ [`${name}.yaml`]: sound })).toEqual([
    `${name}.yaml:1:1 ${rule}, got "${name}"; rename it, such as stores/acme.yaml`,
  ]);
});

test('takes a name up to the limits of AWS and refuses one letter more', () => {
  const longest = 'a'.repeat(19);
  expect(errorLines({ [`${longest}.yaml`]: sound })).toEqual([]);
  expect(errorLines({ [`${longest}b.yaml`]: sound })).toEqual([
    `${longest}b.yaml:1:1 the file must have a name from which the load balancer’s, storefort-${longest}b-g1, has at most 32 characters, got 33; shorten the file’s name by 1`,
  ]);
});

test('counts the generation', () => {
  const longest = 'a'.repeat(19);
  expect(errorLines({ [`${longest}.yaml`]: changed({ generation: 'generation: 10' }) })).toEqual([
    `${longest}.yaml:1:1 the file must have a name from which the load balancer’s, storefort-${longest}-g10, has at most 32 characters, got 33; shorten the file’s name by 1`,
  ]);
});

test('says it for every name that is too long', () => {
  const long = 'a'.repeat(40);
  const lines = errorLines({ [`${long}.yaml`]: sound });
  expect(lines.map((line) => /from which the (.*)’s, (.*), has at most (\d+)/.exec(line)?.slice(1))).toEqual([
    ['load balancer', `storefort-${long}-g1`, '32'],
    ['target group', `web-${long}-g1`, '32'],
    ['restore testing plan', `storefort_${long}_g1`, '50'],
  ]);
});

test('derives names within their alphabets', () => {
  expect(namesOf({ name: 'two-words', generation: 2 })).toMatchObject({
    loadBalancer: 'storefort-two-words-g2',
    targetGroup: 'web-two-words-g2',
    restoreTestingPlan: 'storefort_two_words_g2',
    doorSecrets: { shop: 'storefort/two-words/shop-door-g2', staff: 'storefort/two-words/staff-door-g2' },
    edge: 'storefort-two-words-g2',
  });
});

test.each([
  ['loadBalancer', 'internal-x'],
  ['loadBalancer', '-x'],
  ['loadBalancer', 'a'.repeat(33)],
  ['targetGroup', 'x-'],
  ['targetGroup', 'a'.repeat(33)],
  ['restoreTestingPlan', 'with-dash'],
  ['restoreTestingPlan', 'a'.repeat(51)],
] as const)('knows that AWS refuses a %s called %s', (kind, name) => {
  expect(nameLimits[kind].pattern.test(name)).toBe(false);
});

test('refuses two stores of one name', () => {
  inFolder({ 'acme.yaml': sound }, (folder) => {
    mkdirSync(join(folder, 'more'));
    const other = changed({ domain: 'domain: other.example.com', staffHost: 'staffHost: desk.example.com' });
    writeFileSync(join(folder, 'more', 'acme.yaml'), other.replace('@shop', '@other'));
    expect(linesOf(folder, ['acme.yaml', 'more/acme.yaml'])).toEqual([
      'more/acme.yaml:1:1 the file must have another name than acme.yaml, got "acme"; rename one of the files',
    ]);
  });
});
