import type { Credentials, DatabaseSecrets, DatabaseServers, DatabaseSession, Endpoint } from './ports';
import {
  alterUser,
  type Authentication,
  createSchema,
  createUser,
  grant,
  isWanted,
  revokeAll,
  showGrants,
  type Statement,
  type WantedUser,
} from './statements';

/** What is to be there afterwards. */
export interface DatabaseUsers {
  readonly endpoint: Endpoint;
  readonly masterSecretArn: string;
  readonly applicationSecretArn: string;
  readonly schema: string;
  /** Rotation has two users take turns; the application secret may name these, and no other. */
  readonly applicationUsers: readonly string[];
  readonly drill: { readonly name: string; readonly authentication: Authentication };
}

/**
 * What WordPress and WooCommerce use, and what a consistent dump needs (LOCK TABLES, SHOW VIEW). No triggers, events or
 * routines: code in the database would run out of sight of the release's checks.
 */
export const applicationPrivileges = [
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'CREATE',
  'DROP',
  'REFERENCES',
  'INDEX',
  'ALTER',
  'CREATE TEMPORARY TABLES',
  'LOCK TABLES',
  'SHOW VIEW',
] as const;

/**
 * Creates the shop's schema, its user and the drill's, or brings them back to what they should be: authentication, TLS, and no
 * right beyond the schema. Running it again changes nothing. Data is never touched, and no user is dropped.
 *
 * @throws Error when a secret cannot be read, names an unexpected user, or the server refuses; no message holds a secret
 */
export async function createDatabaseUsers(
  wanted: DatabaseUsers,
  ports: { readonly secrets: DatabaseSecrets; readonly servers: DatabaseServers },
): Promise<void> {
  const application = await ports.secrets.read(wanted.applicationSecretArn);
  const users = usersOf(wanted, application);
  const master = await ports.secrets.read(wanted.masterSecretArn);
  const session = await ports.servers.open(wanted.endpoint, master);
  try {
    await run(session, createSchema(wanted.schema));
    for (const user of users) await settle(session, user, wanted.schema);
  } finally {
    await session.close();
  }
}

function usersOf(wanted: DatabaseUsers, application: Credentials): readonly WantedUser[] {
  if (!wanted.applicationUsers.includes(application.username)) {
    throw new Error(`the application secret must name one of ${wanted.applicationUsers.join(', ')}`);
  }
  return [
    {
      name: application.username,
      authentication: { password: application.password },
      privileges: applicationPrivileges,
    },
    { ...wanted.drill, privileges: ['SELECT'] },
  ];
}

async function settle(session: DatabaseSession, user: WantedUser, schema: string): Promise<void> {
  await run(session, createUser(user));
  await run(session, alterUser(user));
  // Rights that should not be there are taken away with all others: for a moment the user has none, so only where needed.
  if ((await grantsOf(session, user)).some((line) => !isWanted(line, user, schema)))
    await run(session, revokeAll(user));
  await run(session, grant(user, schema));
  const left = (await grantsOf(session, user)).filter((line) => !isWanted(line, user, schema));
  if (left.length > 0) throw new Error(`user ${user.name} keeps ${left.length} grants beyond its schema`);
}

async function grantsOf(session: DatabaseSession, user: WantedUser): Promise<readonly string[]> {
  return (await run(session, showGrants(user))).map(([line]) => line ?? '');
}

async function run(session: DatabaseSession, statement: Statement): Promise<readonly (readonly string[])[]> {
  return session.run(statement.text, statement.values);
}
