import { z } from 'zod';
import type { Path } from './finding';
import { storeSchema } from './schema';

/** The part of JSON Schema that zod writes for the store file. */
export interface FieldSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: FieldSchema | boolean;
  readonly propertyNames?: FieldSchema;
  readonly items?: FieldSchema;
  readonly anyOf?: readonly FieldSchema[];
  readonly oneOf?: readonly FieldSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly format?: string;
}

let made: FieldSchema | undefined;

/** The store file's JSON Schema as authors see it: what has a default may be left out. Made once, and only when asked for. */
export function storeFileJsonSchema(): FieldSchema {
  made ??= z.toJSONSchema(storeSchema, { io: 'input' }) as FieldSchema;
  return made;
}

/** The forms a field may take: its alternatives, or itself. */
export function formsOf(field: FieldSchema): readonly FieldSchema[] {
  return (field.anyOf ?? field.oneOf)?.flatMap(formsOf) ?? [field];
}

/** The schema's places for a path: more than one where the path leads through alternatives. */
export function fieldsAt(path: Path): readonly FieldSchema[] {
  return path.reduce<readonly FieldSchema[]>(
    (fields, key) => fields.flatMap(formsOf).flatMap((form) => step(form, key) ?? []),
    [storeFileJsonSchema()],
  );
}

function step(form: FieldSchema, key: string | number): FieldSchema | undefined {
  if (typeof key === 'number') return form.items;
  if (form.properties && Object.hasOwn(form.properties, key)) return form.properties[key];
  return typeof form.additionalProperties === 'object' ? form.additionalProperties : undefined;
}

/** The keys a map at this path may have. */
export function keysAt(path: Path): string[] {
  return [
    ...new Set(
      fieldsAt(path)
        .flatMap(formsOf)
        .flatMap((form) => Object.keys(form.properties ?? {})),
    ),
  ];
}

/** The one sentence of a field's description, without its full stop; undefined where there is none. */
export function descriptionAt(path: Path): string | undefined {
  return fieldsAt(path)
    .find((field) => field.description !== undefined)
    ?.description?.replace(/\.$/, '');
}

/** Every field of the file by its dotted path; list entries have `[]`. */
export function allFields(
  field = storeFileJsonSchema(),
  path = '',
): { path: string; field: FieldSchema; required: boolean }[] {
  return formsOf(field).flatMap((form) => {
    const own = Object.entries(form.properties ?? {}).flatMap(([key, inner]) => {
      const here = path === '' ? key : `${path}.${key}`;
      return [{ path: here, field: inner, required: form.required?.includes(key) ?? false }, ...allFields(inner, here)];
    });
    return form.items ? [...own, ...allFields(form.items, `${path}[]`)] : own;
  });
}
