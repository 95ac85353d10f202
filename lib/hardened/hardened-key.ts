import { Duration, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, type PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { removalOf } from './lifetime';

export interface HardenedKeyProps {
  readonly store: Pick<StoreConfig, 'trial'>;
  /** Alias without `alias/`. */
  readonly alias: string;
  readonly description: string;
  /**
   * `sign`: asymmetric ECC P-256, cannot rotate by itself.
   * @default 'encrypt'
   */
  readonly purpose?: 'encrypt' | 'sign';
}

const use = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];

/**
 * A customer managed key that rotates every year and waits 30 days before it is deleted (PCI DSS 3.7.4).
 * The account's IAM policies may grant its use; AWS services may use it only by the methods below. No service-linked role is
 * ever named: a policy that names a role which does not exist yet is refused as malformed.
 */
export class HardenedKey extends Key {
  constructor(scope: Construct, id: string, props: HardenedKeyProps) {
    const signs = props.purpose === 'sign';
    super(scope, id, {
      alias: props.alias,
      description: props.description,
      enableKeyRotation: !signs,
      pendingWindow: Duration.days(30),
      removalPolicy: removalOf(props.store),
      ...(signs ? { keySpec: KeySpec.ECC_NIST_P256, keyUsage: KeyUsage.SIGN_VERIFY } : {}),
    });
  }

  /**
   * The policy as it is deployed, statements that come later included, for whoever compares it with what KMS says.
   * @throws Error when the key has none, which the CDK does not do
   */
  get deployedPolicy(): PolicyDocument {
    if (this.policy === undefined) throw new Error(`${this.node.path} has no policy of its own`);
    return this.policy;
  }

  /**
   * Lets CloudWatch Logs encrypt this account's log groups of the key's region.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   */
  allowLogs(): void {
    const { account, region } = Stack.of(this);
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'CloudWatchLogs',
        principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
        actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
        resources: ['*'],
        conditions: {
          ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:log-group:*` },
        },
      }),
    );
  }

  /**
   * Lets services publish to encrypted topics; without it an alarm changes state and its message vanishes.
   * @param services such as `cloudwatch.amazonaws.com`
   */
  allowPublishing(services: readonly string[]): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'PublishToTopics',
        principals: services.map((service) => new ServicePrincipal(service)),
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }

  /**
   * Lets this account's principals use the key through one AWS service of this region, which is how service-linked roles
   * (Auto Scaling, RDS, AWS Backup) reach it without being named.
   * @param service such as `ec2`
   */
  allowVia(service: string): void {
    const { account, region } = Stack.of(this);
    const conditions = {
      StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': `${service}.${region}.amazonaws.com` },
    };
    const title = service.replace(/(^|[^a-z0-9])([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: `UseVia${title}`,
        principals: [new AnyPrincipal()],
        actions: use,
        resources: ['*'],
        conditions,
      }),
    );
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: `GrantVia${title}`,
        effect: Effect.ALLOW,
        principals: [new AnyPrincipal()],
        actions: ['kms:CreateGrant'],
        resources: ['*'],
        conditions: { ...conditions, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      }),
    );
  }
}
