/** Adds an item to the list of a key. */
export function append<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

/** Several parts as one key of a map. No name in Kubernetes holds a line break. */
export function keyOf(...parts: readonly string[]): string {
  return parts.join('\n');
}
