/** No manifest is nested this deeply. The parser recurses on each level, and a stack overflow may crash the process. */
const deepest = 500;

/**
 * Whether YAML or JSON may be nested too deeply, by its characters alone: open brackets, or indentation and dashes at the start of a line.
 *
 * Brackets within strings count too, but only hundreds of unbalanced ones would matter.
 */
export function isTooDeep(text: string): boolean {
  let open = 0;
  let leading = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === newline) leading = 0;
    else if (leading >= 0) leading = isLeading(code) ? leading + 1 : -1;
    if (code === bracket || code === brace) open++;
    else if ((code === closingBracket || code === closingBrace) && open > 0) open--;
    if (open > deepest || leading > 2 * deepest) return true;
  }
  return false;
}

const [newline, space, dash, question, bracket, closingBracket, brace, closingBrace] = [...'\n -?[]{}'].map((character) =>
  character.charCodeAt(0),
);

function isLeading(code: number): boolean {
  return code === space || code === dash || code === question;
}
