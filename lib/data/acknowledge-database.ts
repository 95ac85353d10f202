import type { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { acknowledge } from '../hardened/acknowledge';

const by = { owner: 'storefort', reviewBy: '2027-11-01' };

/** Accepts what the rule packs find at the database: always, in the sizes of one zone, and in trials. */
export function acknowledgeDatabase(
  instance: DatabaseInstance,
  choices: { readonly multiAz: boolean; readonly trial: boolean },
): void {
  acknowledge(instance, 'AwsSolutions::AwsSolutions-RDS11', {
    ...by,
    reason:
      'the port is no secret: only hosts, rotation, database users and drills reach it, by security group, in subnets without a route to the internet',
  });
  acknowledge(instance, ['NIST.800.53.R5::NIST.800.53.R5-RDSInBackupPlan'], {
    ...by,
    reason:
      'the backup plan of the operations stack selects this instance; the rule looks for a selection in the same stack only',
  });
  acknowledge(instance, unexported('audit'), {
    ...by,
    reason:
      'error and slow query logs are exported; the audit log needs an option group, which can block the copy of recovery points to another region',
  });
  acknowledge(instance, unexported('general'), {
    ...by,
    reason:
      'the general log would hold every statement, with names and addresses of shoppers in clear text; error and slow query logs are exported',
  });
  if (!choices.multiAz) {
    acknowledge(instance, ['AwsSolutions::AwsSolutions-RDS3', 'NIST.800.53.R5::NIST.800.53.R5-RDSMultiAZSupport'], {
      ...by,
      reason:
        'the size solo has its database in one zone to stay under its cost; point-in-time recovery, daily recovery points and drills stand in for the standby',
    });
  }
  if (choices.trial) {
    acknowledge(
      instance,
      ['AwsSolutions::AwsSolutions-RDS10', 'NIST.800.53.R5::NIST.800.53.R5-RDSInstanceDeletionProtectionEnabled'],
      {
        ...by,
        reason: 'a trial store holds nothing worth keeping and is deleted with its stacks; plan and report say TRIAL',
      },
    );
  }
}

function unexported(log: string): string[] {
  return ['NIST.800.53.R5::NIST.800.53.R5', 'PCI.DSS.321::PCI.DSS.321'].map(
    (pack) => `${pack}-RDSLoggingEnabled[LogExport::${log}]`,
  );
}
