type Properties = Readonly<Record<string, unknown>>;

// Templates hold intrinsic functions anywhere: what is not a plain value is read as absent.

/** The text of a property; empty when it is none. */
export function text(properties: Properties, name: string): string {
  const value = properties[name];
  return typeof value === 'string' ? value : '';
}

/** The number of a property, also when CloudFormation wants it as text; 0 when it is none. */
export function number(properties: Properties, name: string): number {
  const value = Number(properties[name]);
  return Number.isFinite(value) ? value : 0;
}

/** True only for a plain true. */
export function flag(properties: Properties, name: string): boolean {
  return properties[name] === true || properties[name] === 'true';
}

/** The objects and texts of a list; empty when it is none. Texts come as `{ text }`. */
export function list(properties: Properties, name: string): Record<string, unknown>[] {
  const value = properties[name];
  if (!Array.isArray(value)) return [];
  return value.map((item: unknown) => (isMap(item) ? item : { text: item }));
}

/** The map of a property; empty when it is none. */
export function map(properties: Properties, name: string): Record<string, unknown> {
  const value = properties[name];
  return isMap(value) ? value : {};
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
