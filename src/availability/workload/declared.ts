import type { ElasticsearchFacts, Topology } from '../../cluster/topology';
import { type Dependency, declarationIn } from '../../manifests/declaration';
import { inWords } from '../../manifests/identity';
import type { Needed } from '../../manifests/needed';
import type { KubernetesObject } from '../../manifests/object';
import { parseTarget, targetMistake } from '../../manifests/percentage';

/** What an application says of a workload beyond what Kubernetes reads. */
export interface Declared {
  readonly needed?: Needed;
  readonly target?: number;
  readonly dependsOn: readonly Dependency[];
  readonly elasticsearch?: ElasticsearchFacts;
}

/** A value of an annotation or of the topology that can't be read; rules and the topology's reader tell it with its place. */
export class DeclarationError extends Error {}

/** What the annotations of a workload say, and where they are silent, what the topology file says. */
export function declaredFor(object: KubernetesObject, topology: Pick<Topology, 'services'>): Declared {
  const { annotations, namespace } = object;
  const { mistakes, ...declaration } = declarationIn(annotations, namespace);
  const [first] = mistakes;
  if (first) throw new DeclarationError(`${inWords(object)}: annotation ${first.annotation}: ${first.message}; ${first.fix}`);
  const facts = topology.services?.find((it) => it.kind === object.kind && it.namespace === namespace && it.name === object.name);
  const edges = (facts?.dependsOn ?? []).map((it) => ({ ...it, namespace: it.namespace ?? namespace, soft: it.soft ?? false }));
  return {
    needed: declaration.needed ?? facts?.needed,
    target: declaration.target ?? targetOf(facts?.target, object),
    dependsOn: [...declaration.dependsOn, ...edges],
    elasticsearch: declaration.elasticsearch ?? facts?.elasticsearch,
  };
}

function targetOf(target: string | undefined, object: KubernetesObject): number | undefined {
  const mistake = target === undefined ? undefined : targetMistake(target);
  if (mistake) throw new DeclarationError(`${inWords(object)}: target ${mistake.message}; ${mistake.fix}`);
  return target === undefined ? undefined : parseTarget(target);
}
