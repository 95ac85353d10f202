import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { HardenedLogGroup } from '../hardened/hardened-log-group';

export interface HostLogsProps {
  readonly store: Pick<StoreConfig, 'name' | 'generation' | 'trial'>;
  /** Lets CloudWatch Logs use it. */
  readonly key: IKey;
}

/**
 * The log groups hosts write to, `/storefort/<store>/<kind>-g<generation>`. They exist before the first host does: a host may
 * write to them and may not make any, so nothing is ever logged without encryption and retention.
 * The kinds are those of host/cloudwatch/agent.json.
 */
export class HostLogs extends Construct {
  readonly groups: readonly ILogGroup[];
  /** The system's own, and PHP's: operations watches these. */
  readonly system: ILogGroup;
  readonly php: ILogGroup;

  constructor(scope: Construct, id: string, props: HostLogsProps) {
    super(scope, id);
    const { store, key } = props;
    const group = (name: string, kind: string): ILogGroup =>
      new HardenedLogGroup(this, name, {
        store,
        key,
        logGroupName: `/storefort/${store.name}/${kind}-g${store.generation}`,
      });
    this.system = group('System', 'system');
    this.php = group('Php', 'php');
    this.groups = [
      this.system,
      group('NginxAccess', 'nginx-access'),
      group('NginxError', 'nginx-error'),
      this.php,
      group('Bootstrap', 'bootstrap'),
    ];
  }
}
