import { styleText } from 'node:util';

/** Marks a text on the way to a terminal: `red`, `bold`. */
export type Style = (style: 'bold' | 'cyan' | 'dim' | 'green' | 'magenta' | 'red' | 'yellow', text: string) => string;

/** No marks, for files and pipes. */
export const plain: Style = (_, text) => text;

/** Node.js would leave the colours out by itself where its own standard output is no terminal: whoever asks for them has decided that. */
export const colored: Style = (style, text) => styleText(style, text, { validateStream: false });

/** The colour of each severity. */
export const colorOf = { error: 'red', warning: 'yellow', hint: 'cyan' } as const;
