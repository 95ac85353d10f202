import { expect } from 'expect';
import { imported } from './imports';
import { shape } from './plain';
import type { Rule, Template, Variant } from './template';

/** One resource of the edge stack and what it must be, whole. */
export type EdgeRow = readonly [
  says: string,
  type: string,
  idStart: string,
  expected: (variant: Variant) => object,
  when?: (variant: Variant) => boolean,
];

/** Makes rules of rows; what the network stack hands in is written as text. */
export function edgeRows(rows: readonly EdgeRow[]): Rule[] {
  return rows.map(([says, type, idStart, expected, when]) => ({
    says,
    stacks: ['edge'],
    ...(when && { when }),
    holds: (template) => {
      expect(seen(template, type, idStart)).toEqual({ Type: type, ...expected(template.variant) });
    },
  }));
}

/** A resource, with what other stacks hand in as text. */
export function seen(template: Template, type: string, idStart: string): unknown {
  const resource = template.one(type, idStart);
  return shape({ ...resource, Properties: imported(resource.Properties) });
}

/** That a template has these resources of a type and no other; ids without their hash. */
export function allOf(type: string, ids: (variant: Variant) => readonly string[]): Rule {
  return {
    says: `there is no other ${type} than is spoken of here`,
    stacks: ['edge'],
    holds: (template) => {
      const found = template.resources(type).map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''));
      expect(found.sort()).toEqual([...ids(template.variant)].sort());
    },
  };
}
