import { secretWord } from '../host/secrets';

export interface Account {
  readonly user: string;
  readonly password: string;
}

/** Who may come in: one that writes the one schema, and one that reads it. */
export interface Accounts {
  readonly restorer: Account;
  readonly checker: Account;
}

export function newAccounts(): Accounts {
  return {
    restorer: { user: 'restorer', password: secretWord(32) },
    checker: { user: 'checker', password: secretWord(32) },
  };
}

/**
 * What the server runs before it listens, one statement a line. A dump is somebody else's program: no account is left that may
 * more than work in this schema, so there is none that a dump could make its own, name as a routine's definer, or read a file
 * through. `SET USER` lets definers be named that do not exist here.
 */
export function accountStatements(schema: string, { restorer, checker }: Accounts): string {
  // In a grant `_` and `%` stand for any character, in quotation marks too.
  const granted = `\`${schema.replaceAll(/[_%]/g, String.raw`\$&`)}\`.*`;
  return [
    'DELETE FROM mysql.global_priv;',
    'FLUSH PRIVILEGES;',
    `CREATE DATABASE \`${schema}\` CHARACTER SET utf8mb4;`,
    `CREATE USER '${restorer.user}'@'localhost' IDENTIFIED BY '${restorer.password}';`,
    `GRANT ALL PRIVILEGES ON ${granted} TO '${restorer.user}'@'localhost';`,
    `GRANT SET USER ON *.* TO '${restorer.user}'@'localhost';`,
    `CREATE USER '${checker.user}'@'localhost' IDENTIFIED BY '${checker.password}';`,
    `GRANT SELECT ON ${granted} TO '${checker.user}'@'localhost';`,
    '',
  ].join('\n');
}
