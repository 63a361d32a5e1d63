/** A character that Kubernetes' reader refuses or reads as something else. */
export interface UnreadableCharacter {
  readonly offset: number;
  readonly message: string;
  readonly fix: string;
}

/** YAML 1.1 ends a line at these, YAML 1.2 and JSON don't: text after one would be read as another line. */
const lineBreaks = /[\u0085\u2028\u2029]/;

/** The package ends no line at these alone. */
const carriageReturn = /\r(?!\n)/;

/** Source: go.yaml.in/yaml/v2 v2.4.3, readerc.go: what isn't printable is refused. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;

/** The first such character of a text. JSON may hold other line breaks within its strings. */
export function unreadableCharacter(text: string, isJson: boolean): UnreadableCharacter | undefined {
  const broken = isJson ? undefined : lineBreaks.exec(text)?.index;
  const returned = carriageReturn.exec(text)?.index;
  const offset = [broken, returned, control.exec(text)?.index].filter((index) => index !== undefined).sort((a, b) => a - b)[0];
  if (offset === undefined) return undefined;
  if (offset === returned) return { offset, message: 'a carriage return without a line feed', fix: 'end lines with a line feed' };
  const name = text.charCodeAt(offset).toString(16).toUpperCase().padStart(4, '0');
  const message = offset === broken ? `U+${name} ends a line in Kubernetes' YAML` : `U+${name} is not a character of YAML`;
  return { offset, message, fix: `remove it, or write "\\u${name}" within double quotes` };
}
