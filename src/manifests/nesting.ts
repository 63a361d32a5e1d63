/** No manifest nests as deeply; the parser calls itself for each level, and where the stack ends V8 may end the process. */
const deepest = 500;

/**
 * Whether a text of YAML or JSON may nest too deeply, told from its characters alone: brackets open at one time, or indentation and dashes before a line's first word.
 *
 * Brackets within texts count too; a text would need hundreds of unbalanced ones to matter.
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
