import type { Limits, Written, WrittenFields, WrittenTuple } from './notation';

/** A parsed type of the data files. */
export type Type =
  | { readonly form: 'scalar'; readonly name: string }
  | { readonly form: 'enum'; readonly words: readonly string[] }
  | { readonly form: 'reference'; readonly name: string }
  | { readonly form: 'list'; readonly of: Type }
  | { readonly form: 'map'; readonly of: Type; readonly keys?: string }
  | { readonly form: 'fields'; readonly fields: ReadonlyMap<string, Type>; readonly required: readonly string[] }
  | { readonly form: 'limit'; readonly type: Type; readonly limits: Limits };

/** Parses a type, down to the names of other definitions. */
export function parseType(written: Written): Type {
  if (typeof written === 'string') return parseWord(written);
  if (!isTuple(written)) return parseFields(written);
  switch (written[0]) {
    case 'limit':
      return { form: 'limit', type: parseType(written[1]), limits: written[2] };
    case 'map':
      return { form: 'map', of: parseType(written[1]), ...(written[2] && { keys: written[2] }) };
    case 'list':
      return { form: 'list', of: parseType(written[1]) };
  }
}

/** Whether a type is written as a tuple. Array.isArray does not narrow a union to a readonly tuple. */
export const isTuple = (written: Exclude<Written, string>): written is WrittenTuple => Array.isArray(written);

function parseWord(word: string): Type {
  if (word.endsWith('[]')) return { form: 'list', of: parseWord(word.slice(0, -2)) };
  if (word.endsWith('{}')) return { form: 'map', of: parseWord(word.slice(0, -2)) };
  if (word.startsWith('=')) return { form: 'enum', words: word.slice(1).split('|') };
  return { form: word.includes('.') ? 'reference' : 'scalar', name: word };
}

function parseFields(written: WrittenFields): Type {
  const fields = new Map<string, Type>();
  const required: string[] = [];
  for (const [mark, type] of Object.entries(written)) {
    const name = mark.endsWith('!') ? mark.slice(0, -1) : mark;
    fields.set(name, parseType(type));
    if (name !== mark) required.push(name);
  }
  return { form: 'fields', fields, required };
}
