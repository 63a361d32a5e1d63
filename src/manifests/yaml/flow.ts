import type { KeyReader } from './key';
import type { Places } from './places';
import { deeper, matched, pastSpaces, unread } from './plain-syntax';
import { jsonOf, scalarOf } from './scalar';

const scalar = /("[^"\\\n]*"|'[^'\n]*'|-?[\w/.][\w/.@+=-]*(?:[ :][\w/.@+=-]+)*)(?= *[,\]}])/y;

/** Reads what stands in brackets on one line of a plain document. */
export class FlowReader {
  /** Where the last value ends. */
  end = 0;

  private readonly text: string;
  private readonly keys: KeyReader;
  private readonly places: Places | undefined;

  constructor(text: string, keys: KeyReader, places: Places | undefined) {
    this.text = text;
    this.keys = keys;
    this.places = places;
  }

  /** The value at an offset. @throws {@link unread} for any other text */
  at(start: number, depth: number): unknown {
    const first = this.text[start];
    if (first === '[') return this.list(start, deeper(depth));
    if (first === '{') return this.map(start, deeper(depth));
    const [, text] = matched(scalar, this.text, start) ?? [];
    if (text === undefined) throw unread;
    this.end = scalar.lastIndex;
    if (first === '"' || first === "'") return text.slice(1, -1);
    const value = jsonOf(scalarOf(text, true, undefined));
    if (value === undefined) throw unread;
    return value;
  }

  private list(start: number, depth: number): readonly unknown[] {
    const items: unknown[] = [];
    this.eachIn(start, ']', (at) => {
      this.places?.mark(items, items.length, at);
      items.push(this.at(at, depth));
    });
    return items;
  }

  private map(start: number, depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    this.eachIn(start, '}', (at) => {
      const name = this.keys.at(at);
      const value = pastSpaces(this.text, this.keys.end);
      if (name === undefined || name in object || value === this.keys.end) throw unread;
      object[name] = this.at(value, depth);
      this.places?.markField(object, name, at, value);
    });
    return object;
  }

  /** Reads what commas separate, up to the closing bracket. */
  private eachIn(start: number, closing: string, read: (at: number) => void): void {
    let at = pastSpaces(this.text, start + 1);
    if (this.text[at] !== closing) {
      for (;;) {
        read(at);
        const mark = pastSpaces(this.text, this.end);
        at = pastSpaces(this.text, mark + 1);
        if (this.text[mark] === closing) {
          at = mark;
          break;
        }
        if (this.text[mark] !== ',') throw unread;
      }
    }
    this.end = at + 1;
  }
}
