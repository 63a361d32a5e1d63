import { readManifests } from '../src/manifests/read';

/** A number of objects: copies of production, each in its own namespace. */
export function copies(count: number): readonly { readonly value: unknown }[] {
  const text = JSON.stringify(readManifests(['dist/production']).documents.map(({ value }) => value));
  const all: unknown[] = [];
  for (let index = 0; all.length < count; index++) all.push(...(JSON.parse(text.replaceAll('"shop"', `"shop-${index}"`)) as unknown[]));
  return all.slice(0, count).map((value) => ({ value }));
}
