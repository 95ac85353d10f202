import type { Vault } from '../../../lambdas/verify-backup/ports';
import { homeKey, offsiteKey } from './expectations';
import { type Case, expectFindings, proveDay } from './findings';
import { provenWorld } from './proven-world';
import { hours, type World } from './world';

type Place = 'home' | 'offsite';
const point = (world: World, place: Place, kind: 'db:' | 'file-system', newest = 0) => {
  const points = world.vaults[place].points.filter(({ resourceArn }) => resourceArn?.includes(kind));
  const found = points[newest];
  if (!found) throw new Error('no such point');
  return found as { -readonly [K in keyof typeof found]: (typeof found)[K] };
};
const vault = (world: World, place: Place) => world.vaults[place].vault as { -readonly [K in keyof Vault]: Vault[K] };

describe('vaults and recovery points that are not as promised', () => {
  test.each<Case>([
    ...(['home', 'offsite'] as const).flatMap((place): [string, (world: World) => unknown, string[], string[]?][] => [
      [`the ${place} vault is not locked`, (world) => (vault(world, place).locked = false), [`${place}-vault-lock`]],
      [
        `the least life in the lock of the ${place} vault was shortened`,
        (world) => (vault(world, place).minRetentionDays = 1),
        [`${place}-vault-lock`],
      ],
      [
        `the lock of the ${place} vault has no least life`,
        (world) => (vault(world, place).minRetentionDays = undefined),
        [`${place}-vault-lock`],
      ],
      [
        `the longest life in the lock of the ${place} vault is another`,
        (world) => (vault(world, place).maxRetentionDays = 36_500),
        [`${place}-vault-lock`],
      ],
      [
        `the ${place} vault has another key`,
        (world) => (vault(world, place).keyArn = 'arn:aws:kms:us-east-1:1:key/other'),
        [`${place}-vault-key`],
      ],
      [`the ${place} vault names no key`, (world) => (vault(world, place).keyArn = undefined), [`${place}-vault-key`]],
      [
        `the ${place} vault is empty`,
        (world) => (world.vaults[place].points = []),
        [`${place}-database-fresh`, `${place}-files-fresh`],
        [`${place}-database-key`, `${place}-database-life`, `${place}-files-key`, `${place}-files-life`],
      ],
      ...(
        [
          ['database', 'db:'],
          ['files', 'file-system'],
        ] as const
      ).flatMap(([kind, arn]): [string, (world: World) => unknown, string[], string[]?][] => [
        [
          `the ${place} vault has no ${kind} of the last 30 hours`,
          (world) => {
            point(world, place, arn, 0).takenAt = hours(world.now, -31);
            point(world, place, arn, 1).takenAt = hours(world.now, -30.1);
          },
          [`${place}-${kind}-fresh`],
        ],
        [
          `the newest of the ${kind} in the ${place} vault did not complete`,
          (world) => {
            point(world, place, arn).status = 'PARTIAL';
            world.now = hours(world.now, 6);
          },
          [`${place}-${kind}-fresh`],
        ],
        [
          `the newest of the ${kind} in the ${place} vault is of another resource`,
          (world) => {
            point(world, place, arn).resourceArn = 'arn:another';
            world.now = hours(world.now, 6);
          },
          [`${place}-${kind}-fresh`],
        ],
        [
          `a recovery point of the ${kind} in the ${place} vault has another key`,
          (world) => (point(world, place, arn, 1).keyArn = 'arn:aws:kms:eu-west-1:1:key/other'),
          [`${place}-${kind}-key`],
        ],
        [
          `a recovery point of the ${kind} in the ${place} vault is not encrypted`,
          (world) => (point(world, place, arn, 1).encrypted = false),
          [`${place}-${kind}-key`],
        ],
        [
          `a recovery point of the ${kind} in the ${place} vault lives too short`,
          (world) => (point(world, place, arn, 1).deleteAfterDays = 6),
          [`${place}-${kind}-life`],
        ],
        [
          `a recovery point of the ${kind} in the ${place} vault lives too long`,
          (world) => (point(world, place, arn, 1).deleteAfterDays = 366),
          [`${place}-${kind}-life`],
        ],
        [
          `a recovery point of the ${kind} in the ${place} vault has no end`,
          (world) => (point(world, place, arn, 1).deleteAfterDays = undefined),
          [`${place}-${kind}-life`],
        ],
      ]),
    ]),
    [
      'the lock at home became final, which nobody deployed',
      (world) => (vault(world, 'home').lockDate = new Date('2026-11-28T00:00:00Z')),
      ['home-vault-lock'],
    ],
    [
      'the lock offsite is not final',
      (world) => (vault(world, 'offsite').lockDate = undefined),
      ['offsite-vault-lock'],
    ],
  ])('%s: exactly that is found', async (_, change, failed, notRun = []) => {
    const world = await provenWorld();
    change(world);
    expectFindings(world, await proveDay(world), [failed, notRun], 'BackupProven');
  });

  test('the one wrong recovery point is named, and others are counted', async () => {
    const world = await provenWorld();
    for (const newest of [0, 1, 2]) point(world, 'offsite', 'db:', newest).keyArn = 'arn:wrong';
    const { results } = await proveDay(world);
    const { observed, expected } = results.find(({ id }) => id === 'offsite-database-key') ?? {};
    expect(observed).toBe(`${point(world, 'offsite', 'db:').arn} has arn:wrong and 2 others`);
    expect(expected).toBe(offsiteKey);
  });

  test.each<[string, string, string, string, (world: World) => unknown]>([
    [
      'an empty vault',
      'home-files-fresh',
      'none completed among 0 in the vault',
      'at most 30 hours old',
      (world) => (world.vaults.home.points = []),
    ],
    [
      'an age',
      'home-files-fresh',
      '53.2 hours old',
      'at most 30 hours old',
      (world) => (world.now = hours(world.now, 49)),
    ],
    [
      'a life',
      'home-database-life',
      'arn:point:home:arn:aws:rds:us-east-1:111122223333:db:shop:1 lives 6 days',
      '14 to 365 days',
      (world) => (point(world, 'home', 'db:').deleteAfterDays = 6),
    ],
    [
      'a life without end',
      'home-database-life',
      'arn:point:home:arn:aws:rds:us-east-1:111122223333:db:shop:1 has no end',
      '14 to 365 days',
      (world) => (point(world, 'home', 'db:').deleteAfterDays = undefined),
    ],
    [
      'no encryption',
      'home-database-key',
      'arn:point:home:arn:aws:rds:us-east-1:111122223333:db:shop:1 is not encrypted',
      homeKey,
      (world) => (point(world, 'home', 'db:').encrypted = false),
    ],
    [
      'an open vault',
      'home-vault-lock',
      'not locked',
      'locked, not for good, 14 to 365 days',
      (world) => (vault(world, 'home').locked = false),
    ],
    [
      'a lock without limits',
      'offsite-vault-lock',
      'locked, for good, no least to no most days',
      'locked, for good, 7 to 365 days',
      (world) => Object.assign(vault(world, 'offsite'), { minRetentionDays: undefined, maxRetentionDays: undefined }),
    ],
  ])('%s is told in words', async (_, id, observed, expected, change) => {
    const world = await provenWorld();
    change(world);
    const { results } = await proveDay(world);
    expect(results.find((result) => result.id === id)).toMatchObject({ observed, expected, verdict: 'fail' });
  });
});
