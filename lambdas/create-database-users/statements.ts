/** How a user proves who it is. */
export type Authentication =
  | { readonly password: string }
  | {
      /** Server plugin: `AWSAuthenticationPlugin` on RDS, which no other MariaDB has. */
      readonly plugin: string;
      /** What the plugin is given, `RDS` there. */
      readonly argument: string;
    };

/** A user, and the only rights it has: those on one schema. */
export interface WantedUser {
  readonly name: string;
  readonly authentication: Authentication;
  readonly privileges: readonly string[];
}

/** A statement and the values of its placeholders. */
export interface Statement {
  readonly text: string;
  readonly values: readonly string[];
}

const plainName = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/** A name that needs no escaping anywhere. @throws Error for any other */
export function plain(what: string, name: string): string {
  if (!plainName.test(name)) throw new Error(`${what} must be letters, digits and underscores, at most 64`);
  return name;
}

/** utf8mb4 holds every character a shopper may type; the collation is the one WordPress asks for. */
export function createSchema(schema: string): Statement {
  const name = plain('schema', schema);
  return {
    text: `CREATE DATABASE IF NOT EXISTS \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci`,
    values: [],
  };
}

/** Makes the user unless it is there. A user that never existed without TLS cannot have been used without it. */
export function createUser(user: WantedUser): Statement {
  return account('CREATE USER IF NOT EXISTS', user);
}

/** Brings a user that was there to the same authentication and the same demand for TLS. */
export function alterUser(user: WantedUser): Statement {
  return account('ALTER USER', user);
}

function account(verb: string, { name, authentication }: WantedUser): Statement {
  if ('password' in authentication) {
    return { text: `${verb} ?@'%' IDENTIFIED BY ? REQUIRE SSL`, values: [name, authentication.password] };
  }
  const plugin = plain('authentication plugin', authentication.plugin);
  return {
    text: `${verb} ?@'%' IDENTIFIED VIA ${plugin} USING ? REQUIRE SSL`,
    values: [name, authentication.argument],
  };
}

/** In a grant's schema name `_` and `%` are wildcards: unescaped, `shop_a` would cover `shopXa` too. */
export function grant(user: WantedUser, schema: string): Statement {
  return { text: `GRANT ${user.privileges.join(', ')} ON ${grantable(schema)}.* TO ?@'%'`, values: [user.name] };
}

export function showGrants(user: WantedUser): Statement {
  return { text: `SHOW GRANTS FOR ?@'%'`, values: [user.name] };
}

export function revokeAll(user: WantedUser): Statement {
  return { text: `REVOKE ALL PRIVILEGES, GRANT OPTION FROM ?@'%'`, values: [user.name] };
}

/**
 * Whether a line of `SHOW GRANTS` is one the user should have: no right on everything (`USAGE` is none), or wanted rights on
 * the one schema, not to be passed on.
 */
export function isWanted(line: string, user: WantedUser, schema: string): boolean {
  if (/\bWITH\b.*\bGRANT OPTION\b/.test(line)) return false;
  if (line.startsWith('GRANT USAGE ON *.* TO ')) return true;
  const granted = /^GRANT (.+) ON (`.+`)\.\* TO /.exec(line);
  if (granted?.[2] !== grantable(schema)) return false;
  return (granted[1] ?? '').split(', ').every((privilege) => user.privileges.includes(privilege));
}

function grantable(schema: string): string {
  return `\`${plain('schema', schema).replaceAll('_', '\\_')}\``;
}
