import { Signer } from '@aws-sdk/rds-signer';
import { MariaDbShopDatabase } from '../shared/mariadb-shop-database';
import type { Endpoint, ShopDatabases } from './ports';

export interface ShopDatabasesProps {
  readonly user: string;
  readonly schema: string;
  /** Certificates in PEM that RDS's are signed by. */
  readonly authorities: readonly string[];
}

/**
 * Logs in with a token that is signed here, without a call: the function has no way to any endpoint. The token is sent as it is, so
 * only over TLS to a server that the authorities vouch for by name.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.Connecting.html
 */
export class AwsShopDatabases implements ShopDatabases {
  constructor(
    private readonly props: ShopDatabasesProps,
    private readonly sign: (endpoint: Endpoint, user: string) => Promise<string> = tokenFor,
  ) {}

  async open(endpoint: Endpoint): Promise<MariaDbShopDatabase> {
    const { user, schema, authorities } = this.props;
    return MariaDbShopDatabase.open({
      address: { ...endpoint, authorities },
      user,
      password: await this.sign(endpoint, user),
      schema,
    });
  }
}

/** A token for the function's own role, whose credentials and region stand in its environment. */
export async function tokenFor({ host, port }: Endpoint, user: string): Promise<string> {
  return new Signer({ hostname: host, port, username: user, region: process.env['AWS_REGION'] }).getAuthToken();
}
