type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** As PHP's `serialize` writes it: lengths of strings are in bytes. */
export function serialized(value: Plain): string {
  if (value === null) return 'N;';
  if (typeof value === 'boolean') return `b:${value ? 1 : 0};`;
  if (typeof value === 'number') return Number.isInteger(value) ? `i:${value};` : `d:${value};`;
  if (typeof value === 'string') return `s:${Buffer.byteLength(value)}:"${value}";`;
  const entries: [string | number, Plain][] = Array.isArray(value)
    ? (value as Plain[]).map((item, index) => [index, item])
    : Object.entries(value);
  return `a:${entries.length}:{${entries.map(([key, item]) => serialized(key) + serialized(item)).join('')}}`;
}
