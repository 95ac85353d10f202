import { spawnSync } from 'node:child_process';
import { phpVersionCompare } from '../../../../lambdas/shared/vulnerabilities/php-version-compare';

/** What versions are made of, and what nobody would think of. */
const pieces = [
  ...['0', '1', '2', '9', '10', '01', '007', '20241121', '9223372036854775807', '9223372036854775808', '9'.repeat(25)],
  ...['.', '.', '.', '.', '-', '_', '+', '..', '.-', '~', ' ', '/', ',', '(', 'é', '日'],
  ...[
    'a',
    'b',
    'p',
    'alpha',
    'beta',
    'RC',
    'rc',
    'Rc',
    'dev',
    'pl',
    'patch',
    '#',
    '#N#',
    'x',
    'foo',
    'Alpha',
    'v',
    'd',
  ],
];

const byHand: readonly (readonly [string, string])[] = [
  ['1.0', '1.0.0'],
  ['1.10', '1.9'],
  ['6.8', '6.8.1'],
  ['1.0-rc1', '1.0'],
  ['1.0RC1', '1.0rc1'],
  ['1.0.0-beta.2', '1.0.0-beta.10'],
  ['1.0b', '1.0a'],
  ['1.0pl1', '1.0'],
  ['1.0p1', '1.0-dev'],
  ['1.0-dev', '1.0-alpha'],
  ['v1.2', '1.2'],
  ['1.2.3.', '1.2.3'],
  ['.1', '1'],
  ['', ''],
  ['', '0'],
  ['#', '#'],
  ['#1', '1'],
  ['1#', '1'],
  ['1..2', '1.2'],
  ['1.2-', '1.2'],
  ['-1', '1'],
  ['+9', '+RC0'],
  ['-01', 'foo'],
  ['..', '..'],
  ['foo', 'bar'],
  ['1.x', '1.y'],
  ['1\u00001', '1'],
  ['1é2', '1.2'],
  ['9223372036854775808', '9223372036854775809'],
];

/** The same each time. */
function generated(count: number): (readonly [string, string])[] {
  let state = 20_261_125;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % limit;
  };
  const version = () => Array.from({ length: below(7) }, () => pieces[below(pieces.length)]).join('');
  return Array.from({ length: count }, () => {
    const one = version();
    // Versions that begin alike are compared to their ends.
    return [one, below(2) === 0 ? `${one}${version()}` : version()] as const;
  });
}

const program = `echo json_encode(array_map(
  fn($pair) => version_compare($pair[0], $pair[1]),
  json_decode(stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR)));`;

const hasPhp = spawnSync('php', ['--version']).status === 0;
// Where nobody looks at a skipped test, PHP must be there.
const whereThereIsPhp = hasPhp || process.env.CI !== undefined ? test : test.skip;

describe('phpVersionCompare', () => {
  whereThereIsPhp('says what PHP itself says, of 5,000 pairs', () => {
    const pairs = [...byHand, ...byHand.map(([one, other]) => [other, one] as const), ...generated(5_000)];
    const { stdout, stderr } = spawnSync('php', ['-r', program], { input: JSON.stringify(pairs), encoding: 'utf8' });
    expect(stderr).toBe('');
    const said = JSON.parse(stdout) as number[];
    expect(said).toHaveLength(pairs.length);
    const orders = new Set(said);
    expect([...orders].sort()).toEqual([-1, 0, 1]);
    const wrong = pairs.flatMap(([one, other], n) => {
      const ours = phpVersionCompare(one, other);
      return ours === said[n] ? [] : [{ one, other, php: said[n], ours }];
    });
    expect(wrong).toEqual([]);
  });

  test.each<[string, string, number]>([
    ['1.9', '1.10', -1],
    ['1.0', '1.0.0', -1],
    ['1.0-RC1', '1.0', -1],
    ['1.0-dev', '1.0-alpha', -1],
    ['1.0-alpha', '1.0-beta', -1],
    ['1.0-beta', '1.0-rc', -1],
    ['1.0', '1.0pl1', -1],
    ['1.0-foo', '1.0-dev', -1],
    ['1-2', '1.2', 0],
    ['1a2', '1.a.2', 0],
    ['01.2', '1.02', 0],
    ['', '0', -1],
    ['', '', 0],
    ['2.', '2', -1],
  ])('%s against %s is %d', (one, other, order) => {
    expect(phpVersionCompare(one, other)).toBe(order);
    expect(phpVersionCompare(other, one)).toBe(order === 0 ? 0 : -order);
  });
});
