import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const folders = ['main.ts', 'environments', 'examples', 'lib', 'src'];

/** What dependency-cruiser found in the same sources before, by their content: deleting it changes only the time. */
export const cachedBy = (name: string) => [
  '--cache',
  join(root, 'node_modules/.cache/dependency-cruiser', name),
  '--cache-strategy',
  'content',
];

/** The import graph by dependency-cruiser, in Mermaid: without tests, with type imports, one node for each folder of the library. */
export function graph(): string {
  const scope = ['--include-only', `^(${folders.join('|')})(/|$)`, '--exclude', '\\.test\\.ts$', '--collapse', '^(src/[^/]+|[^/]+)'];
  const drawn = execFileSync(process.execPath, [cruiser, ...folders, ...scope, ...cachedBy('graph'), '--output-type', 'mermaid'], {
    cwd: root,
    encoding: 'utf8',
  });
  const lines = drawn.trim().split('\n');
  // The tool sorts by file name, so renaming a file would move edges.
  return [...lines.filter((line) => !isArrow(line)), ...lines.filter(isArrow).sort()].join('\n');
}

/** The edges of a graph: each node, and those that it points to. */
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

/** A page with its graph replaced. */
export function withGraph(page: string, picture: string): string {
  const start = page.indexOf(begin);
  const stop = page.indexOf(end);
  if (start < 0 || stop < start) throw new Error(`the page needs the markers '${begin}' and '${end}'`);
  return `${page.slice(0, start)}${begin}\n\n\`\`\`mermaid\n${picture}\n\`\`\`\n\n${page.slice(stop)}`;
}
