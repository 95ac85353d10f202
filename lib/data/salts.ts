import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { StoreConfig } from '../config/schema';
import { acknowledge } from '../hardened/acknowledge';
import { removalOf } from '../hardened/lifetime';

export interface SaltsProps {
  readonly store: Pick<StoreConfig, 'trial'>;
  readonly key: IKey;
}

/**
 * One seed of 64 letters and digits (381 bits), as JSON `{ "seed": … }`. The host derives WordPress's eight keys and salts
 * from it by HKDF-SHA-256, with the constant's name as info: Secrets Manager generates one random value a secret, and eight
 * secrets would cost eight times as much.
 */
export class Salts extends Secret {
  constructor(scope: Construct, id: string, props: SaltsProps) {
    super(scope, id, {
      description: 'Seed of the keys and salts of WordPress',
      encryptionKey: props.key,
      removalPolicy: removalOf(props.store),
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'seed',
        passwordLength: 64,
        excludePunctuation: true,
      },
    });
    acknowledge(
      this,
      ['AwsSolutions::AwsSolutions-SMG4', 'NIST.800.53.R5::NIST.800.53.R5-SecretsManagerRotationEnabled'],
      {
        reason:
          'a new seed signs every shopper and member of staff out and voids open carts; it is replaced by hand after an incident, never by schedule',
        owner: 'storefort',
        reviewBy: '2027-11-01',
      },
    );
  }
}
