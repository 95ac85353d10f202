import { Duration, Stack } from 'aws-cdk-lib';
import { type ISecurityGroup, type IVpc, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { type DatabaseUsersProperties, shopSchema } from '../../lambdas/create-database-users/contract';
import type { StoreConfig } from '../config/schema';
import { HardenedCustomResource } from '../hardened/hardened-custom-resource';
import { HardenedFunction } from '../hardened/hardened-function';

export interface DatabaseUsersProps {
  readonly store: Pick<StoreConfig, 'trial' | 'generation'>;
  readonly vpc: IVpc;
  readonly securityGroup: ISecurityGroup;
  readonly database: DatabaseInstance;
  readonly masterSecret: ISecret;
  readonly credentials: ISecret;
  /** Encrypts both secrets. */
  readonly dataKey: IKey;
  /** Encrypts the function's logs and dead letters. */
  readonly platformKey: IKey;
}

/**
 * The schema and its two users: `app` (this schema, TLS, password of the credentials) and `drill` (reads, TLS, IAM token).
 * The function runs while the stack is deployed, may read the two secrets named here, and nothing else. Users stay when the
 * stack goes, as the database does.
 */
export class DatabaseUsers extends Construct {
  constructor(scope: Construct, id: string, props: DatabaseUsersProps) {
    super(scope, id);
    const create = new HardenedFunction(this, 'Function', {
      store: props.store,
      name: 'create-database-users',
      description: 'Creates the schema and the database users of the shop',
      key: props.platformKey,
      timeout: Duration.minutes(2),
      network: {
        vpc: props.vpc,
        subnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
        securityGroup: props.securityGroup,
      },
      onError: { enabled: false, reason: 'a failure stops the deploy, and CloudFormation shows its reason' },
    });
    const secrets = [props.masterSecret.secretArn, props.credentials.secretArn];
    create.addToRolePolicy(
      new PolicyStatement({ sid: 'ReadCredentials', actions: ['secretsmanager:GetSecretValue'], resources: secrets }),
    );
    create.addToRolePolicy(
      new PolicyStatement({
        sid: 'DecryptCredentials',
        actions: ['kms:Decrypt'],
        resources: [props.dataKey.keyArn],
        conditions: {
          StringEquals: {
            'kms:ViaService': `secretsmanager.${Stack.of(this).region}.amazonaws.com`,
            'kms:EncryptionContext:SecretARN': secrets,
          },
        },
      }),
    );
    const properties: DatabaseUsersProperties = {
      Host: props.database.dbInstanceEndpointAddress,
      Port: props.database.dbInstanceEndpointPort,
      MasterSecretArn: props.masterSecret.secretArn,
      ApplicationSecretArn: props.credentials.secretArn,
      Schema: shopSchema,
      Revision: `g${props.store.generation}-1`,
    };
    new HardenedCustomResource(this, 'Resource', {
      serviceToken: create.functionArn,
      resourceType: 'Custom::DatabaseUsers',
      properties: { ...properties },
    });
  }
}
