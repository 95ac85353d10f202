import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { applicationUser, shopSchema } from '../../lambdas/create-database-users/contract';
import type { StoreConfig } from '../config/schema';
import { removalOf } from '../hardened/lifetime';

export interface DatabaseCredentialsProps {
  readonly store: Pick<StoreConfig, 'trial'>;
  readonly key: IKey;
  readonly database: DatabaseInstance;
  /** Rotation logs in with it to give the other user a new password. */
  readonly masterSecret: ISecret;
}

/** What passwords do without: each of these breaks some shell, connection string or configuration file. */
export const excludedCharacters = ' %+~`#$&*()|[]{}:;<>?!\'/@"\\=,^';

/**
 * The shop's database credentials as JSON: engine, host, port, dbname, username, password, masterarn, which is what AWS's
 * rotation function reads. No person has seen the password.
 * Changing anything of the template makes Secrets Manager write a new password, for the user `app`; the database users' custom
 * resource must then run again (raise its revision), or the shop is locked out.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html
 */
export class DatabaseCredentials extends Secret {
  constructor(scope: Construct, id: string, props: DatabaseCredentialsProps) {
    super(scope, id, {
      description: 'The shop at its database',
      encryptionKey: props.key,
      removalPolicy: removalOf(props.store),
      generateSecretString: {
        secretStringTemplate: JSON.stringify({
          engine: 'mariadb',
          host: props.database.dbInstanceEndpointAddress,
          port: 3306,
          dbname: shopSchema,
          username: applicationUser,
          masterarn: props.masterSecret.secretArn,
        }),
        generateStringKey: 'password',
        passwordLength: 40,
        excludeCharacters: excludedCharacters,
      },
    });
  }
}
