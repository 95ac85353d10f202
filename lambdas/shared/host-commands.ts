/** What a document printed on a host. */
export interface HostAnswer {
  /** Of Systems Manager: at most 24,000 characters. */
  readonly output: string;
}

/** The host could not be asked, did not answer in time, or its command failed. Names document and host, and what was printed as an error, cut short. */
export class HostCommandError extends Error {
  override readonly name = 'HostCommandError';
}

/** Runs a store's Systems Manager documents on its hosts. */
export interface HostCommands {
  /** Hosts of the store that are in service and whose agent is online, oldest first. @throws Error when AWS does not say */
  reachable(): Promise<readonly string[]>;
  /**
   * Waits for the end.
   * @param parameters of the document, one value each
   * @throws HostCommandError; when the signal is aborted the command is cancelled
   */
  run(
    document: string,
    instanceId: string,
    parameters: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<HostAnswer>;
}
