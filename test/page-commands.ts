import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DOCS = join(__dirname, '../docs');

/** Commands that a page tells people to run. */
export interface Block {
  /** The page and the heading above them, such as `elasticsearch-size.md: More disk`, with a number from the second block on. */
  readonly name: string;
  readonly script: string;
}

/** All blocks of `sh` of a page in docs/. */
export function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(join(DOCS, page), 'utf8');
  const found: Block[] = [];
  let heading = '';
  for (const [, title, indent = '', body] of text.matchAll(/^#+ (.*)$|^( *)```sh\n([\s\S]*?)^ *```$/gm)) {
    if (title !== undefined) heading = `${page}: ${title.replaceAll("'", '’')}`;
    if (body === undefined) continue;
    const before = found.filter(({ name }) => name === heading || name.startsWith(`${heading} `)).length;
    const name = before === 0 ? heading : `${heading} ${before + 1}`;
    found.push({ name, script: body.replace(new RegExp(`^${indent}`, 'gm'), '') });
  }
  return found;
}
