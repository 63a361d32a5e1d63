/** Thrown where the syntax is not that of a plain document. It has no stack: most documents of some charts end here. */
export const unread = Symbol('not plain');

/** Deeper nesting is left to the reader that says what is wrong with it. */
const deepest = 50;

/** The depth of what is nested at a depth. */
export function deeper(depth: number): number {
  if (depth >= deepest) throw unread;
  return depth + 1;
}

/** What a sticky pattern finds at an offset. */
export function matched(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** The offset of what follows the spaces at an offset. */
export function pastSpaces(text: string, at: number): number {
  let offset = at;
  while (text.charCodeAt(offset) === 32) offset++;
  return offset;
}
