import type { Answer } from '../availability';
import { contextOf, judge } from '../availability/judge';
import type { Scene } from '../availability/scene/scene';
import { sceneOf } from '../availability/scene/scenes';
import { indexOf } from '../manifests/object-index';
import type { ModelInput } from './model-input';

/** Judges changed manifests in the page, as `nines check` would, without the search for advice. */
export function recomputed({ documents, topology, target }: ModelInput): Answer & { readonly scene: Scene } {
  const index = indexOf(documents.map((value) => ({ value })));
  const options = { target, withoutAdvice: true };
  return { ...judge(index, topology, options), scene: sceneOf(contextOf(index, topology, options)) };
}
