import { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { HardenedSchedule } from '../hardened/hardened-schedule';

export interface DrillSchedulesProps {
  readonly store: StoreConfig;
  readonly sweeperArn: string;
  /** Starts drills of database and files quarterly. @default - AWS Backup's restore testing keeps time */
  readonly offsiteMachineArn?: string;
}

/** After the night's backups and the weekend's drills, at an hour that people answer. */
const sweepSchedule = 'cron(30 8 * * ? *)';

/** Keeps time, in the store's zone: the daily sweep, and offsite the quarterly drills. */
export class DrillSchedules extends Construct {
  constructor(scope: Construct, id: string, { store, sweeperArn, offsiteMachineArn }: DrillSchedulesProps) {
    super(scope, id);
    new HardenedSchedule(this, 'Sweep', {
      store,
      description: 'the daily sweep of what drills left behind',
      expression: sweepSchedule,
      target: { arn: sweeperArn, action: 'lambda:InvokeFunction' },
      input: { step: 'sweep' },
    });
    if (offsiteMachineArn === undefined) return;
    for (const [each, resource] of Object.entries({ Database: 'database', Files: 'files' })) {
      new HardenedSchedule(this, each, {
        store,
        description: `the drill of the offsite copy, ${resource}`,
        expression: store.drill.offsiteSchedule,
        target: { arn: offsiteMachineArn, action: 'states:StartExecution' },
        input: { resource },
      });
    }
  }
}
