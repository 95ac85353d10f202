import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Problem, StoreFileError } from './errors';
import { dotted, type Finding, printable, sentence } from './finding';
import { type Position, readText } from './read-text';
import { acrossStores, type StoreAmongOthers } from './rules/across-stores';
import { storeRules } from './rules/index';
import { salvage } from './salvage';
import { type StoreConfig, storeSchema } from './schema';
import { schemaFindings } from './schema-findings';
import { settle } from './settle';
import { notAMap, StoreDocument } from './store-document';

export interface LoadOptions {
  /** The day against which dates are judged, YYYY-MM-DD. @default - today, UTC */
  readonly today?: string;
}

/**
 * The store of one file, every default in place.
 * @throws StoreFileError with all problems of the file
 */
export function loadStore(file: string, options: LoadOptions = {}): StoreConfig {
  const [store] = loadStores([file], options);
  if (store === undefined) throw new Error(`no store in ${file}`);
  return store;
}

/**
 * The stores of several files, in their order; no two share a name, a host or a written network range.
 * @throws StoreFileError with all problems of all files
 */
export function loadStores(files: readonly string[], options: LoadOptions = {}): StoreConfig[] {
  const today = options.today ?? new Date().toISOString().slice(0, 10);
  const examined = files.map((file) => examine(file, today));
  const sound = examined.flatMap(({ among }) => among ?? []);
  const problems = examined.flatMap((one) => {
    const { among, place } = one;
    const shared = among ? acrossStores(among, sound.slice(0, sound.indexOf(among))) : [];
    return inOrder([...one.problems, ...shared.map(place)]);
  });
  if (problems.length > 0) throw new StoreFileError(problems);
  return examined.map(({ among }) => {
    if (among === undefined) throw new Error('a file without a problem holds a store');
    return settle(among.name, storeSchema.parse(among.value));
  });
}

/** The store files of a folder, sorted; `.yml` too, so that such a file is refused by name rather than passed over. */
export function storeFiles(directory: string): string[] {
  const names = readdirSync(directory).filter((name) => /\.ya?ml$/i.test(name) && !name.startsWith('.'));
  return names.sort().map((name) => join(directory, name));
}

interface Examined {
  readonly problems: readonly Problem[];
  readonly place: (finding: Finding) => Problem;
  /** Undefined when the file holds no map of fields. */
  readonly among?: StoreAmongOthers & { readonly value: unknown };
}

function examine(file: string, today: string): Examined {
  const read = readText(file);
  if ('finding' in read) {
    return {
      problems: [problemOf(file, read.finding, read.position)],
      place: (finding) => problemOf(file, finding, read.position),
    };
  }
  const document = new StoreDocument(read.text);
  const place = (finding: Finding): Problem => problemOf(file, finding, document.positionOf(finding.path));
  const broken = document.problems.map(({ finding, position }) => problemOf(file, finding, position));
  const { value } = document;
  if (value === undefined && broken.length > 0) return { problems: broken, place };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { problems: [...broken, place(notAMap(value))], place };
  }
  const among = { path: printable(file), ...inputOf(file, value, document, today), value };
  const findings = [...extension(file), ...schemaFindings(value), ...storeRules.flatMap((rule) => rule(among))];
  return { problems: [...broken, ...findings.map(place)], place, among };
}

function inputOf(file: string, value: object, document: StoreDocument, today: string): Omit<StoreAmongOthers, 'path'> {
  return {
    file: salvage(storeSchema, value) ?? {},
    name: basename(file).replace(/\.ya?ml$/i, ''),
    today,
    wrote: (path) => document.has(path),
  };
}

function extension(file: string): Finding[] {
  if (file.endsWith('.yaml')) return [];
  return [{ path: [], must: 'must end in .yaml', got: JSON.stringify(basename(file)), remedy: 'rename it' }];
}

function problemOf(file: string, finding: Finding, position: Position): Problem {
  return { file: printable(file), ...position, path: dotted(finding.path), message: sentence(finding) };
}

function inOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
