import { FlowReader } from './flow';
import { folded, withoutSpacesAfter } from './folded';
import { KeyReader } from './key';
import type { Places } from './places';
import { deeper, matched, pastSpaces, unread } from './plain-syntax';
import { quotedAt } from './quoted';
import { jsonOf, scalarOf } from './scalar';

/** What a document contains. */
interface Contents {
  readonly value: unknown;
}

/**
 * Reads a document whose syntax leaves no doubt, as most tools write it: block mappings and sequences of scalars, on one line or folded, lists of scalars in
 * brackets, and literal blocks. It takes a tenth of the time of the npm package, and has the same result.
 *
 * @param places where to note the places of its fields and items. Default: nowhere, since few documents have a finding
 * @returns undefined for any other text, whether it is valid or not
 */
export function plainDocument(text: string, places?: Places): Contents | undefined {
  if (unusual.test(text)) return undefined;
  try {
    return { value: new PlainReader(text, places).document() };
  } catch (error) {
    if (error === unread) return undefined;
    throw error;
  }
}

/** Characters that end a line or are refused, in one reader or another, and tabs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern matches control characters
const unusual = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

const literal = /\|(-?) *(?=\n)/y;

/** After a value only a comment may follow. */
const restOfLine = / *(?: #[^\n]*)?(?=\n|$)/y;

/** What a scalar without quotes can't begin with here. */
const indicators = new Set(',[]{}#&*!|>\'"%@`?');

class PlainReader {
  private readonly text: string;
  private readonly places: Places | undefined;
  private readonly keys: KeyReader;
  private readonly flow: FlowReader;

  /** The column of the value that is read next; -1 at the end of the text. After a dash it is that of what follows. */
  private column = -1;

  /** Where that value begins, where its line ends, and where the next line begins. */
  private from = 0;
  private end = 0;
  private next = 0;
  private depth = 0;

  constructor(text: string, places: Places | undefined) {
    this.text = text;
    this.places = places;
    this.keys = new KeyReader(text);
    this.flow = new FlowReader(text, this.keys, places);
  }

  document(): unknown {
    this.advance();
    if (this.column === 0 && this.text.startsWith('---', this.from)) {
      this.requireEnd(this.from + 3);
      this.advance();
    }
    if (this.column !== 0) throw unread;
    this.places?.begin(this.from);
    const value = this.block();
    if (this.hasMore()) throw unread;
    return value;
  }

  private block(): unknown {
    this.depth = deeper(this.depth);
    const value = this.isDash(this.from) ? this.sequence() : this.mapping();
    this.depth--;
    return value;
  }

  private mapping(): Record<string, unknown> {
    const { column } = this;
    const object: Record<string, unknown> = {};
    do {
      const name = this.keys.at(this.from);
      // A duplicate, or a name that every object has.
      if (name === undefined || name in object) throw unread;
      const at = this.from;
      object[name] = this.field(this.keys.end, column);
      this.places?.markField(object, name, at, this.valueAt);
    } while (this.column === column && !this.isDash(this.from));
    return object;
  }

  private sequence(): readonly unknown[] {
    const { column } = this;
    const items: unknown[] = [];
    do {
      const start = pastSpaces(this.text, this.from + 1);
      if (start === this.end || this.text[start] === '#') throw unread;
      this.places?.mark(items, items.length, start);
      if (this.isDash(start) || this.keys.at(start) !== undefined) {
        this.column = column + start - this.from;
        this.from = start;
        items.push(this.block());
      } else items.push(this.scalar(start, column));
    } while (this.column === column && this.isDash(this.from));
    return items;
  }

  /** Where the last scalar begins. */
  private valueAt = 0;

  /** The value after a key and its colon. */
  private field(after: number, column: number): unknown {
    const start = pastSpaces(this.text, after);
    if (start < this.end && this.text[start] !== '#') return this.scalar(start, column);
    this.advance();
    if (this.column > column || (this.column === column && this.isDash(this.from))) return this.block();
    this.valueAt = start;
    return null;
  }

  /** The value at an offset, which ends on its line unless it is a literal block. */
  private scalar(start: number, column: number): unknown {
    const first = this.text[start] ?? '';
    this.valueAt = start;
    if (first === '|') return this.literal(start, column);
    const value = first === '"' || first === "'" ? this.quoted(start, column) : this.unquoted(start, first, column);
    this.advance();
    return value;
  }

  private quoted(start: number, column: number): string {
    const found = quotedAt(this.text, start, column);
    if (found === undefined) throw unread;
    this.requireEnd(found.end);
    if (found.end > this.end) this.next = restOfLine.lastIndex + 1;
    return found.value;
  }

  private unquoted(start: number, first: string, column: number): unknown {
    if (first === '[' || first === '{') {
      const value = this.flow.at(start, this.depth);
      this.requireEnd(this.flow.end);
      return value;
    }
    // A colon begins a text such as `::/0` if no space follows.
    const isColon = first === ':' && start + 1 < this.end && this.text[start + 1] !== ' ';
    if ((indicators.has(first) && !isColon) || this.isDash(start)) throw unread;
    const line = this.text.slice(start, this.end);
    const comment = line.indexOf(' #');
    const text = requirePlain(withoutSpacesAfter(comment < 0 ? line : line.slice(0, comment)));
    const value = jsonOf(scalarOf(comment < 0 ? folded([text, ...this.following(column)]) : text, true, undefined));
    if (value === undefined) throw unread;
    return value;
  }

  /** The further lines of a scalar without quotes: those that are indented more than its key, and empty ones between them. */
  private following(column: number): readonly string[] {
    const lines: string[] = [];
    let filled = 0;
    for (; this.next < this.text.length; this.next = this.end + 1) {
      this.measure();
      const isEmpty = this.from === this.end;
      if (!isEmpty && (this.from - this.next <= column || this.text[this.from] === '#')) break;
      const line = this.text.slice(this.from, this.end);
      if (line.includes(' #')) throw unread;
      lines.push(requirePlain(withoutSpacesAfter(line)));
      if (!isEmpty) filled = lines.length;
    }
    return lines.slice(0, filled);
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
    this.from = pastSpaces(this.text, this.next);
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

/** What a colon makes no key of. */
function requirePlain(text: string): string {
  if (text.endsWith(':') || text.includes(': ')) throw unread;
  return text;
}
