import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { acknowledge } from '../hardened/acknowledge';
import { removalOf } from '../hardened/lifetime';

export interface CacheCredentialsProps {
  readonly store: Pick<StoreConfig, 'trial'>;
  readonly key: IKey;
}

/** The cache's password, as JSON `{ "password": … }`: 64 letters and digits; ElastiCache takes 16 to 128, few signs among them. */
export class CacheCredentials extends Secret {
  constructor(scope: Construct, id: string, props: CacheCredentialsProps) {
    super(scope, id, {
      description: 'The shop at its object cache',
      encryptionKey: props.key,
      removalPolicy: removalOf(props.store),
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'password',
        passwordLength: 64,
        excludePunctuation: true,
      },
    });
    acknowledge(
      this,
      ['AwsSolutions::AwsSolutions-SMG4', 'NIST.800.53.R5::NIST.800.53.R5-SecretsManagerRotationEnabled'],
      {
        reason:
          'AWS has no hosted rotation for ElastiCache; only hosts reach the cache, by security group and TLS, and a new password is set by a deploy',
        owner: 'storefort',
        reviewBy: '2027-11-01',
      },
    );
  }
}
