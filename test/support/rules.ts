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

/** Every rule of every file in test/rules, found by looking, so that a new file cannot be forgotten. */
export function allRules(): PlacedRule[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .flatMap((file) => {
      const exported = Object.values(load(path.join(folder, file)) as Record<string, unknown>);
      const rules = exported.flatMap((value) => (Array.isArray(value) ? value.filter(isRule) : []));
      return [...new Set(rules)].map((rule) => ({ area: path.basename(file, '.ts'), rule }));
    });
}

function isRule(value: unknown): value is Rule {
  return typeof value === 'object' && value !== null && 'says' in value && 'stacks' in value && 'holds' in value;
}
