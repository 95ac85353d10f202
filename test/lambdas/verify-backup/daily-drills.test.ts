import { type Case, expectFindings, proveDay } from './findings';
import { provenWorld } from './proven-world';
import { aDrill, hours, type World } from './world';

describe('drills that are missing, late or failed', () => {
  test.each<Case>([
    ...(
      [
        ['restore-drill', 168 + 24],
        ['offsite-drill', 2_208 + 48],
      ] as const
    ).flatMap(([check, within]) =>
      (['database', 'files'] as const).flatMap((resource): [string, (world: World) => unknown, string[]][] => [
        [
          `there never was a ${check} of the ${resource}`,
          (world) => {
            world.dropEvidence((one) => one.check === check && one.subject.resource === resource);
          },
          [`${check}-${resource}`],
        ],
        [
          `the last ${check} of the ${resource} is too long ago`,
          (world) => {
            world.dropEvidence((one) => one.check === check && one.subject.resource === resource);
            world.evidence.push(aDrill(check, resource, hours(world.now, -within - 0.1)));
          },
          [`${check}-${resource}`],
        ],
        [
          `every ${check} of the ${resource} was of the vault before, or of another`,
          (world) => {
            for (const one of world.evidence) {
              if (one.check === check && one.subject.resource === resource) one.subject.vault = 'acme-home-g1';
            }
          },
          [`${check}-${resource}`],
        ],
        [
          `the last ${check} of the ${resource} failed`,
          (world) => world.evidence.push(aDrill(check, resource, hours(world.now, -2), 'fail')),
          [`${check}-${resource}`],
        ],
        [
          `every ${check} of the ${resource} ended in an error`,
          (world) => {
            for (const one of world.evidence) {
              if (one.check === check && one.subject.resource === resource) one.verdict = 'error';
            }
          },
          [`${check}-${resource}`],
        ],
      ]),
    ),
  ])('%s: exactly that is found', async (_, change, failed, notRun = []) => {
    const world = await provenWorld();
    change(world);
    expectFindings(world, await proveDay(world), [failed, notRun], 'BackupProven');
  });
});
