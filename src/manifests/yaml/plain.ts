import { jsonOf, scalarOf } from './scalar';

/** What a document contains. */
interface Contents {
  readonly value: unknown;
}

/**
 * Reads a document whose syntax leaves no doubt, as most tools write it: block mappings and sequences of scalars on one line, lists of scalars in brackets, and
 * literal blocks. It takes a tenth of the time of the npm package, and has the same result.
 *
 * @returns undefined for any other text, whether it is valid or not
 */
export function plainDocument(text: string): Contents | undefined {
  if (unusual.test(text)) return undefined;
  try {
    return { value: new PlainReader(text).document() };
  } catch (error) {
    if (error === unread) return undefined;
    throw error;
  }
}

/** Characters that end a line or are refused, in one reader or another, and tabs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern matches control characters
const unusual = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

/** Thrown where the syntax is not one of those above. It has no stack: most documents of some charts end here. */
const unread = Symbol('not plain');

/** Deeper nesting is left to the reader that says what is wrong with it. */
const deepest = 50;

// Each begins at an offset, and ends within the line.
const plainKey = /([A-Za-z_][\w./-]{0,200}):(?=[ \n]|$)/y;
const quotedKey = /(?:"([^"\\\n]{1,200})"|'([^'\n]{1,200})'):(?=[ \n]|$)/y;
const doubleQuoted = /"(?:[^"\\\n]|\\["\\nt])*"/y;
const singleQuoted = /'(?:[^'\n]|'')*'/y;
const literal = /\|(-?) *(?=\n)/y;
const flowScalar = /("[^"\\\n]*"|'[^'\n]*'|-?[\w/.][\w/.@+=-]*(?:[ :][\w/.@+=-]+)*)(?= *[,\]}])/y;

