import { isDeepStrictEqual } from 'node:util';
import type { SynthesizedTemplate } from '../support/assembly';
import type { Rule, Template } from '../support/template';
import { type Mutant, type MutantKind, mutantsOf, type Node } from './mutants';
import { neutral } from './neutral';
import { WatchedTemplate } from './watched-template';

/** A weakening that no rule objected to. */
export interface Survivor {
  readonly stack: string;
  readonly variant: string;
  readonly type: string;
  readonly id: string;
  readonly path: string;
  readonly kind: MutantKind;
}

/** What a run found. `killed` of `tried` mutants turned at least one rule red. */
export interface Score {
  readonly tried: number;
  readonly killed: number;
  readonly survivors: readonly Survivor[];
}

interface Watching {
  readonly rule: Rule;
  readonly types: ReadonlySet<string>;
}

/**
 * Weakens one template in every way and asks its rules. The document is changed in place, one resource at a time, and put
 * back after each mutant.
 *
 * @param seen resources tried before, by content: the same resource in a second variant is not tried again
 * @throws Error when a rule objects to the sound template: then a kill would prove nothing
 */
export function mutate(synthesized: SynthesizedTemplate, rules: readonly Rule[], seen: Set<string>): Score {
  const { stack, variant, json, terminationProtection } = synthesized.template;
  const document = json as { Resources: Record<string, Node> };
  const template = new WatchedTemplate(stack, variant, document, terminationProtection);
  const watching = watchingRules(template, rules);
  const survivors: Survivor[] = [];
  let tried = 0;
  const attempt = (id: string, type: string, mutant: Pick<Mutant, 'kind' | 'path'>, subject: Template): void => {
    tried += 1;
    template.forget();
    if (objects(watching, type, subject)) return;
    survivors.push({ stack, variant: variant.name, type, id, kind: mutant.kind, path: mutant.path.join('.') });
  };
  const whole = document.Resources;
  for (const [id, resource] of Object.entries(whole)) {
    const type = resource.Type as string;
    const key = `${stack} ${id} ${String(variant.trial)} ${JSON.stringify(resource).replaceAll(variant.name, 'store')}`;
    if (seen.has(key)) continue;
    seen.add(key);
    for (const mutant of mutantsOf(resource).filter((each) => !isNeutral(type, each))) {
      const copy = structuredClone(resource);
      mutant.change(copy);
      // `0.0.0.0/0` made any address, a protocol made any: nothing was weakened.
      if (isDeepStrictEqual(copy, resource)) continue;
      whole[id] = copy;
      attempt(id, type, mutant, template);
    }
    whole[id] = resource;
    document.Resources = without(whole, id);
    if (!isNeutral(type, { kind: 'remove resource', path: [] }))
      attempt(id, type, { kind: 'remove resource', path: [] }, template);
    // The same object in the same order: a rule that minds order would object to everything from here on.
    document.Resources = whole;
  }
  template.forget();
  assertSound(watching, template);
  if (terminationProtection) {
    const open = new WatchedTemplate(stack, variant, document, false);
    attempt('', 'stack', { kind: 'unprotect stack', path: ['terminationProtection'] }, open);
  }
  return { tried, killed: tried - survivors.length, survivors };
}

/** What was put back must be as sound as before, or the kills since then prove nothing. */
function assertSound(watching: readonly Watching[], template: Template): void {
  for (const { rule } of watching) rule.holds(template);
}

function without(resources: Record<string, Node>, id: string): Record<string, Node> {
  return Object.fromEntries(Object.entries(resources).filter(([each]) => each !== id));
}

function watchingRules(template: WatchedTemplate, rules: readonly Rule[]): Watching[] {
  return rules
    .filter((rule) => rule.stacks.includes(template.stack) && (rule.when?.(template.variant) ?? true))
    .map((rule) => {
      const types = template.typesAskedBy(() => {
        rule.holds(template);
      });
      return { rule, types };
    });
}

/** Moves the rule that objected to the front: the next mutant of the same resource is most often its catch as well. */
function objects(watching: Watching[], type: string, subject: Template): boolean {
  for (const [at, each] of watching.entries()) {
    if (type !== 'stack' && !each.types.has(type) && !each.types.has('*')) continue;
    try {
      each.rule.holds(subject);
    } catch {
      watching.splice(at, 1);
      watching.unshift(each);
      return true;
    }
  }
  return false;
}

function isNeutral(type: string, mutant: Pick<Mutant, 'kind' | 'path'>): boolean {
  const path = mutant.path.join('.').replace(/^Properties\./, '');
  return neutral.some(
    (each) =>
      (each.type === '*' || each.type === type) &&
      each.path.test(path) &&
      (each.kinds === undefined || each.kinds.includes(mutant.kind)),
  );
}
