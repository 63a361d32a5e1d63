import { readManifests } from '../src/manifests/read';

/** So many objects: production again and again, each time in a namespace of its own. */
export function copies(count: number): readonly { readonly value: unknown }[] {
  const text = JSON.stringify(readManifests(['build/bench/shop/production']).documents.map(({ value }) => value));
  const all: unknown[] = [];
  for (let index = 0; all.length < count; index++) all.push(...(JSON.parse(text.replaceAll('"shop"', `"shop-${index}"`)) as unknown[]));
  return all.slice(0, count).map((value) => ({ value }));
}
