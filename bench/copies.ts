/** A number of objects: copies of an application's manifests, each in its own namespace. */
export function copies(manifests: readonly unknown[], count: number): readonly { readonly value: unknown }[] {
  const text = JSON.stringify(manifests);
  const all: unknown[] = [];
  for (let index = 0; all.length < count; index++) all.push(...(JSON.parse(text.replaceAll('"shop"', `"shop-${index}"`)) as unknown[]));
  return all.slice(0, count).map((value) => ({ value }));
}
