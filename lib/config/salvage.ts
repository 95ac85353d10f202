import { z } from 'zod';

/** A value of which only the sound parts are left: what is wrong is undefined, and list entries keep their places. */
export type Salvaged<T> = T extends readonly (infer Item)[]
  ? (Salvaged<Item> | undefined)[]
  : T extends object
    ? { [Key in keyof T]?: Salvaged<T[Key]> | undefined }
    : T;

/**
 * What can be read of a value that the schema refuses, so that the rules over several fields still speak where their own
 * fields are sound, and all problems of a file come at once.
 */
export function salvage<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): Salvaged<z.output<Schema>> | undefined {
  return rescue(schema, value) as Salvaged<z.output<Schema>> | undefined;
}

function rescue(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    const { element }: { element: unknown } = inner;
    return (value as readonly unknown[]).map((item) => rescue(element as z.ZodType, item));
  }
  if (inner instanceof z.ZodObject && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const given = value as Record<string, unknown>;
    const shape: Readonly<Record<string, z.ZodType>> = inner.shape;
    return Object.fromEntries(
      Object.entries(shape).map(([key, field]) => [
        key,
        rescue(field, Object.hasOwn(given, key) ? given[key] : undefined),
      ]),
    );
  }
  return undefined;
}

function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return unwrapped(schema.unwrap() as z.ZodType);
  }
  return schema;
}
