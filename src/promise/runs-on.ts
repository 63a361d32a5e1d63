import type { IConstruct } from 'constructs';
import type { PlatformTopology } from './places';
import { PromisedTree } from './promised-tree';

const trees = new WeakMap<IConstruct, PromisedTree | 'proved by its caller'>();

/**
 * Says which platform a scope runs on. Constructs that are given a platform say it themselves. Call it for a chart of other constructs, or for an
 * App that runs on one platform.
 *
 * From then on no promise in the tree can be synthesized unproved: `app.synth()`, `app.synthYaml()`, `chart.toJson()` and `Testing.synth(chart)`
 * throw. The proof runs at synth, so it sees every chart, whatever was added after this call, and each JSON patch.
 */
export function runsOn(scope: IConstruct, platform: PlatformTopology): void {
  const { root } = scope.node;
  const tree = trees.get(root) ?? new PromisedTree(root);
  trees.set(root, tree);
  if (typeof tree !== 'string') tree.add(scope, platform);
}

/** Leaves the promises of a tree to the caller, who proves them and refuses what isn't proved. @param root a tree without constructs as yet */
export function leavePromises(root: IConstruct): void {
  trees.set(root, 'proved by its caller');
}
