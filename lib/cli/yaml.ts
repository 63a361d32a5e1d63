import { type Document, isAlias, isMap, isScalar, LineCounter, parseAllDocuments, visit } from 'yaml';
import { InputError } from './input-error';

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
    throw new InputError(firstLine(error.message), file, line, col);
  }
  rejectDuplicates(document, lines, file);
  const value = document.toJS({ maxAliasCount: mostAliases });
  return { value, locate: (path) => locate(document, lines, path) };
}

/** The library would compare every key with every other; a set of names keeps it linear. */
function rejectDuplicates(document: Document, lines: LineCounter, file: string): void {
  visit(document, {
    Map(_, map) {
      const names = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (names.has(key.value)) {
          const { line, col } = lines.linePos(key.range?.[0] ?? 0);
          throw new InputError(`'${key.value}' is set twice in one object`, file, line, col);
        }
        names.add(key.value);
      }
    },
  });
}

function locate(document: Document, lines: LineCounter, path: readonly (string | number)[]): { line: number; column: number } {
  let offset = document.range?.[0] ?? 0;
  let node: unknown = document.contents;
  for (const step of ['', ...path]) {
    if (step !== '') {
      const key = isMap(node) ? node.items.find((pair) => isScalar(pair.key) && pair.key.value === step)?.key : undefined;
      node =
        typeof node === 'object' && node !== null && 'get' in node
          ? (node as { get: (key: unknown, keep: boolean) => unknown }).get(step, true)
          : undefined;
      if (isScalar(key)) offset = key.range?.[0] ?? offset;
    }
    if (isAlias(node)) node = node.resolve(document);
    if (typeof node !== 'object' || node === null) break;
    if (!('range' in node)) break;
    const range = node.range as readonly number[] | null | undefined;
    if (step === '' || !isMap(node)) offset = range?.[0] ?? offset;
  }
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function guarded<T>(file: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (error instanceof RangeError) throw new InputError('nested too deeply', file);
    throw new InputError(firstLine(error instanceof Error ? error.message : String(error)), file);
  }
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? message;
}
