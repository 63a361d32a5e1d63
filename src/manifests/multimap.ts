/** Adds an item to the list of a key. */
export function append<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

/** Joins parts into one map key. No name in Kubernetes contains a line break. */
export function keyOf(...parts: readonly string[]): string {
  return parts.join('\n');
}
