import { InputError } from './input-error';
import { below, parseYaml, type Source } from './yaml';

/** The documents of a text that can be parsed, and the first error of each other one. */
export interface Parsed {
  readonly sources: readonly Source[];
  readonly errors: readonly InputError[];
}

/** Parses each document of a text by itself. kubectl separates them in the same way, at lines that begin with `---`, before it parses any. */
export function parseEach(text: string, file: string): Parsed {
  const sources: Source[] = [];
  const errors: InputError[] = [];
  let above = 0;
  for (const part of text.split(/^(?=---(?:\s|$))/m)) {
    try {
      sources.push(...parseYaml(part, file).map((source) => below(source, above)));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      errors.push(moved(error, file, above));
    }
    above += part.split('\n').length - 1;
  }
  return { sources, errors };
}

function moved({ diagnostic: { message, fix, place } }: InputError, file: string, lines: number): InputError {
  return new InputError(message, fix, { file, ...(place.line !== undefined && { line: place.line + lines, column: place.column }) });
}
