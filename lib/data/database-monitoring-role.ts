import { Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge } from '../hardened/acknowledge';

/**
 * Lets RDS write the operating system's figures (enhanced monitoring), in place of the managed policy, which covers every group
 * named `RDS*`. The group `RDSOSMetrics` is one for all databases of the account and made by RDS, without a customer's key: it
 * holds figures and process names, no data.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html
 */
export class DatabaseMonitoringRole extends Role {
  constructor(scope: Construct, id: string) {
    const { account, region } = Stack.of(scope);
    const group = `arn:aws:logs:${region}:${account}:log-group:RDSOSMetrics`;
    super(scope, id, {
      description: 'RDS enhanced monitoring writes its figures',
      assumedBy: new ServicePrincipal('monitoring.rds.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    });
    new ManagedPolicy(this, 'Figures', {
      description: 'Writes the figures of enhanced monitoring',
      roles: [this],
      statements: [
        new PolicyStatement({
          actions: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'],
          resources: [group, `${group}:*`],
        }),
        new PolicyStatement({
          actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:GetLogEvents', 'logs:PutLogEvents'],
          resources: [`${group}:log-stream:*`],
        }),
      ],
    });
    for (const resource of [`${group}:*`, `${group}:log-stream:*`]) {
      acknowledge(this, `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`, {
        reason:
          'RDS names a log stream after each instance; the role can reach the streams of the group RDSOSMetrics and no other',
        owner: 'storefort',
        reviewBy: '2027-11-01',
      });
    }
  }
}
