/** A text within a longer one. */
export interface TextPart {
  readonly text: string;
  /** The lines before the one that it begins on. */
  readonly line: number;
  /** The characters before it on that line. */
  readonly column: number;
}

/**
 * The JSON objects and lists that a text begins with, as several runs of kubectl print them one after the other, and the rest as one more part.
 *
 * A YAML parser takes what follows the first of them for a mistake.
 */
export function jsonTexts(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let [line, lineStart, at] = [0, 0, 0];
  while (at < text.length) {
    const start = at + (/^[\s\ufeff]*/.exec(text.slice(at, at + 4096))?.[0].length ?? 0);
    for (let i = text.indexOf('\n', at); i >= 0 && i < start; i = text.indexOf('\n', i + 1)) [line, lineStart] = [line + 1, i + 1];
    if (start >= text.length) break;
    const end = start === at + 4096 ? start : endOfValue(text, start);
    if (end > start) parts.push({ text: text.slice(start, end), line, column: start - lineStart });
    for (let i = text.indexOf('\n', start); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) [line, lineStart] = [line + 1, i + 1];
    at = end;
  }
  return parts;
}

/** Where a JSON object or list ends; the end of the text for anything else, and for one without an end. */
function endOfValue(text: string, start: number): number {
  if (text[start] !== '{' && text[start] !== '[') return text.length;
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const character = text[i];
    if (character === '"') i = endOfString(text, i);
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    if (depth === 0) return i + 1;
  }
  return text.length;
}

function endOfString(text: string, start: number): number {
  for (let i = text.indexOf('"', start + 1); i >= 0; i = text.indexOf('"', i + 1)) {
    let slashes = 0;
    while (text[i - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return i;
  }
  return text.length;
}
