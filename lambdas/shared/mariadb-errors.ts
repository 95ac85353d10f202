/** The client's messages quote the statement, passwords, rows and all: only the codes are kept, and no cause. */
export async function withoutSecrets<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw plainDatabaseError(error);
  }
}

/** `database: ER_NO_SUCH_TABLE 1146 42S02` */
export function plainDatabaseError(error: unknown): Error {
  return new Error(`database: ${codeOf(error)}`);
}

function codeOf(error: unknown): string {
  const { code, errno, sqlState, cause } = error as {
    code?: unknown;
    errno?: unknown;
    sqlState?: unknown;
    cause?: unknown;
  };
  const named = [code, errno, sqlState].filter((part) => typeof part === 'string' || typeof part === 'number');
  // A failed handshake is wrapped: the reason is one level down.
  const reason =
    cause === undefined ? [] : [(cause as { code?: unknown }).code].filter((part) => typeof part === 'string');
  return [...named, ...reason].join(' ') || 'failed without a code';
}
