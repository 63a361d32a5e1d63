import { isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from 'yaml';
import { isMerge, NodeError, type Nodes, nameOf, resolve } from './nodes';
import { jsonOf } from './scalar';

/** Converts nodes to JSON as sigs.k8s.io/yaml does. Source: go.yaml.in/yaml/v2 v2.4.3, decode.go. */
export class ValueComposer {
  private readonly nodes: Nodes;
  private made = 0;
  private aliased = 0;
  private readonly open = new Set<unknown>();

  constructor(nodes: Nodes) {
    this.nodes = nodes;
  }

  value(node: unknown): unknown {
    this.count(node);
    if (isAlias(node)) return this.within(node, () => this.value(this.nodes.resolved(node)));
    if (isMap(node)) return this.object(node);
    if (isSeq(node)) return node.items.map((item) => this.value(item));
    return isScalar(node) ? scalarValue(node) : null;
  }

  private object(map: YAMLMap): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    // Without a merge, the keys are those of the object.
    const own = map.items.some(({ key }) => isMerge(key)) ? new Set<string>() : undefined;
    for (const { key, value } of map.items) {
      const name = isMerge(key) ? '<<' : this.name(key);
      if (own ? own.has(name) : Object.hasOwn(object, name)) throw new NodeError(`duplicate key '${name}'`, 'keep one of the two', key);
      own?.add(name);
      if (own && isMerge(key)) this.merge(value, object, own, key);
      else set(object, name, this.value(value));
    }
    return object;
  }

  /** A merge applies where it is written, and later keys win: a key after `<<` replaces the merged one. */
  private merge(value: unknown, into: Record<string, unknown>, own: ReadonlySet<string>, key: Node): void {
    for (const map of this.nodes.merged(value).toReversed()) {
      const fields = this.within(map, () => this.value(map)) as Record<string, unknown>;
      for (const [name, field] of Object.entries(fields)) {
        // kubectl uses the merged value; kustomize and others use the explicit one.
        if (own.has(name)) throw new NodeError(`'<<' overrides '${name}', which is set before it`, "write '<<' first", key);
        set(into, name, field);
      }
    }
  }

  private name(key: unknown): string {
    const node = this.nodes.resolved(key);
    this.count(key);
    const name = nameOf(node);
    if (name !== undefined) return name;
    throw new NodeError(
      `${isScalar(node) ? `'${node.source ?? ''}'` : 'a list or an object'} is not a valid key`,
      'write a string',
      node ?? key,
    );
  }

  private within<T>(node: unknown, compose: () => T): T {
    if (this.open.has(node)) throw new NodeError('anchor value contains itself', 'replace the alias with the value', node);
    this.open.add(node);
    const composed = compose();
    this.open.delete(node);
    return composed;
  }

  /** go-yaml's limit against exponentially nested aliases. */
  private count(node: unknown): void {
    this.made++;
    if (this.open.size > 0) this.aliased++;
    if (this.aliased > 100 && this.made > 1000 && this.aliased / this.made > allowed(this.made))
      throw new NodeError('document contains excessive aliasing', 'replace the aliases with their values', node);
  }
}

function allowed(made: number): number {
  const [low, high] = [400_000, 4_000_000];
  return 0.99 - (0.89 * (Math.min(Math.max(made, low), high) - low)) / (high - low);
}

function scalarValue(node: Scalar): string | number | boolean | null {
  const value = jsonOf(resolve(node));
  if (value === undefined) throw new NodeError(`'${node.source}' is not a valid JSON number`, 'quote it', node);
  return value;
}

function set(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  else object[name] = value;
}
