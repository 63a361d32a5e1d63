/** Texts that are the same without quotes, wherever they stand: they begin as no number does, and contain nothing that is syntax. */
const plain = /^[A-Za-z/](?:[\w./:@=+-]*[\w/])?$/;

/** The same of values, which may have more in them: words apart, quotes, commas and brackets. A colon or a space ends none, and `: ` and ` #` are syntax. */
const plainValue = /^[A-Za-z/](?:[!-9;-~]|:(?! )| (?!#))*(?<![ :-])$/;

/** Amounts, such as `500m`, `10Gi` and `99.95%`, and relative paths: a number has no other letter than that of an exponent, which digits follow. */
const amount = /^[1-9]\d*(?:\.\d+)?[A-Za-z%]+$|^\.\.?\/[\w./-]*\w$/;

/** Texts that any parser takes for something else without quotes. */
const quoted = /^(?:[1-9]\d{0,14}|0|true|false|)$/;

/** What YAML 1.1, or the npm package, doesn't take for a text, in any spelling. */
const words = /^(?:y|n|yes|no|on|off|true|false|null|e[-+]?\d+)$/i;

/** A value that the npm package writes in a way of its own. */
export const unwritten = new Error('unwritten');

/** Keys and texts that aren't plain, as the npm package writes them. */
export interface Scalars {
  /** A key with its colon. */
  key(key: string): string;

  /** What follows a key at the first level, without the line break at the end: quoted, or a block of lines. */
  value(value: string | number): string;
}

/**
 * Writes an object that is made of plain data, as the npm package does, in a tenth of the time.
 *
 * @param scalars what writes the few texts that need quotes or several lines
 * @throws {@link unwritten} if there is anything else in it
 */
export function plainText(value: object, scalars: Scalars): string {
  return new PlainWriter(scalars).document(value);
}

class PlainWriter {
  private readonly scalars: Scalars;

  /** The package writes an object once, and refers to it from then on. */
  private readonly written = new Set<object>();

  private text = '';

  constructor(scalars: Scalars) {
    this.scalars = scalars;
  }

  document(value: object): string {
    if (isEmpty(value)) throw unwritten;
    this.collection(value, '', '');
    return this.text;
  }

  /** @param first what precedes its first line, where that begins with the dash of an item */
  private collection(value: object, indent: string, first: string): void {
    this.visit(value);
    let start = first;
    if (Array.isArray(value)) {
      for (const item of value) {
        this.item(item, indent, start);
        start = indent;
      }
      return;
    }
    for (const key of Object.keys(value)) {
      this.text += `${start}${isPlain(key) ? `${key}:` : this.scalars.key(key)}`;
      this.field((value as Record<string, unknown>)[key], indent);
      start = indent;
    }
  }

  private visit(value: object): void {
    const isData = Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value));
    if (!isData || this.written.has(value)) throw unwritten;
    this.written.add(value);
  }

  private item(value: unknown, indent: string, start: string): void {
    const inner = `${indent}  `;
    if (isCollection(value) && !isEmpty(value)) this.collection(value, inner, `${start}- `);
    else this.text += `${start}- ${this.scalar(value, inner)}\n`;
  }

  private field(value: unknown, indent: string): void {
    const inner = `${indent}  `;
    if (isCollection(value) && !isEmpty(value)) {
      this.text += '\n';
      this.collection(value, inner, inner);
    } else this.text += ` ${this.scalar(value, inner)}\n`;
  }

  private scalar(value: unknown, indent: string): string {
    if (typeof value === 'string') return this.string(value, indent);
    if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : this.scalars.value(value);
    if (typeof value === 'boolean' || value === null) return String(value);
    if (!isCollection(value)) throw unwritten;
    this.visit(value);
    return Array.isArray(value) ? '[]' : '{}';
  }

  private string(value: string, indent: string): string {
    if (isPlain(value) || amount.test(value) || (plainValue.test(value) && !words.test(value))) return value;
    return quoted.test(value) ? `"${value}"` : this.indented(this.scalars.value(value), indent);
  }

  /** Lines that were written for the first level. */
  private indented(text: string, indent: string): string {
    return text.includes('\n') ? text.replace(/\n(?=[^\n])/g, `\n${indent.slice(2)}`) : text;
  }
}

function isPlain(text: string): boolean {
  return plain.test(text) && !words.test(text);
}

function isCollection(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isEmpty(value: object): boolean {
  return Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
}
