/** What the shell is told. 130: stopped by Ctrl-C (128 + SIGINT). */
export const exitCodes = { ok: 0, findings: 1, usage: 2, interrupted: 130 } as const;

/** An expected end that is not a success: its message is for a person, without a stack trace. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly exitCode: number = exitCodes.findings,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'CommandError';
  }
}
