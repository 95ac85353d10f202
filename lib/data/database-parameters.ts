import { type IInstanceEngine, ParameterGroup } from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { removalOf } from '../hardened/lifetime';

export interface DatabaseParametersProps {
  readonly store: Pick<StoreConfig, 'trial'>;
  readonly engine: IInstanceEngine;
}

/**
 * What the server demands and writes down: TLS 1.2 and up from everybody (PCI DSS 4.2.1), no files read from clients, slow
 * queries to a file that RDS exports. Names and values:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MariaDB.Parameters.html
 */
export class DatabaseParameters extends ParameterGroup {
  constructor(scope: Construct, id: string, props: DatabaseParametersProps) {
    super(scope, id, {
      engine: props.engine,
      description: 'TLS only, slow queries logged, utf8mb4',
      removalPolicy: removalOf(props.store),
      parameters: {
        require_secure_transport: '1',
        tls_version: 'TLSv1.2,TLSv1.3',
        local_infile: '0',
        slow_query_log: '1',
        // Seconds.
        long_query_time: '2',
        log_output: 'FILE',
        log_warnings: '2',
        character_set_server: 'utf8mb4',
        collation_server: 'utf8mb4_unicode_520_ci',
        // A binary log by row is what point-in-time recovery replays without doubt.
        binlog_format: 'ROW',
        // Seconds. A nightly export that the offsite region takes slowly is waited for, not cut off after a minute.
        net_write_timeout: '600',
        innodb_flush_log_at_trx_commit: '1',
        sync_binlog: '1',
      },
    });
  }
}
