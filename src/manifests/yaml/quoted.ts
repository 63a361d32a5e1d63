import { folded, withoutSpacesAfter } from './folded';
import { matched } from './plain-syntax';

/** A scalar in quotes, and where the text goes on. */
interface Quoted {
  readonly value: string;
  readonly end: number;
}

const doubleQuoted = /"((?:[^"\\]|\\[\\"nt \n])*)"/y;
const singleQuoted = /'((?:[^']|'')*)'/y;

const escapes = new Map([
  ['n', '\n'],
  ['t', '\t'],
]);

/**
 * Reads the scalar in quotes at an offset.
 *
 * @param column that of its key: the lines after the first are indented more
 * @returns undefined for any other text, rare escapes included
 */
export function quotedAt(text: string, start: number, column: number): Quoted | undefined {
  const isDouble = text[start] === '"';
  const pattern = isDouble ? doubleQuoted : singleQuoted;
  const [, within] = matched(pattern, text, start) ?? [];
  if (within === undefined || !isIndented(within, column)) return undefined;
  const value = isDouble ? doubleValue(within) : linesOf(within).replaceAll("''", "'");
  return value === undefined ? undefined : { value, end: pattern.lastIndex };
}

/** Whether each line after the first is empty, or indented more than a column. */
function isIndented(within: string, column: number): boolean {
  for (const [end] of within.matchAll(/\n *(?=[^ \n]|$)/g)) if (end.length - 1 <= column) return false;
  return true;
}

function doubleValue(within: string): string | undefined {
  if (!within.includes('\\')) return linesOf(within);
  // Whether the spaces at the end of a line, or the empty lines, are text depends on the backslash before them.
  if (/\\ *\n *\n|\\ +\n/.test(within)) return undefined;
  const joined = within.replace(/\\(\n *|[^\n])/g, (escaped, what: string) => (what.startsWith('\n') ? '' : escaped));
  return linesOf(joined).replace(/\\(.)/g, (_, mark: string) => escapes.get(mark) ?? mark);
}

function linesOf(within: string): string {
  if (!within.includes('\n')) return within;
  const lines = within.split('\n');
  const last = lines.length - 1;
  return folded(
    lines.map((line, index) => {
      const trimmed = index < last ? withoutSpacesAfter(line) : line;
      return index > 0 ? trimmed.replace(/^ +/, '') : trimmed;
    }),
  );
}
