import { fc } from '../../../random';

const number = fc.array(fc.constantFrom(...'0123456789_.-+eExob:TZ'), { minLength: 1, maxLength: 8 });
const mark = fc.constantFrom(
  ...'0 1 7 8 9 2 _ . - + e E 0x 0o 0b 0B f A : / ~ y n yes no on off true null .inf .nan T Z t < = , # % @ ` * & ! | > ? \\ a b é'.split(
    ' ',
  ),
  ...[' ', "'", '"', '\t', '[', ']', '{', '}'],
);
const scalar = fc.oneof(
  { weight: 3, arbitrary: number.map((pieces) => pieces.join('')) },
  fc.array(mark, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const place = fc.constantFrom(
  (text: string) => `a: ${text}\n`,
  (text: string) => `${text}: x\n`,
  (text: string) => `- ${text}\n`,
  (text: string) => `{a: ${text}}\n`,
  (text: string) => `{${text}: 1, b: 2}\n`,
  (text: string) => `[${text}]\n`,
  (text: string) => `a: "${text}"\n`,
  (text: string) => `a: '${text}'\n`,
  (text: string) => `a: !!int ${text}\n`,
  (text: string) => `a: !!float ${text}\n`,
  (text: string) => `a: !!bool ${text}\n`,
  (text: string) => `a: !!binary ${text}\n`,
  (text: string) => `a: |\n  ${text}\n`,
  (text: string) => `a: x\n  ${text}\n`,
);

/** A scalar somewhere. */
export const scalars = fc.tuple(place, scalar).map(([put, text]) => put(text));

const piece = fc.constantFrom(
  ...['a', 'b', 'c', 'x: ', ': ', ':', '- ', '-', '? ', '---\n', '...\n', '%', ', ', ',', '"', "'", ' # c', '\\n', 'x y', '\t', ' ', '  '],
  ...['\n', '\n', '\n ', '\n  ', '\n  ', '\n    ', '[', ']', '{', '}', '&x ', '*x', '*x', '<<: ', '!!str ', '!!int ', '1', '0644', 'yes'],
  ...['|\n  ', '>\n  ', '|-\n ', '>+\n   ', 'a: 1\n', 'b: &x {c: 1}\n', '- a\n'],
);

/** A small document, or what looks like one. */
export const documents = fc.array(piece, { minLength: 1, maxLength: 14 }).map((pieces) => `${pieces.join('')}\n`);
