import { Stack } from 'aws-cdk-lib';
import { CfnConfigurationRecorder, CfnDeliveryChannel } from 'aws-cdk-lib/aws-config';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../hardened/acknowledge';
import { AuditBucket } from './audit-bucket';
import { acknowledgeInlinePolicy } from './inline-policy';
import { keep } from './lasting';

export interface ConfigRecorderProps {
  readonly key: IKey;
  readonly accessLogs: IBucket;
  /** Records IAM too: in one region of an account, or each of its changes is recorded and paid for once a region. */
  readonly global: boolean;
}

/**
 * What every resource of the region looked like, and since when (PCI DSS 11.5.2 for the infrastructure).
 * Its bucket has no Object Lock, because Config cannot deliver into a locked one; versions stay 90 days after a deletion.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-deliverychannel.html
 */
export class ConfigRecorder extends Construct {
  constructor(scope: Construct, id: string, props: ConfigRecorderProps) {
    super(scope, id);
    const { account } = Stack.of(this);
    const { key } = props;
    const { bucket } = new AuditBucket(this, 'History', {
      key,
      accessLogs: props.accessLogs,
      writer: 'config.amazonaws.com',
      when: { 'aws:SourceAccount': account },
      path: `AWSLogs/${account}/Config/*`,
    });
    const role = this.role(account);
    role.addToPolicy(
      new PolicyStatement({
        sid: 'Look',
        actions: ['s3:GetBucketAcl', 's3:ListBucket'],
        resources: [bucket.bucketArn],
      }),
    );
    role.addToPolicy(
      new PolicyStatement({
        sid: 'Write',
        actions: ['s3:PutObject'],
        resources: [bucket.arnForObjects(`AWSLogs/${account}/Config/*`)],
      }),
    );
    role.addToPolicy(
      new PolicyStatement({ sid: 'Encrypt', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] }),
    );

    const recorder = new CfnConfigurationRecorder(this, 'Recorder', {
      roleArn: role.roleArn,
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: props.global },
      recordingMode: { recordingFrequency: 'CONTINUOUS' },
    });
    // Neither depends on the other: the recorder waits for a channel before it starts, the channel for a recorder.
    const channel = new CfnDeliveryChannel(this, 'Channel', {
      s3BucketName: bucket.bucketName,
      s3KmsKeyArn: key.keyArn,
      configSnapshotDeliveryProperties: { deliveryFrequency: 'TwentyFour_Hours' },
    });
    for (const resource of [recorder, channel]) resource.node.addDependency(bucket, role);
    keep(this);
  }

  /** An own role, because the service-linked one exists once an account and may be there already. */
  private role(account: string): Role {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('config.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
      description: 'AWS Config reads the resources of the region and delivers what it recorded',
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AWS_ConfigRole')],
    });
    acknowledge(
      role,
      'AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWS_ConfigRole]',
      {
        reason:
          'AWS keeps this policy as long as the list of resource types that Config reads; a copy would miss each new type, and what it allows is reading',
        owner: 'storefort',
        reviewBy: '2027-11-01',
      },
    );
    acknowledge(
      role,
      `AwsSolutions::AwsSolutions-IAM5[Resource::<ConfigHistoryBucket554E9119.Arn>/AWSLogs/${account}/Config/*]`,
      {
        reason:
          'Config names its objects by date and kind, so that the policy can name the folder only; no other service writes there',
        owner: 'storefort',
        reviewBy: '2027-11-01',
      },
    );
    acknowledgeInlinePolicy(role);
    return role;
  }
}
