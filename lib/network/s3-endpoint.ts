import { Stack } from 'aws-cdk-lib';
import { GatewayVpcEndpointAwsService, type IVpc, SubnetType, GatewayVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { RegionName } from '../config/regions';
import { alRepositoryBucket, responseBucket } from './aws-buckets';

export interface S3EndpointProps {
  readonly vpc: IVpc;
  readonly region: RegionName;
}

const objectActions = [
  's3:AbortMultipartUpload',
  's3:DeleteObject',
  's3:GetBucketLocation',
  's3:GetObject',
  's3:GetObjectAttributes',
  's3:GetObjectTagging',
  's3:GetObjectVersion',
  's3:ListBucket',
  's3:ListBucketMultipartUploads',
  's3:ListBucketVersions',
  's3:ListMultipartUploadParts',
  's3:PutObject',
  's3:PutObjectRetention',
  's3:PutObjectTagging',
];

/**
 * The home region's S3 without NAT, from the private subnets only. The endpoint lets this account's principals use this
 * account's buckets, and lets hosts read what AWS serves from its own: packages (dnf reads without credentials),
 * Systems Manager's documents. Somebody else's bucket, or somebody else's credentials, are of no use here. Other
 * regions' S3 goes by NAT and does not pass this policy.
 */
export class S3Endpoint extends GatewayVpcEndpoint {
  constructor(scope: Construct, id: string, { vpc, region }: S3EndpointProps) {
    super(scope, id, {
      vpc,
      service: GatewayVpcEndpointAwsService.S3,
      subnets: [{ subnetType: SubnetType.PRIVATE_WITH_EGRESS }],
    });
    const { account } = Stack.of(this);
    const ours = { 'aws:PrincipalAccount': account };
    this.allow('OwnBuckets', objectActions, ['*'], { StringEquals: { ...ours, 'aws:ResourceAccount': account } });
    // No condition: dnf is anonymous. https://repost.aws/knowledge-center/ec2-al1-al2-update-yum-without-internet
    this.allow('Packages', ['s3:GetObject'], [`arn:aws:s3:::${alRepositoryBucket(region)}/*`]);
    this.allow('SystemsManager', ['s3:GetObject'], agentObjects(region), { StringEquals: ours });
    // The address is presigned with CloudFormation's credentials, not with ours.
    this.allow('CustomResourceAnswers', ['s3:PutObject'], [`arn:aws:s3:::${responseBucket(region)}/*`]);
  }

  private allow(sid: string, actions: string[], resources: string[], conditions?: Record<string, object>): void {
    this.addToPolicy(new PolicyStatement({ sid, principals: [new AnyPrincipal()], actions, resources, conditions }));
  }
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-minimum-s3-permissions.html */
function agentObjects(region: RegionName): string[] {
  return [
    `amazon-ssm-${region}`,
    `amazon-ssm-packages-${region}`,
    `aws-ssm-${region}`,
    `aws-ssm-document-attachments-${region}`,
    `patch-baseline-snapshot-${region}`,
    `patch-baseline-snapshot-${region}-*`,
    `${region}-birdwatcher-prod`,
  ].map((bucket) => `arn:aws:s3:::${bucket}/*`);
}
