import { type Alias, type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, type Scalar, visit, type YAMLMap } from 'yaml';
import { keyText, ScalarError, type ScalarValue, scalarOf } from './scalar';

/** A problem with a node, or with the character at an offset. */
export class NodeError extends Error {
  readonly fix: string;
  readonly offset: number;

  constructor(message: string, fix: string, at: unknown) {
    super(message);
    this.fix = fix;
    this.offset = typeof at === 'number' ? at : isNode(at) ? (at.range?.[0] ?? 0) : 0;
  }
}

/** The nodes of a document, and the target of each alias. */
export class Nodes {
  private readonly targets = new Map<Alias, Node>();

  /**
   * Of duplicate anchors, an alias refers to the last one before it.
   *
   * @param mayHaveAliases false if no `*` is in its text
   */
  constructor(document: Document, mayHaveAliases = true) {
    if (!mayHaveAliases) return;
    const anchors = new Map<string, Node>();
    visit(document, {
      Node: (_, node) => {
        if (!isAlias(node)) {
          if (node.anchor) anchors.set(node.anchor, node);
          return;
        }
        const target = anchors.get(node.source);
        if (!target)
          throw new NodeError(`unknown anchor '${node.source}' referenced`, `define the anchor '&${node.source}' before the alias`, node);
        this.targets.set(node, target);
      },
    });
  }

  /** The node itself, or the target of an alias. */
  resolved(node: unknown): unknown {
    return isAlias(node) ? this.targets.get(node) : node;
  }

  /** The pair that sets a key of an object, through merges. The last one wins, as in {@link ValueComposer}. */
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

  /** The objects that a merge takes its fields from, in order of precedence. */
  merged(value: unknown): readonly YAMLMap[] {
    const listed = isSeq(value) ? value.items : [value];
    return listed.map((item) => {
      const map = this.resolved(item);
      if (!isMap(map))
        throw new NodeError('map merge requires map or sequence of maps as the value', 'write an alias of an object', item ?? value);
      return map;
    });
  }
}

/** Whether a key is an unquoted `<<`. */
export function isMerge(key: unknown): key is Scalar {
  if (!isScalar(key) || key.source !== '<<') return false;
  if (key.tag === undefined || key.tag === '!') return key.type === 'PLAIN' || key.tag === '!';
  return key.tag === 'tag:yaml.org,2002:merge';
}

/** A key in JSON; undefined if it is not a valid key. */
export function nameOf(key: unknown): string | undefined {
  if (key !== null && !isScalar(key)) return undefined;
  return keyText(key === null ? null : resolve(key));
}

/** The value of a scalar. */
export function resolve(node: Scalar): ScalarValue {
  try {
    return scalarOf(node.source ?? '', node.type === 'PLAIN', node.tag);
  } catch (error) {
    throw error instanceof ScalarError ? new NodeError(error.message, error.fix, node) : error;
  }
}
