import { InputError } from './input-error';
import { parseYaml, type Source } from './yaml';

/** A document of a text, and the number of lines before it. */
interface Part {
  readonly text: string;
  readonly lines: number;
}

/**
 * Parses texts that have most of their documents in common, such as both sides of a change: a document that was parsed before has the same value, which is then
 * the same object. Otherwise as {@link parseYaml}.
 */
export class SharedDocuments {
  private readonly known = new Map<string, Source>();

  parse(text: string, file: string): readonly Source[] {
    const sources = this.separately(text, file);
    // A mistake is told with its place in the whole text.
    return sources ?? parseYaml(text, file);
  }

  private separately(text: string, file: string): readonly Source[] | undefined {
    const sources: Source[] = [];
    try {
      for (const part of partsOf(text)) {
        const source = this.known.get(part.text) ?? only(parseYaml(part.text, file));
        if (source === undefined) return undefined;
        this.known.set(part.text, source);
        sources.push(moved(source, part.lines));
      }
    } catch (error) {
      if (error instanceof InputError) return undefined;
      throw error;
    }
    return sources;
  }
}

function only(sources: readonly Source[]): Source | undefined {
  return sources.length === 1 ? sources[0] : undefined;
}

function moved({ value, locate }: Source, lines: number): Source {
  if (lines === 0) return { value, locate };
  return {
    value,
    locate: (path) => {
      const { line, column } = locate(path);
      return { line: line + lines, column };
    },
  };
}

/**
 * The documents of a text. A line that begins with `---` begins a document wherever it is, in a block scalar as well. A text with directives, or with ends of
 * documents, is left as it is.
 */
function partsOf(text: string): readonly Part[] {
  if (/(^|\n)(%|\.\.\.)/.test(text)) return [{ text, lines: 0 }];
  const starts = [...text.matchAll(/\n---(?=[ \t\r\n]|$)/g)].map(({ index }) => index + 1);
  const first = text.slice(0, starts[0]);
  // Comments before the first document belong to it.
  const bounds = [...(first.split('\n').every((line) => /^\s*(#.*)?$/.test(line)) ? [0, ...starts.slice(1)] : [0, ...starts]), text.length];
  let lines = 0;
  return bounds.slice(1).map((end, index) => {
    const part = { text: text.slice(bounds[index], end), lines };
    lines += countLines(part.text);
    return part;
  });
}

function countLines(text: string): number {
  let count = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) count++;
  return count;
}
