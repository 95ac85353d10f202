import type { z } from 'zod';
import { allFields, descriptionAt, keysAt } from './describe-fields';
import { dotted, type Finding, type Path, printable, shown } from './finding';
import { nearest } from './nearest';
import { storeSchema } from './schema';

type Issue = z.core.$ZodIssue;

/** What the schema has to say against a value, in the words of the store file's errors. */
export function schemaFindings(value: unknown): Finding[] {
  const parsed = storeSchema.safeParse(value);
  return parsed.success ? [] : parsed.error.issues.flatMap((issue) => findingsOf(issue, value));
}

const seeReference = 'docs/store-file.md shows what the field takes';

function findingsOf(issue: Issue, root: unknown): Finding[] {
  const path = issue.path as Path;
  const found = valueAt(root, path);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key));
  if (issue.code === 'invalid_union') return ofUnion(issue, path, root);
  if (found === undefined || found === null) return [missing(path)];
  const { must, remedy } = wordsOf(issue, path, found);
  return [{ path, must, got: gotOf(issue, found, path), remedy }];
}

function gotOf(issue: Issue, found: unknown, path: Path): string {
  if (issue.code === 'invalid_key') return shown(path.at(-1));
  const wrongKind = issue.code === 'invalid_type' && typeof found === 'number' && issue.expected === 'string';
  return wrongKind ? `the number ${shown(found, path)}` : shown(found, path);
}

interface Words {
  readonly must: string;
  readonly remedy: string;
}

function wordsOf(issue: Issue, path: Path, found: unknown): Words {
  if (issue.code === 'invalid_type') return wrongType(issue.expected, issue.message, found, path);
  if (issue.code === 'invalid_value') return oneOf(issue.values.map(String), found);
  const own = said(issue.code === 'invalid_key' ? issue.issues[0]?.message : issue.message);
  if (own) return own;
  if (issue.code === 'too_small') return tooSmall(issue.origin, Number(issue.minimum));
  if (issue.code === 'too_big') return tooBig(issue.origin, Number(issue.maximum));
  return { must: 'must be what the reference allows', remedy: seeReference };
}

/** The schema's own words, `must …; remedy`. */
function said(message: string | undefined): Words | undefined {
  if (!message?.startsWith('must ')) return undefined;
  const [must = '', ...remedy] = message.split('; ');
  return { must, remedy: remedy.join('; ') || seeReference };
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  // Every number of a store file is whole.
  number: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of fields',
  record: 'a map of names and values',
};

function wrongType(expected: string, message: string, found: unknown, path: Path): Words {
  // A text's own sentence says more than that it must be text.
  const must = (expected === 'string' ? said(message)?.must : undefined) ?? `must be ${kinds[expected] ?? expected}`;
  return { must, remedy: typeRemedy(expected, found, path) };
}

function typeRemedy(expected: string, found: unknown, path: Path): string {
  if (expected === 'boolean') return 'write true or false, without quotes';
  if (typeof found === 'object') {
    const keys = keysAt(path);
    return keys.length > 0 ? `write its fields: ${keys.join(', ')}` : seeReference;
  }
  if (expected === 'string') return 'put it in quotes';
  if (expected === 'array') return 'write a list, [..] or one entry a line after -';
  if (expected === 'int' || expected === 'number')
    return typeof found === 'number' ? 'round it' : 'write digits, without quotes';
  return `write its fields: ${keysAt(path).join(', ')}`;
}

function oneOf(allowed: readonly string[], found: unknown): Words {
  const near = nearest(String(found), allowed);
  const must = `must be ${allowed.length === 1 ? '' : 'one of '}${allowed.join(', ')}`;
  return { must, remedy: near.length > 0 ? `did you mean ${near.join(', ')}?` : 'choose one of them' };
}

function tooSmall(origin: string, minimum: number): Words {
  if (origin === 'string') return { must: `must have at least ${minimum} characters`, remedy: 'write more' };
  if (origin === 'array')
    return { must: `must have at least ${minimum} ${minimum === 1 ? 'entry' : 'entries'}`, remedy: 'add one' };
  return { must: `must be at least ${minimum}`, remedy: 'raise it' };
}

function tooBig(origin: string, maximum: number): Words {
  if (origin === 'string') return { must: `must have at most ${maximum} characters`, remedy: 'shorten it' };
  if (origin === 'array') return { must: `must have at most ${maximum} entries`, remedy: 'take some out' };
  return { must: `must be at most ${maximum}`, remedy: 'lower it' };
}

function missing(path: Path): Finding {
  const description = descriptionAt(path);
  return {
    path,
    must: 'must be given',
    got: 'nothing',
    remedy: description === undefined ? seeReference : `add it (${description})`,
  };
}

/** The value of an unknown key is never printed: it may be a secret in a place where nobody looks for one. */
function unknownKey(path: Path, key: string): Finding {
  const known = keysAt(path);
  const near = nearest(key, known, 1).map((name) => dotted([...path, name]));
  const [best] = near.length > 0 ? near : elsewhere(key);
  const remedy = best === undefined ? `known here: ${known.join(', ')}` : `did you mean ${best}?`;
  return { path: [...path, key], must: 'is not a field of the store file', remedy: printable(remedy) };
}

/** Fields of that name, or one like it, in another place of the file. */
function elsewhere(key: string): string[] {
  const paths = allFields().map((field) => field.path);
  const nameOf = (path: string): string => path.split('.').at(-1) ?? '';
  const [name] = nearest(key, [...new Set(paths.map(nameOf))], 1);
  return paths.filter((path) => nameOf(path) === name);
}

/** Speaks of the form the author most likely meant: the one with the fewest objections. */
function ofUnion(issue: Extract<Issue, { code: 'invalid_union' }>, path: Path, root: unknown): Finding[] {
  const found = valueAt(root, path);
  if ('options' in issue && Array.isArray(issue.options)) {
    const options = issue.options.map(String);
    if (found === undefined || found === null)
      return [{ ...missing(path), must: `must be one of ${options.join(', ')}` }];
    return [{ path, ...oneOf(options, found), got: shown(found, path) }];
  }
  if (found === undefined || found === null) return [missing(path)];
  const [best = []] = issue.errors.toSorted((a, b) => a.length - b.length);
  const atRoot = best.some((inner) => inner.path.length === 0 && inner.code !== 'unrecognized_keys');
  if (atRoot) {
    return [
      {
        path,
        ...(said(issue.message) ?? { must: 'must have one of its forms', remedy: seeReference }),
        got: shown(found, path),
      },
    ];
  }
  return best.flatMap((inner) => findingsOf({ ...inner, path: [...path, ...(inner.path as Path)] }, root));
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as Record<string | number, unknown>)[key];
  }, root);
}
