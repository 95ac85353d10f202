import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { BackupClient } from '@aws-sdk/client-backup';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EC2Client } from '@aws-sdk/client-ec2';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SSMClient } from '@aws-sdk/client-ssm';
import { AwsAlarms } from './aws-alarms';
import { AwsBackups } from './aws-backups';
import { AwsDeployments } from './aws-deployments';
import { AwsHosts } from './aws-hosts';
import { AwsImages } from './aws-images';
import { AwsRefreshes } from './aws-refreshes';
import { AwsWindows } from './aws-windows';
import type { Ports } from './ports';
import type { applyPatchSettings } from './settings';

/** An answer that does not begin within this time is asked for again. */
const patience = { maxAttempts: 4, requestHandler: { connectionTimeout: 5_000, socketTimeout: 15_000 } };

/** The adapters: everything is at home, but for alarms and stacks. */
export function awsPorts(settings: ReturnType<typeof applyPatchSettings>): Omit<Ports, 'now'> {
  const { autoScalingGroup, imageParameter, newestImageParameter } = settings;
  const autoScaling = new AutoScalingClient(patience);
  return {
    images: new AwsImages(new SSMClient(patience), { store: imageParameter, newest: newestImageParameter }),
    hosts: new AwsHosts(autoScaling, new EC2Client(patience), autoScalingGroup),
    refreshes: new AwsRefreshes(autoScaling, autoScalingGroup, settings.refreshAlarms),
    backups: new AwsBackups(new BackupClient(patience), settings),
    alarms: new AwsAlarms(
      (region) => new CloudWatchClient({ ...patience, region }),
      settings.alarmPrefixes,
      settings.toleratedAlarms,
    ),
    deployments: new AwsDeployments((region) => new CloudFormationClient({ ...patience, region }), settings.stacks),
    windows: new AwsWindows(new SFNClient(patience), settings.machineArn),
  };
}
