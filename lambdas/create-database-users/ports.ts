/** User name and password of a database user. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Where the database listens. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Secrets that hold credentials. */
export interface DatabaseSecrets {
  /** @throws Error when the secret cannot be read or holds no credentials; the message shows nothing of its content */
  read(secretArn: string): Promise<Credentials>;
}

/** An open session. */
export interface DatabaseSession {
  /**
   * Runs one statement.
   * @param values fill the statement's `?`, quoted as string literals
   * @returns the rows, each as its columns' texts
   * @throws Error naming the server's error code, never the statement or its values
   */
  run(statement: string, values?: readonly string[]): Promise<readonly (readonly string[])[]>;
  close(): Promise<void>;
}

/** Database servers. */
export interface DatabaseServers {
  /** @throws Error when the server cannot be reached, cannot prove its identity, or refuses the credentials */
  open(endpoint: Endpoint, credentials: Credentials): Promise<DatabaseSession>;
}
