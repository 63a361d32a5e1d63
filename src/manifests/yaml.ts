import { InputError } from './input-error';
import { partsOf } from './yaml/parts';
import { Places, positionsIn } from './yaml/places';
import { plainDocument } from './yaml/plain';
import { type Source, templateOf } from './yaml/source';

export type { Source };

/**
 * Parses YAML or JSON documents as Kubernetes does. A syntax error is an {@link InputError} with its place.
 *
 * {@link plainDocument} reads most documents. The others are left to the npm package.
 *
 * @param known the documents that were parsed before: an equal one has the same value, which is then the same object. Default: none
 */
export function parseYaml(text: string, file: string, known?: Map<string, Source>): readonly Source[] {
  try {
    const sources: Source[] = [];
    for (const part of partsOf(text)) {
      const source = known?.get(part.text) ?? plainSource(part.text) ?? only(parser().parseSyntax(part.text, file));
      if (source === undefined) return parser().parseSyntax(text, file);
      known?.set(part.text, source);
      sources.push(below(source, part.lines));
    }
    return sources;
  } catch (error) {
    // A mistake is told with its place in the whole text.
    if (error instanceof InputError) return parser().parseSyntax(text, file);
    throw error;
  }
}

function plainSource(text: string): Source | undefined {
  const plain = plainDocument(text);
  if (plain === undefined) return undefined;
  let places: Source['locate'] | undefined;
  return {
    value: plain.value,
    ...templateOf(text),
    locate: (path) => {
      places ??= placesIn(text);
      return places(path);
    },
  };
}

/** The places in a plain document. It is read again: few documents have a finding. */
function placesIn(text: string): Source['locate'] {
  const places = new Places();
  const value = plainDocument(text, places)?.value;
  const position = positionsIn(text);
  return (path) => position(places.offsetOf(value, path));
}

function only(sources: readonly Source[]): Source | undefined {
  return sources.length === 1 ? sources[0] : undefined;
}

/** A document with so many lines above it in its file. */
export function below(source: Source, lines: number): Source {
  if (lines === 0) return source;
  const { locate, ...rest } = source;
  return {
    ...rest,
    locate: (path) => {
      const { line, column } = locate(path);
      return { line: line + lines, column };
    },
  };
}

/** The npm package is loaded where it is needed: that takes longer than to read most manifests. */
function parser(): typeof import('./yaml/parser') {
  return require('./yaml/parser') as typeof import('./yaml/parser');
}
