import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { arrowsOf, graph, withGraph } from '../tools/architecture/graph';

const page = readFileSync(join(__dirname, '../docs/architecture.md'), 'utf8');
let now: string;
beforeAll(() => {
  now = graph();
}, 60_000);

test('docs/architecture.md has the import graph as it is now: `npm run graph` draws it', () => {
  expect(withGraph(page, now)).toBe(page);
});

test('no folder imports another that leads back to it', () => {
  expect(arrowsOf(now).get('report')).toContain('rules');
  expect(cyclesIn(arrowsOf(now))).toEqual([]);
});

test('a cycle between folders is seen', () => {
  const picture = 'flowchart LR\n0["a"]\n1["b"]\n2["c"]\n0-->1\n1-->2\n2-->1';
  expect(cyclesIn(arrowsOf(picture))).toEqual(['a', 'b', 'c']);
  expect(cyclesIn(arrowsOf(picture.replace('2-->1', '0-->2')))).toEqual([]);
});

test('a page without a place for the graph is an error', () => {
  expect(() => withGraph('# A page', 'flowchart LR')).toThrow(
    "the page needs the markers '<!-- drawn by `npm run graph` -->' and '<!-- end of the graph -->'",
  );
});

/** The nodes of cycles, and those that lead to them: what is left when all that points to nothing else is taken away again and again. */
function cyclesIn(arrows: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const left = new Map(arrows);
  const isDone = ([node]: [string, unknown]) => !left.get(node)?.some((to) => left.has(to));
  for (let done = [...left].filter(isDone); done.length > 0; done = [...left].filter(isDone)) for (const [node] of done) left.delete(node);
  return [...left.keys()];
}
