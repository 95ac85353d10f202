import type { Resource, Rule, StackName, Template } from './template';

export const everyStack: readonly StackName[] = [
  'offsite',
  'network',
  'data',
  'host',
  'edge',
  'operations',
  'proof',
  'account',
];

/** A statement about every resource of some kind, wherever it is. */
export interface Sweep {
  readonly says: string;
  /** @default - every resource, see `matching` */
  readonly types?: readonly string[];
  /** @default - all resources of the types */
  readonly matching?: (resource: Resource, template: Template) => boolean;
  /** Stacks where there must be at least one, or the sweep itself is broken. An account whose parts exist already is let off. */
  readonly foundIn: readonly StackName[];
  /** Returns what is wrong with it, or nothing. */
  readonly wrong: (resource: Resource, template: Template) => string | undefined;
}

/** Makes a rule of a sweep: it looks at every template, and fails where it finds nothing that it must find. */
export function sweep(statement: Sweep): Rule {
  return {
    says: statement.says,
    stacks: everyStack,
    holds: (template) => {
      const found = subjects(statement, template);
      if (found.length === 0 && mustFind(statement, template)) throw new Error(`${template.stack} has none to look at`);
      const wrongs = found.flatMap((each) => {
        const wrong = statement.wrong(each, template);
        return wrong === undefined ? [] : [`${each.id} (${each.Type}): ${wrong}`];
      });
      if (wrongs.length > 0) throw new Error(wrongs.join('\n'));
    },
  };
}

function subjects({ types, matching }: Sweep, template: Template): Resource[] {
  const typed = types === undefined ? template.resources() : types.flatMap((type) => template.resources(type));
  return matching === undefined ? typed : typed.filter((each) => matching(each, template));
}

function mustFind({ foundIn }: Sweep, { stack, variant }: Template): boolean {
  return foundIn.includes(stack) && !(stack === 'account' && variant.accountParts === 'existing');
}

/** Every value below a piece of JSON, with the path that leads there. */
export function valuesBelow(
  value: unknown,
  path: readonly string[] = [],
): { path: readonly string[]; value: unknown }[] {
  const here = { path, value };
  if (typeof value !== 'object' || value === null) return [here];
  return [here, ...Object.entries(value).flatMap(([key, each]) => valuesBelow(each, [...path, key]))];
}

/** A statement of a policy, with the resource that holds it. */
export interface Statement {
  readonly Effect: string;
  readonly Action?: string | string[];
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** All policy statements in a resource, however deep they lie. */
export function statementsOf(resource: Resource): Statement[] {
  return valuesBelow(resource.Properties).flatMap(({ path, value }) =>
    path.at(-1) === 'Statement' && Array.isArray(value) ? (value as Statement[]) : [],
  );
}

/** A statement's actions as a list. */
export function actionsOf({ Action }: Statement): string[] {
  return Action === undefined ? [] : [Action].flat();
}
