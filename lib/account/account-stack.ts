import { Stack, Tags } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { HardenedKey } from '../hardened/hardened-key';
import { HardenedTopic } from '../hardened/hardened-topic';
import { type AccountConfig, partsToMake } from './accounts-of';
import { AccountLogs } from './account-logs';
import { AccountSettings, madeByFunction } from './account-settings';
import { ConfigRecorder } from './config-recorder';
import { ExternalAccess } from './external-access';
import { lasting } from './lasting';
import { ThreatDetection } from './threat-detection';
import { Trail } from './trail';
import { TrailAlarms } from './trail-alarms';
import { VulnerabilityFeed } from './vulnerability-feed';

export interface AccountStackProps {
  readonly config: AccountConfig;
}

/**
 * What watches an account in one region, each part made only where the store files say `create`. Everything that records or
 * guards stays when the stack goes, trial stores or not; deployed again after that, the parts are `existing`.
 */
export class AccountStack extends Stack {
  readonly key: HardenedKey;
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, props: AccountStackProps) {
    const { account, region, first, emails } = props.config;
    const made = partsToMake(props.config);
    super(scope, id, {
      env: { account, region },
      stackName: 'storefort-account',
      description: `Storefort: what watches account ${account} in ${region}`,
      terminationProtection: true,
    });
    Tags.of(this).add('storefort:account', account);

    this.key = new HardenedKey(this, 'Key', {
      store: lasting,
      alias: 'storefort/account',
      description: 'Storefort: trail, configuration history and alarms of the account',
    });
    this.key.allowLogs();
    this.key.allowPublishing(['cloudwatch.amazonaws.com']);
    const { key } = this;

    const topic = new HardenedTopic(this, 'Topic', { key, emails, publishers: ['cloudwatch.amazonaws.com'] });
    this.topic = topic;

    if (made.has('cloudTrail') || made.has('config') || made.has('vulnerabilityFeed')) {
      const { accessLogs } = new AccountLogs(this, 'Logs');
      if (made.has('cloudTrail')) {
        const { logGroup } = new Trail(this, 'Trail', { key, accessLogs });
        new TrailAlarms(this, 'TrailAlarms', { logGroup, topic });
      }
      if (made.has('config')) new ConfigRecorder(this, 'Config', { key, accessLogs, global: first });
      if (made.has('vulnerabilityFeed'))
        new VulnerabilityFeed(this, 'Feed', { account, region, key, accessLogs, topic });
    }
    if (made.has('guardDuty')) new ThreatDetection(this, 'GuardDuty', { topic });
    if (made.has('accessAnalyzer')) new ExternalAccess(this, 'AccessAnalyzer');
    if (madeByFunction.some((part) => made.has(part))) new AccountSettings(this, 'Settings', { key, account, made });
  }
}
