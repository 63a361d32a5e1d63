import { type Document, isAlias, isScalar, type Node, type Scalar, visit } from 'yaml';
import { NodeError } from './nodes';

/** Rejects a tab between a dash and its value. */
export function rejectTabAfterDash(node: Scalar, text: string): void {
  let at = (node.range?.[0] ?? 0) - 1;
  let tab = false;
  for (; text[at] === ' ' || text[at] === '\t'; at--) tab ||= text[at] === '\t';
  if (tab && text[at] === '-') throw new NodeError("tab after '-'", 'replace it with a space', at + 1);
}

/**
 * Rejects tabs as indentation. A tab may start a line only within quotes or brackets, or after the indentation in a block scalar.
 *
 * The npm package ignores tabs in empty lines, and takes them for text in a block scalar.
 */
export function rejectTabs(document: Document, text: string, [start, end]: readonly [number, number]): void {
  const tabs = [...text.slice(start, end).matchAll(/^ *\t/gm)].map((match) => start + match.index + match[0].length - 1);
  if (tabs.length === 0) return;
  const places: { readonly node: Node; readonly from: number; readonly to: number }[] = [];
  visit(document, {
    Node: (_, node) => {
      const [from = 0, to = 0] = node.range ?? [];
      if (isScalar(node) ? node.type !== 'PLAIN' : !isAlias(node) && node.flow) places.push({ node, from, to });
    },
  });
  // Both are sorted by their position in the text.
  let next = 0;
  for (const tab of tabs) {
    while (next < places.length && (places[next]?.to ?? 0) <= tab) next++;
    const place = places[next];
    if (!place || tab < place.from || !mayHold(place.node, text, place.from, tab))
      throw new NodeError('tab used as indentation', 'replace it with spaces', tab);
  }
}

function mayHold(node: Node, text: string, from: number, tab: number): boolean {
  if (!isScalar(node) || !node.type?.startsWith('BLOCK')) return true;
  const [header = '', ...lines] = text.slice(from, tab).split('\n');
  if (/^[|>][-+]?[1-9]/.test(header)) return true;
  const first = lines.slice(0, -1).find((line) => line.trim() !== '');
  return first !== undefined && (lines.at(-1)?.length ?? 0) >= first.length - first.trimStart().length;
}
