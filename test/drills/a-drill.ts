import { fault } from '../support/asl/run-machine';
import { DrillWorld, type WorldOptions } from './drill-world';

/** Runs one drill in a world of its own. */
export async function aDrill(how: 'scheduled' | 'own', options: WorldOptions = {}) {
  const world = new DrillWorld(options);
  const execution = await world.run(how);
  return { world, execution, evidence: world.evidence.kept.at(-1) };
}

/** As Step Functions names what Lambda refuses. */
export function throttled(): never {
  throw fault('Lambda.TooManyRequestsException', 'Rate exceeded');
}

/** As Step Functions names what a function throws. */
export function crash(): never {
  throw fault('Error', JSON.stringify({ errorMessage: 'RDS does not answer', trace: ['at secret.js'] }));
}

export function many(times: number, what: () => unknown): (() => unknown)[] {
  return Array.from({ length: times }, () => what);
}
