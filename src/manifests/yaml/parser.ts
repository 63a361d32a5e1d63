import { Composer, type Document, isMap, isNode, isScalar, isSeq, LineCounter, Parser, parseDocument } from 'yaml';
import { InputError, reasonOf } from '../input-error';
import { isTooDeep } from '../nesting';
import type { Path } from '../pointer';
import { unreadableCharacter } from './characters';
import { ValueComposer } from './composer';
import { NodeError, Nodes } from './nodes';
import { type Source, templateOf } from './source';
import { rejectForeignSyntax } from './syntax';

const nestedTooDeeply = 'nested more than 500 levels deep';
const tooDeep = 'look for a missing closing bracket';

// Scalars are resolved here, and so are duplicate keys, which the package finds in quadratic time.
const options = { schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const;

/** Parses YAML or JSON in any syntax: the npm package finds the nodes, {@link ValueComposer} their values. @throws InputError with the place */
export function parseSyntax(text: string, file: string): readonly Source[] {
  if (isTooDeep(text)) throw new InputError(nestedTooDeeply, tooDeep, { file });
  const lines = linesOf(text);
  return guarded(file, lines, () => {
    // kubectl has a separate parser for JSON.
    const isJson = isJsonText(text);
    rejectCharacters(text, isJson, file, lines);
    const sources: Source[] = [];
    for (const { document, range } of documentsIn(text, file)) {
      rejectDirectives(document, file);
      rejectBroken(document, sources.length, lines, file);
      if (!isJson) rejectForeignSyntax(document, text, range);
      sources.push(source(document, text, range, lines));
    }
    return sources;
  });
}

/** A document of a text, and where it begins and ends, with the lines before its contents. */
interface Part {
  readonly document: Document.Parsed;
  readonly range: readonly [start: number, end: number];
}

/** One document after the other: the nodes of a large text need much more memory than its values. */
function* documentsIn(text: string, file: string): Generator<Part> {
  const composer = new Composer(options);
  let [start, last]: [number, Document.Parsed | undefined] = [0, undefined];
  for (const document of composer.compose(new Parser().parse(text))) {
    if (last) {
      const end = last.range[2];
      yield { document: last, range: [start, end] };
      start = end;
    }
    last = document;
  }
  if (last) yield { document: last, range: [start, text.length] };
  else rejectDirectives(composer.streamInfo(), file);
}

/** The line breaks of a text: for a problem with a character, before anything is parsed. */
function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) lines.addNewLine(end + 1);
  return lines;
}

function isJsonText(text: string): boolean {
  if (!/^\ufeff?\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text.replace(/^\ufeff/, ''));
    return true;
  } catch {
    return false;
  }
}

function rejectCharacters(text: string, isJson: boolean, file: string, lines: LineCounter): void {
  const found = unreadableCharacter(text, isJson);
  if (found) throw new InputError(found.message, found.fix, { file, ...position(lines, found.offset) });
}

/** Kubernetes' parser accepts `%YAML 1.1` and `%TAG`, and rejects any other directive. */
function rejectDirectives({ directives, warnings }: Pick<Document, 'directives' | 'warnings'>, file: string): void {
  const isForeign =
    (directives?.yaml.explicit && directives.yaml.version !== '1.1') || warnings.some(({ code }) => code === 'BAD_DIRECTIVE');
  if (isForeign) throw new InputError('unsupported YAML directive', "remove the line that starts with '%'", { file });
}

function rejectBroken(document: Document, index: number, lines: LineCounter, file: string): void {
  const [error] = document.errors;
  if (error) throw new InputError(reasonOf(error), 'correct the syntax', { file, ...position(lines, error.pos[0]) });
  if (index === 0 || document.directives?.docStart || isEmpty(document)) return;
  const place = { file, ...position(lines, document.range?.[0] ?? 0) };
  throw new InputError("kubectl ignores the text after '...'", "start the document with '---'", place);
}

function isEmpty({ contents }: Document): boolean {
  return contents === null || (isScalar(contents) && contents.type === 'PLAIN' && contents.source === '');
}

/** Where an alias may begin: no value begins within a word, or after a quote. */
const alias = /(?:^|[\s,:[{?-])\*[^\s*]/;

function source(document: Document, text: string, [start, end]: Part['range'], lines: LineCounter): Source {
  const within = text.slice(start, end);
  const value = new ValueComposer(new Nodes(document, alias.test(within))).value(document.contents);
  return { value, ...templateOf(within), locate: placesIn(within, lines, start) };
}

/** The places in a document that begins at an offset of the lines. Few documents have a finding, so their nodes are parsed again rather than kept. */
function placesIn(text: string, lines: LineCounter, start: number): Source['locate'] {
  let parsed: Document | undefined;
  return (path) => {
    parsed ??= parseDocument(text, options);
    return position(lines, start + offsetOf(new Nodes(parsed), parsed, path));
  };
}

/** The offset of a path, followed as far as it exists. For a field it is the key, where a person looks. */
function offsetOf(nodes: Nodes, document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const step of path) {
    const within = nodes.resolved(node);
    const pair = isMap(within) ? nodes.pair(within, String(step)) : undefined;
    const next = isSeq(within) ? within.items[Number(step)] : pair?.value;
    const mark = isScalar(next) || !isNode(pair?.key) ? next : pair.key;
    if (isNode(mark)) offset = mark.range?.[0] ?? offset;
    if (next === undefined || next === null) break;
    node = next;
  }
  return offset;
}

function position(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function guarded<T>(file: string, lines: LineCounter, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (error instanceof NodeError) throw new InputError(error.message, error.fix, { file, ...position(lines, error.offset) });
    if (reasonOf(error).includes('call stack')) throw new InputError(nestedTooDeeply, tooDeep, { file });
    throw new InputError(reasonOf(error), 'correct the syntax', { file });
  }
}
