/** A character that Kubernetes' parser rejects or reads differently. */
export interface UnreadableCharacter {
  readonly offset: number;
  readonly message: string;
  readonly fix: string;
}

/** Line breaks in YAML 1.1, but not in YAML 1.2 and JSON: text after one would be read as a new line. */
const lineBreaks = /[\u0085\u2028\u2029]/;

/** Not a line break to the npm package. */
const carriageReturn = /\r(?!\n)/;

/** Source: go.yaml.in/yaml/v2 v2.4.3, readerc.go: non-printable characters are rejected. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern matches control characters
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;

/** The first such character in a text. JSON may contain other line breaks within strings. */
export function unreadableCharacter(text: string, isJson: boolean): UnreadableCharacter | undefined {
  const broken = isJson ? undefined : lineBreaks.exec(text)?.index;
  const returned = carriageReturn.exec(text)?.index;
  const offset = [broken, returned, control.exec(text)?.index].filter((index) => index !== undefined).sort((a, b) => a - b)[0];
  if (offset === undefined) return undefined;
  if (offset === returned) return { offset, message: 'carriage return without a line feed', fix: 'end lines with a line feed' };
  const name = text.charCodeAt(offset).toString(16).toUpperCase().padStart(4, '0');
  const message = offset === broken ? `U+${name} is a line break in YAML 1.1` : `control character U+${name} is not allowed`;
  return { offset, message, fix: `remove it, or write "\\u${name}" in double quotes` };
}
