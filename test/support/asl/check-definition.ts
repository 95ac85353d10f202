import validate from 'asl-validator';

type State = Record<string, unknown> & { Type: string };

/**
 * Holds a definition against Amazon's language, and against two rules of ours: every task has a timeout (without one AWS waits
 * for a year), and everything is said in JSONPath, which the interpreter speaks.
 * @throws Error with everything that is wrong
 */
export function check(definition: object): void {
  // A copy: the validator writes defaults into what it reads.
  const { isValid, errorsText } = validate(JSON.parse(JSON.stringify(definition)));
  if (!isValid) throw new Error(errorsText('\n'));
  const states = (definition as { States: Record<string, State> }).States;
  const wrong = Object.entries(states).flatMap(([name, state]) => [
    ...(state.Type === 'Task' && state['TimeoutSeconds'] === undefined ? [`${name} has no TimeoutSeconds`] : []),
    ...('QueryLanguage' in state || 'Arguments' in state || 'Assign' in state ? [`${name} is not JSONPath alone`] : []),
  ]);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

/** Names of the states that none of the executions entered: a branch without a test. */
export function neverEntered(
  definition: object,
  executions: readonly { readonly states: readonly string[] }[],
): string[] {
  const entered = new Set(executions.flatMap(({ states }) => states));
  return Object.keys((definition as { States: object }).States).filter((name) => !entered.has(name));
}
