import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { type Finding, type Path, shown } from './finding';
import type { Position } from './read-text';
import { fileFinding, maxDepth, syntaxFinding, tooDeep } from './yaml-syntax';

/** A finding whose place is known already, because the YAML itself is wrong. */
export interface Placed {
  readonly finding: Finding;
  readonly position: Position;
}

/** Enough for shared lists, too few for an alias bomb. */
const maxAliasCount = 100;

/**
 * A store file's YAML (1.2, core schema): its value and where each field stands. Broken YAML leaves `value` undefined and
 * says why in `problems`; a key written twice is a problem too, but the rest can still be checked.
 */
export class StoreDocument {
  readonly value: unknown;
  readonly problems: readonly Placed[];
  private readonly lines = new LineCounter();
  private readonly document: Document.Parsed | undefined;

  constructor(text: string) {
    const deep = tooDeep(text);
    if (deep !== undefined) {
      this.problems = [
        {
          finding: fileFinding(`must nest at most ${maxDepth} levels`, 'write it as stores/example.yaml does'),
          position: deep,
        },
      ];
      return;
    }
    this.document = parseDocument(text, {
      lineCounter: this.lines,
      prettyErrors: false,
      uniqueKeys: false,
      stringKeys: true,
      logLevel: 'error',
    });
    // A warning is about a tag nobody resolves: its value would silently be something else.
    const faults = [...this.document.errors, ...this.document.warnings].slice(0, 20);
    if (faults.length > 0) {
      this.problems = faults.map((fault) => ({ finding: syntaxFinding(fault), position: this.at(fault.pos[0]) }));
      return;
    }
    const resolved = this.resolve(this.document);
    this.value = resolved.value;
    this.problems = [...resolved.problems, ...this.duplicateKeys(this.document.contents, [])];
  }

  /** Where a field stands: its key, or the list entry; a missing one: where the map stands that lacks it. */
  positionOf(path: Path): Position {
    let node: unknown = this.document?.contents;
    let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
    for (const key of path) {
      const step = stepInto(isAlias(node) && this.document ? node.resolve(this.document) : node, key);
      if (step === undefined) break;
      offset = step.offset ?? offset;
      node = step.value;
    }
    return this.at(offset);
  }

  /** Whether the author wrote this field, or a default stands there. */
  has(path: Path): boolean {
    let value: unknown = this.value;
    for (const key of path) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
      value = (value as Record<string | number, unknown>)[key];
    }
    return value !== undefined;
  }

  private resolve(document: Document.Parsed): { value: unknown; problems: Placed[] } {
    const aliases = aliasesOf(document);
    const refuse = (alias: Alias | undefined, must: string): { value: undefined; problems: Placed[] } => {
      const finding = fileFinding(must, 'write the value out, or put it in quotes if it starts with *');
      return { value: undefined, problems: [{ finding, position: this.at(alias?.range?.[0] ?? 0) }] };
    };
    const loose = aliases.find((alias) => alias.resolve(document) === undefined);
    if (loose) return refuse(loose, 'must be valid YAML (an alias names no anchor before it)');
    try {
      const value: unknown = document.toJS({ maxAliasCount });
      if (aliases.length === 0 || comesToAnEnd(value)) return { value, problems: [] };
    } catch (error) {
      if (!(error instanceof ReferenceError)) throw error;
    }
    return refuse(aliases[0], `must not repeat itself through aliases more than ${maxAliasCount} times`);
  }

  private duplicateKeys(node: unknown, path: Path): Placed[] {
    if (isSeq(node)) return node.items.flatMap((item, index) => this.duplicateKeys(item, [...path, index]));
    if (!isMap(node)) return [];
    const first = new Map<string, Position>();
    return node.items.flatMap(({ key, value }) => {
      const name = keyName(key);
      const here = this.at(isNode(key) ? (key.range?.[0] ?? 0) : 0);
      const inner = this.duplicateKeys(value, [...path, name]);
      const before = first.get(name);
      if (before === undefined) {
        first.set(name, here);
        return inner;
      }
      const finding = {
        path: [...path, name],
        must: `must be given once, and stands in line ${before.line} already`,
        remedy: 'take one of the two away',
      };
      return [{ finding, position: here }, ...inner];
    });
  }

  private at(offset: number): Position {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value);
}

function keyName(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

type Step = { offset: number | undefined; value: unknown } | undefined;

function stepInto(node: unknown, key: string | number): Step {
  if (isMap(node)) return entryOf(node, key);
  return isSeq(node) ? itemOf(node, key) : undefined;
}

function entryOf(node: { items: { key: unknown; value: unknown }[] }, key: string | number): Step {
  const pair = node.items.findLast((item) => keyName(item.key) === String(key));
  return pair && { offset: isNode(pair.key) ? pair.key.range?.[0] : undefined, value: pair.value };
}

function itemOf(node: { items: unknown[] }, key: string | number): Step {
  if (typeof key !== 'number' || key >= node.items.length) return undefined;
  const item = node.items[key];
  return { offset: isNode(item) ? item.range?.[0] : undefined, value: item };
}

function aliasesOf(document: Document.Parsed): Alias[] {
  const aliases: Alias[] = [];
  visit(document, {
    Alias: (_, alias) => {
      aliases.push(alias);
    },
  });
  return aliases;
}

/** Whether a value ends: an alias to its own ancestor makes one that does not. */
function comesToAnEnd(value: unknown, above: readonly unknown[] = []): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (above.includes(value)) return false;
  return Object.values(value).every((inner) => comesToAnEnd(inner, [...above, value]));
}

/** What a file holds that is no map of fields. */
export function notAMap(value: unknown): Finding {
  const remedy = 'copy stores/example.yaml and change what is yours';
  return { path: [], must: 'must be a map of fields', got: shown(value), remedy };
}