/** After a value only a comment may follow. */
const restOfLine = / *(?: #[^\n]*)?(?=\n|$)/y;

/** What a scalar without quotes can't begin with here. */
const indicators = new Set(',[]{}#&*!|>\'"%@`?');

class PlainReader {
  private readonly text: string;

  /** The column of the value that is read next; -1 at the end of the text. After a dash it is that of what follows. */
  private column = -1;

  /** Where that value begins, where its line ends, and where the next line begins. */
  private from = 0;
  private end = 0;
  private next = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  document(): unknown {
    this.advance();
    if (this.column === 0 && this.text.startsWith('---', this.from)) {
      this.requireEnd(this.from + 3);
      this.advance();
    }
    if (this.column !== 0) throw unread;
    const value = this.block();
    if (this.hasMore()) throw unread;
    return value;
  }

  private block(): unknown {
    this.nest();
    const value = this.isDash(this.from) ? this.sequence() : this.mapping();
    this.depth--;
    return value;
  }

  private nest(): void {
    this.depth++;
    if (this.depth > deepest) throw unread;
  }

  private mapping(): Record<string, unknown> {
    const { column } = this;
    const object: Record<string, unknown> = {};
    do {
      const name = this.key(this.from);
      // A duplicate, or a name that every object has.
      if (name === undefined || name in object) throw unread;
      object[name] = this.field(this.keyEnd, column);
    } while (this.column === column && !this.isDash(this.from));
    return object;
  }

  private sequence(): readonly unknown[] {
    const { column } = this;
    const items: unknown[] = [];
    do {
      const start = this.pastSpaces(this.from + 1);
      if (start === this.end || this.text[start] === '#') throw unread;
      if (this.isDash(start) || this.key(start) !== undefined) {
        this.column = column + start - this.from;
        this.from = start;
        items.push(this.block());
      } else items.push(this.scalar(start, column));
    } while (this.column === column && this.isDash(this.from));
    return items;
  }

  private keyEnd = 0;

  /** The key at an offset, which ends at `keyEnd`; undefined if there is none. A key that isn't a text, such as `on`, is left to the other reader. */
  private key(at: number): string | undefined {
    const plain = matched(plainKey, this.text, at);
    this.keyEnd = plainKey.lastIndex;
    if (plain) return scalarOf(plain[1] ?? '', true, undefined) === plain[1] ? plain[1] : undefined;
    const quoted = matched(quotedKey, this.text, at);
    this.keyEnd = quotedKey.lastIndex;
    return quoted?.[1] ?? quoted?.[2];
  }

  /** The value after a key and its colon. */
  private field(after: number, column: number): unknown {
    const start = this.pastSpaces(after);
    if (start < this.end && this.text[start] !== '#') return this.scalar(start, column);
    this.advance();
    if (this.column > column || (this.column === column && this.isDash(this.from))) return this.block();
    return null;
  }

  /** The value at an offset, which ends on its line unless it is a literal block. */
  private scalar(start: number, column: number): unknown {
    const first = this.text[start] ?? '';
    if (first === '|') return this.literal(start, column);
    const value = first === '"' || first === "'" ? this.quoted(start, first) : this.unquoted(start, first);
    this.advance();
    return value;
  }

  private quoted(start: number, mark: string): string {
    const pattern = mark === '"' ? doubleQuoted : singleQuoted;
    const [found] = matched(pattern, this.text, start) ?? [];
    if (found === undefined) throw unread;
    this.requireEnd(pattern.lastIndex);
    if (mark === "'") return found.slice(1, -1).replaceAll("''", "'");
    return found.includes('\\') ? (JSON.parse(found) as string) : found.slice(1, -1);
  }

  private unquoted(start: number, first: string): unknown {
    if (first === '[' || first === '{') {
      const value = this.flow(start);
      this.requireEnd(this.flowEnd);
      return value;
    }
    // A colon begins a text such as `::/0` if no space follows.
    const isColon = first === ':' && start + 1 < this.end && this.text[start + 1] !== ' ';
    if ((indicators.has(first) && !isColon) || this.isDash(start)) throw unread;
    const line = this.text.slice(start, this.end);
    const comment = line.indexOf(' #');
    const text = (comment < 0 ? line : line.slice(0, comment)).replace(/ +$/, '');
    if (text.endsWith(':') || text.includes(': ')) throw unread;
    const value = jsonOf(scalarOf(text, true, undefined));
    if (value === undefined) throw unread;
    return value;
  }

  private flowEnd = 0;

  /** The value within brackets that begins at an offset, and ends at `flowEnd`. */
  private flow(start: number): unknown {
    const first = this.text[start];
    if (first === '[') return this.flowList(start);
    if (first === '{') return this.flowMap(start);
    const [, text] = matched(flowScalar, this.text, start) ?? [];
    if (text === undefined) throw unread;
    this.flowEnd = flowScalar.lastIndex;
    if (first === '"' || first === "'") return text.slice(1, -1);
    const value = jsonOf(scalarOf(text, true, undefined));
    if (value === undefined) throw unread;
    return value;
  }

  private flowList(start: number): readonly unknown[] {
    const items: unknown[] = [];
    this.nest();
    this.eachIn(start, ']', (at) => items.push(this.flow(at)));
    this.depth--;
    return items;
  }

  private flowMap(start: number): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    this.nest();
    this.eachIn(start, '}', (at) => {
      const name = this.key(at);
      const value = this.pastSpaces(this.keyEnd);
      if (name === undefined || name in object || value === this.keyEnd) throw unread;
      object[name] = this.flow(value);
    });
    this.depth--;
    return object;
  }

  /** Reads what commas separate, up to the closing bracket. */
  private eachIn(start: number, closing: string, read: (at: number) => void): void {
    let at = this.pastSpaces(start + 1);
    if (this.text[at] !== closing) {
      for (;;) {
        read(at);
        const mark = this.pastSpaces(this.flowEnd);
        at = this.pastSpaces(mark + 1);
        if (this.text[mark] === closing) {
          at = mark;
          break;
        }
        if (this.text[mark] !== ',') throw unread;
      }
    }
    this.flowEnd = at + 1;
  }

  private literal(start: number, column: number): string {
    const [, chomped] = matched(literal, this.text, start) ?? [];
    if (chomped === undefined) throw unread;
    const lines: string[] = [];
    let [indent, blank] = [-1, 0];
    for (this.next = this.end + 1; this.next < this.text.length; this.next = this.end + 1) {
      this.measure();
      if (this.from === this.end) {
        blank = Math.max(blank, this.end - this.next);
        lines.push('');
        continue;
      }
      const spaces = this.from - this.next;
      if (indent < 0) indent = spaces;
      if (spaces < indent) {
        // Less than the text, and more than the key.
        if (spaces > column) throw unread;
        break;
      }
      lines.push(this.text.slice(this.next + indent, this.end));
    }
    // Spaces that belong to the text, an empty text, and one without an end of line.
    if (indent <= column || blank > indent || !this.text.endsWith('\n')) throw unread;
    while (lines.at(-1) === '') lines.pop();
    this.advance();
    return lines.join('\n') + (chomped === '-' ? '' : '\n');
  }

  /** Goes to the next line that has more than a comment. */
  private advance(): void {
    while (this.next < this.text.length) {
      this.measure();
      const { from, end, next } = this;
      this.next = end + 1;
      if (from === end || this.text[from] === '#') continue;
      this.column = from - next;
      return;
    }
    this.column = -1;
  }

  /** Finds where the value of the next line begins, and where it ends. */
  private measure(): void {
    const end = this.text.indexOf('\n', this.next);
    this.end = end < 0 ? this.text.length : end;
    this.from = this.pastSpaces(this.next);
  }

  private pastSpaces(at: number): number {
    let offset = at;
    while (this.text.charCodeAt(offset) === 32) offset++;
    return offset;
  }

  private isDash(at: number): boolean {
    return this.text[at] === '-' && (at + 1 === this.end || this.text[at + 1] === ' ');
  }

  private hasMore(): boolean {
    return this.column >= 0;
  }

  private requireEnd(at: number): void {
    if (!matched(restOfLine, this.text, at)) throw unread;
  }
}

function matched(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
