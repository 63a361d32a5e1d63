/** A document of a text, and the number of lines before it. */
interface Part {
  readonly text: string;
  readonly lines: number;
}

/**
 * The documents of a text. A line that begins with `---` begins a document wherever it is, in a block scalar as well. A text with directives, or with ends of
 * documents, is left as it is.
 */
export function partsOf(text: string): readonly Part[] {
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
