import type { Problem } from '../../lib/config/errors';
import type { Plan } from './plan';

const schemaVersion = 1;

/** Plans for programs: what `storefort plan --json` prints. A change that breaks readers raises `schemaVersion`. */
export function renderJson(plans: readonly Plan[]): string {
  const verdict = plans.every((plan) => plan.verdict === 'pass') ? 'pass' : 'fail';
  return `${JSON.stringify({ schemaVersion, verdict, plans }, undefined, 2)}\n`;
}

/** The same when store files have errors: there is no plan, and a program still gets JSON. */
export function renderProblemsAsJson(problems: readonly Problem[]): string {
  return `${JSON.stringify({ schemaVersion, verdict: 'error', problems }, undefined, 2)}\n`;
}
