import type { IConstruct } from 'constructs';
import type { PlatformTopology } from './places';
import { PromisedTree } from './promised-tree';

const trees = new WeakMap<IConstruct, PromisedTree | 'proved by its caller'>();

/**
 * Declares the platform that a scope runs on. Constructs with a `platform` prop do this themselves. Call it for a chart of other constructs, or for an
 * App that runs on one platform.
 *
 * From then on, `app.synth()`, `app.synthYaml()`, `chart.toJson()` and `Testing.synth(chart)` throw if any promise in the tree isn't proved. The proof
 * runs at synthesis, so it includes everything that is added after this call, and every JSON patch.
 */
export function runsOn(scope: IConstruct, platform: PlatformTopology): void {
  const { root } = scope.node;
  const tree = trees.get(root) ?? new PromisedTree(root);
  trees.set(root, tree);
  if (typeof tree !== 'string') tree.add(scope, platform);
}

/** Turns the validation of a tree's promises off, for a caller that proves them itself. @param root a tree that is still empty */
export function skipProof(root: IConstruct): void {
  trees.set(root, 'proved by its caller');
}
