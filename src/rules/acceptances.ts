import { type Acceptance, acceptancesOf } from '../manifests/annotations';
import type { KubernetesObject } from '../manifests/object';
import type { Place } from '../manifests/place';
import { isObject } from '../manifests/value';

/** The acceptance annotations of an object, with or without a reason, each with its place. */
export function acceptancesIn({ root }: KubernetesObject): readonly (Acceptance & { readonly at: Place })[] {
  const annotations = root.at('metadata', 'annotations');
  if (!isObject(annotations.value)) return [];
  return acceptancesOf(Object.entries(annotations.value)).map((it) => ({ ...it, at: annotations.at(it.annotation) }));
}
