import { verifyBackup } from '../../../lambdas/verify-backup/verify-backup';
import { aDrill, hours, lastNight, tonight, World } from './world';

/** The world of a morning after: both exports proven when they arrived, and every drill passed. */
export async function provenWorld(): Promise<World> {
  const world = new World();
  const morning = new Date('2026-11-25T09:30:00Z');
  for (const id of [lastNight, tonight]) {
    world.now = hours(world.object('manifest', id).lastModified, 0.1);
    await verifyBackup({ expected: world.expected, manifestKey: world.keyOf('manifest', id) }, world.ports());
  }
  world.now = morning;
  for (const resource of ['database', 'files']) {
    world.evidence.push(aDrill('restore-drill', resource, hours(morning, -60)));
    world.evidence.push(aDrill('offsite-drill', resource, hours(morning, -1_000)));
  }
  world.put.length = 0;
  world.asked.length = 0;
  return world;
}
