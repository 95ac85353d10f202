import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Rule } from './template';

const load = createRequire(__filename);
const folder = path.resolve(__dirname, '../rules');

/** A rule with the file it was written in, which is its area. */
export interface PlacedRule {
  readonly area: string;
  readonly rule: Rule;
}

/**
 * Every rule of every file in test/rules, found by looking, so that a new file cannot be forgotten. One that a second file
 * exports again counts once.
 */
export function allRules(): PlacedRule[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .sort();
  const areas = new Map<Rule, string>();
  for (const file of files) {
    const exported = Object.values(load(path.join(folder, file)) as Record<string, unknown>);
    for (const rule of exported.flat().filter(isRule)) {
      if (!areas.has(rule)) areas.set(rule, path.basename(file, '.ts'));
    }
  }
  return [...areas].map(([rule, area]) => ({ area, rule }));
}

function isRule(value: unknown): value is Rule {
  return typeof value === 'object' && value !== null && 'says' in value && 'stacks' in value && 'holds' in value;
}
