/**
 * An error for a person: what was expected to go wrong is said in its own words, a bug keeps its stack trace.
 * Errors of our own and of CDK explain themselves; JavaScript's own kinds mean that a program is wrong.
 */
export function plainly(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const bug = [TypeError, ReferenceError, RangeError, SyntaxError].some((kind) => error instanceof kind);
  return bug ? (error.stack ?? error.message) : error.message;
}
