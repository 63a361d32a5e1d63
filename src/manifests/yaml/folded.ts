/** Joins the trimmed lines of a scalar as YAML does: an end of line is a space, and each empty line an end of line. */
export function folded(lines: readonly string[]): string {
  const [first = '', ...others] = lines;
  const last = others.length - 1;
  let text = first;
  let empty = 0;
  for (const [index, line] of others.entries()) {
    if (line === '' && index < last) {
      empty++;
      continue;
    }
    text += `${empty > 0 ? '\n'.repeat(empty) : ' '}${line}`;
    empty = 0;
  }
  return text;
}

/** A line without the spaces at its end. Other white space is text. */
export function withoutSpacesAfter(line: string): string {
  let end = line.length;
  while (line.charCodeAt(end - 1) === 32) end--;
  return line.slice(0, end);
}
