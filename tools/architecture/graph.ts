import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const folders = ['main.ts', 'environments', 'examples', 'lib', 'src'];

/** What imports what as dependency-cruiser draws it, in Mermaid: tests left out, type imports counted, one node for each folder of the library. */
export function graph(): string {
  const scope = ['--include-only', `^(${folders.join('|')})(/|$)`, '--exclude', '\\.test\\.ts$', '--collapse', '^(src/[^/]+|[^/]+)'];
  const drawn = execFileSync(process.execPath, [cruiser, ...folders, ...scope, '--output-type', 'mermaid'], {
    cwd: root,
    encoding: 'utf8',
  });
  const lines = drawn.trim().split('\n');
  // The tool's own order follows the files: one that is renamed would move arrows.
  return [...lines.filter((line) => !isArrow(line)), ...lines.filter(isArrow).sort()].join('\n');
}

/** The arrows of a graph: each node, and those that it points to. */
export function arrowsOf(picture: string): ReadonlyMap<string, readonly string[]> {
  const names = new Map([...picture.matchAll(/^(?:subgraph )?(\w+)\["(.+)"\]$/gm)].map(([, id, name]) => [id, name as string]));
  const arrows = picture
    .split('\n')
    .filter(isArrow)
    .map((line) => line.split('-->').map((id) => names.get(id) ?? id) as [string, string]);
  return new Map([...names.values()].map((name) => [name, arrows.filter(([from]) => from === name).map(([, to]) => to)]));
}

const isArrow = (line: string) => line.includes('-->');
const begin = '<!-- drawn by `npm run graph` -->';
const end = '<!-- end of the graph -->';

/** A page with this graph in the place of the one that it holds. */
export function withGraph(page: string, picture: string): string {
  const start = page.indexOf(begin);
  const stop = page.indexOf(end);
  if (start < 0 || stop < start) throw new Error(`the page has no place for a graph between '${begin}' and '${end}'`);
  return `${page.slice(0, start)}${begin}\n\n\`\`\`mermaid\n${picture}\n\`\`\`\n\n${page.slice(stop)}`;
}
