export type Path = readonly (string | number)[];

/** What a check has to say of one field, before it is known where in the file the field stands. */
export interface Finding {
  readonly path: Path;
  /** What is allowed, starting with a verb: `must be at least 7`. */
  readonly must: string;
  /** What was found, ready to print (see `shown`). @default - the sentence needs none */
  readonly got?: string;
  readonly remedy: string;
}

/** `['staff', 'networks', 1]` as `staff.networks[1]`; a key that is no plain word is quoted. */
export function dotted(path: Path): string {
  if (path.length === 0) return 'the file';
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    if (!/^[A-Za-z_$][\w$-]*$/.test(key)) return `${text}[${printable(JSON.stringify(cut(key)))}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

/** The sentence of a finding, without its place. */
export function sentence({ must, got, remedy }: Finding): string {
  return `${must}${got === undefined ? '' : `, got ${got}`}; ${remedy}`;
}

const secretName = /secret|password|passphrase|token|credential|apikey|privatekey/i;
const secretValue = /(?:AKIA|ASIA)[A-Z0-9]{16}|-----BEGIN|\b[sr]k_(?:live|test)_|\bc[ks]_[0-9a-f]{20}/;

/** A value as an error may print it: short, without control characters, and not at all where secrets are kept or seen. */
export function shown(value: unknown, path: Path = []): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return 'a map';
  return scalar(value, path);
}

function scalar(value: string | number | boolean, path: Path): string {
  if (isSecret(String(value), path)) return hidden;
  return typeof value === 'string' ? printable(JSON.stringify(cut(value))) : String(value);
}

const hidden = 'a value that is not shown here';

function isSecret(text: string, path: Path): boolean {
  return path.some((key) => typeof key === 'string' && secretName.test(key)) || secretValue.test(text);
}

const longest = 60;

function cut(text: string): string {
  if (text.length <= longest) return text;
  // Half of a surrogate pair prints as rubbish.
  return `${text.slice(0, longest - 3).replace(/[\uD800-\uDBFF]$/, '')}...`;
}

/** Escapes what would steer a terminal or turn text round: control and format characters. */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (c) => `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
