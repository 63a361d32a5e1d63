import { type Alias, type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, type Scalar, visit, type YAMLMap } from 'yaml';
import { keyText, ScalarError, type ScalarValue, scalarOf } from './scalar';

/** What is wrong with a node, or with the character at an offset. */
export class NodeError extends Error {
  readonly fix: string;
  readonly offset: number;

  constructor(message: string, fix: string, at: unknown) {
    super(message);
    this.fix = fix;
    this.offset = typeof at === 'number' ? at : isNode(at) ? (at.range?.[0] ?? 0) : 0;
  }
}

/** A document's nodes, and for each alias the node that it stands for. */
export class Nodes {
  private readonly targets = new Map<Alias, Node>();

  /** A duplicate anchor means, for each alias, the one that stands before it. */
  constructor(document: Document) {
    const anchors = new Map<string, Node>();
    visit(document, {
      Node: (_, node) => {
        if (!isAlias(node)) {
          if (node.anchor) anchors.set(node.anchor, node);
          return;
        }
        const target = anchors.get(node.source);
        if (!target) throw new NodeError(`unknown alias '*${node.source}'`, `set the anchor '&${node.source}' before it`, node);
        this.targets.set(node, target);
      },
    });
  }

  /** The node itself, or what an alias stands for. */
  resolved(node: unknown): unknown {
    return isAlias(node) ? this.targets.get(node) : node;
  }

  /** The pair that gives an object its value of a key, through merges. The last one counts, as {@link Composer} has it. */
  pair(map: YAMLMap, key: string): YAMLMap['items'][number] | undefined {
    for (const pair of map.items.toReversed()) {
      const merged = isMerge(pair.key) ? this.merged(pair.value) : undefined;
      for (const source of merged ?? []) {
        const found = this.pair(source, key);
        if (found) return found;
      }
      if (!merged && nameOf(this.resolved(pair.key)) === key) return pair;
    }
    return undefined;
  }

  /** The objects that a merge takes its fields from, the one that counts most first. */
  merged(value: unknown): readonly YAMLMap[] {
    const listed = isSeq(value) ? value.items : [value];
    return listed.map((item) => {
      const map = this.resolved(item);
      if (!isMap(map)) throw new NodeError("'<<' merges an object or a list of objects", 'write an alias of one', item ?? value);
      return map;
    });
  }
}

/** Whether a key is `<<`, not quoted. */
export function isMerge(key: unknown): key is Scalar {
  if (!isScalar(key) || key.source !== '<<') return false;
  if (key.tag === undefined || key.tag === '!') return key.type === 'PLAIN' || key.tag === '!';
  return key.tag === 'tag:yaml.org,2002:merge';
}

/** A key as JSON has it; undefined for what can't be one. */
export function nameOf(key: unknown): string | undefined {
  if (key !== null && !isScalar(key)) return undefined;
  return keyText(key === null ? null : resolve(key));
}

/** What a scalar's text means. */
export function resolve(node: Scalar): ScalarValue {
  try {
    return scalarOf(node.source ?? '', node.type === 'PLAIN', node.tag);
  } catch (error) {
    throw error instanceof ScalarError ? new NodeError(error.message, error.fix, node) : error;
  }
}
