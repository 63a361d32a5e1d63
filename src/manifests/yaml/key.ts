import { matched } from './plain-syntax';
import { scalarOf } from './scalar';

// Each begins at an offset, and ends within the line.
const plainKey = /([A-Za-z_][\w./-]{0,200}):(?=[ \n]|$)/y;
const quotedKey = /(?:"([^"\\\n]{1,200})"|'([^'\n]{1,200})'):(?=[ \n]|$)/y;

/** Finds the keys of a plain document. */
export class KeyReader {
  /** Where the last key ends, after its colon. */
  end = 0;

  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The key at an offset; undefined if there is none. A key that isn't a text, such as `on`, is left to the other reader. */
  at(offset: number): string | undefined {
    const plain = matched(plainKey, this.text, offset);
    this.end = plainKey.lastIndex;
    if (plain) return scalarOf(plain[1] ?? '', true, undefined) === plain[1] ? plain[1] : undefined;
    const quoted = matched(quotedKey, this.text, offset);
    this.end = quotedKey.lastIndex;
    return quoted?.[1] ?? quoted?.[2];
  }
}
