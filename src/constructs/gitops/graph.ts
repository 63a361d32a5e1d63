/**
 * The strongly connected components of a graph, each after those that it leads to: Tarjan's algorithm.
 *
 * @see https://doi.org/10.1137/0201010
 */
export function componentsOf<Node>(nodes: readonly Node[], next: (node: Node) => Iterable<Node>): readonly (readonly Node[])[] {
  const found: Node[][] = [];
  const order = new Map<Node, number>();
  const path: Node[] = [];
  const onPath = new Set<Node>();

  /** Returns the earliest node on the path that the node leads to. */
  const visit = (node: Node): number => {
    const index = order.size;
    order.set(node, index);
    path.push(node);
    onPath.add(node);
    let earliest = index;
    for (const other of next(node)) {
      if (!order.has(other)) earliest = Math.min(earliest, visit(other));
      else if (onPath.has(other)) earliest = Math.min(earliest, order.get(other) ?? index);
    }
    if (earliest === index) {
      const component = path.splice(path.indexOf(node));
      for (const it of component) onPath.delete(it);
      found.push(component);
    }
    return earliest;
  };

  for (const node of nodes) if (!order.has(node)) visit(node);
  return found;
}
