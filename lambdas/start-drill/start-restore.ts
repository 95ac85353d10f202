import { drillIdOf, drillNameOf } from '../shared/drill-id';
import type { DrillResource, DrillRun, Started } from './contract';
import type { RecoveryPoints, RestoreJobs } from './ports';
import { restoreMetadata, type RestoreTarget } from './restore-metadata';

export interface StartSettings extends Omit<RestoreTarget, 'name'> {
  readonly drillPrefix: string;
  readonly vaultName: string;
}

/**
 * Restores the newest recovery point of the vault beside the shop. Called again for the same execution it starts nothing more.
 * @throws Error when AWS refuses or does not answer
 */
export async function startRestore(
  run: DrillRun & { readonly resource: DrillResource },
  settings: StartSettings,
  ports: { readonly points: RecoveryPoints; readonly jobs: RestoreJobs },
): Promise<Started> {
  const { resource } = run;
  const point = await ports.points.newest(resource);
  if (point === undefined) {
    return {
      state: 'none',
      reason: `vault ${settings.vaultName} holds no completed recovery point of the ${resource}`,
    };
  }
  const recorded = await ports.points.metadata(point.arn);
  const restoreJobId = await ports.jobs.start({
    resource,
    recoveryPointArn: point.arn,
    metadata: restoreMetadata(resource, recorded, {
      ...settings,
      name: drillNameOf(settings.drillPrefix, run.execution),
    }),
    token: drillIdOf(run.execution),
  });
  return { state: 'started', restoreJobId };
}
