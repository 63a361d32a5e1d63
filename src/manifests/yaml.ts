import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseAllDocuments, visit } from 'yaml';
import { InputError, reasonOf } from './input-error';
import { isTooDeep } from './nesting';

/** A file larger than this is no manifest; parsing one takes minutes and gigabytes. */
const mostBytes = 24 * 1024 * 1024;

/** Aliases resolved in one document; a bomb has a few that double each other, which the library counts itself. */
const mostAliases = 100;

/** One parsed document and where its values stand in its file. */
export interface Source {
  readonly value: unknown;
  /** Line and column of the value at a path, or of its nearest parent that is there. */
  readonly locate: (path: readonly (string | number)[]) => { readonly line: number; readonly column: number };
}

/** Parses a file of YAML or JSON documents; anything that can't be parsed is an {@link InputError} with its place. */
export function parseYaml(text: string, file: string): readonly Source[] {
  if (text.length > mostBytes)
    throw new InputError(`${Math.ceil(text.length / 2 ** 20)} MiB is too large for manifests; the limit is 24 MiB`, file);
  if (isTooDeep(text)) throw new InputError('nested too deeply', file);
  const lines = new LineCounter();
  return guarded(file, () => {
    const documents = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
    if (!Array.isArray(documents)) return [];
    return documents.map((document) => source(document, lines, file));
  });
}

function source(document: Document, lines: LineCounter, file: string): Source {
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new InputError(reasonOf(error), file, line, col);
  }
  rejectSlips(document, lines, file);
  const value = document.toJS({ maxAliasCount: mostAliases });
  return { value, locate: (path) => locate(document, lines, path) };
}

/** What the library would find in quadratic time, or without its place: a key that is there twice, an alias of nothing. */
function rejectSlips(document: Document, lines: LineCounter, file: string): void {
  const anchors = new Set<string>();
  const reject = (message: string, node: Node): never => {
    const { line, col } = lines.linePos(node.range?.[0] ?? 0);
    throw new InputError(message, file, line, col);
  };
  visit(document, {
    Value(_, node) {
      if (node.anchor) anchors.add(node.anchor);
    },
    Alias(_, alias) {
      if (!anchors.has(alias.source)) reject(`unknown alias '*${alias.source}'`, alias);
    },
    Map(_, map) {
      if (map.anchor) anchors.add(map.anchor);
      const names = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (names.has(key.value)) reject(`'${key.value}' is set twice in one object`, key as Node);
        names.add(key.value);
      }
    },
  });
}

/** Follows a path as far as it goes; a key stands for its value, as that is where a person looks. */
function locate(document: Document, lines: LineCounter, path: readonly (string | number)[]): { line: number; column: number } {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === step) : undefined;
    const next = isSeq(node) ? node.items[Number(step)] : pair?.value;
    const mark = isScalar(next) || !isNode(pair?.key) ? next : pair.key;
    if (isNode(mark)) offset = mark.range?.[0] ?? offset;
    if (next === undefined || next === null) break;
    node = next;
  }
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function guarded<T>(file: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (reasonOf(error).includes('call stack')) throw new InputError('nested too deeply', file);
    throw new InputError(reasonOf(error), file);
  }
}
