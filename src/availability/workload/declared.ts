import type { ElasticsearchFacts, Topology } from '../../cluster/topology';
import { type Dependency, declarationIn, type Independence, isIndependent } from '../../manifests/declaration';
import { idOf, inWords } from '../../manifests/identity';
import type { Needed } from '../../manifests/needed';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import { parseTarget, targetMistake } from '../../manifests/percentage';
import { inferredDependencies } from '../dependencies/inferred';
import type { InferredDependency } from '../dependencies/inferred-dependency';

/** What an application says of a workload beyond what Kubernetes reads. */
export interface Declared {
  readonly needed?: Needed;
  readonly target?: number;
  readonly dependsOn: readonly NeededService[];
  readonly independentOf: readonly Independence[];
  readonly elasticsearch?: ElasticsearchFacts;
}

/** Another workload that one needs: as declared, or as its manifests let it be inferred. */
export type NeededService = Dependency & Partial<Pick<InferredDependency, 'from' | 'isPossible' | 'doubt'>>;

/** A value of an annotation or of the topology that can't be read; rules and the topology's reader tell it with its place. */
export class DeclarationError extends Error {}

/** What the annotations of a workload say, and where they are silent, what the topology file says. */
export function declaredFor(object: KubernetesObject, topology: Pick<Topology, 'services'>): Declared {
  const { annotations, namespace } = object;
  const { mistakes, ...declaration } = declarationIn(annotations, namespace);
  const [first] = mistakes;
  if (first) throw new DeclarationError(`${inWords(object)}: annotation ${first.annotation}: ${first.message}; ${first.fix}`);
  const facts = topology.services?.find((it) => it.kind === object.kind && it.namespace === namespace && it.name === object.name);
  const given = facts?.dependsOn ?? [];
  const edges = given.map(({ kind, name, soft = false, ...it }) => ({ kind, name, namespace: it.namespace ?? namespace, soft }));
  const nots = given.map(({ kind, name, namespace: of }) => ({ kind, name, namespace: of ?? (name === '*' ? '*' : namespace) }));
  return {
    needed: declaration.needed ?? facts?.needed,
    target: declaration.target ?? targetOf(facts?.target, object),
    dependsOn: [...declaration.dependsOn, ...edges.filter((_, at) => !given[at]?.not)],
    independentOf: [...declaration.independentOf, ...nots.filter((_, at) => given[at]?.not)],
    elasticsearch: declaration.elasticsearch ?? facts?.elasticsearch,
  };
}

/** The same with what its manifests let be inferred beside what is declared: a declaration of the same workload goes first. */
export function withInferred(declared: Declared, object: KubernetesObject, index: ObjectIndex): Declared {
  const stated = new Set(declared.dependsOn.map(idOf));
  const inferred = (inferredDependencies(index).get(idOf(object)) ?? []).filter(
    (it) => !stated.has(idOf(it)) && !isIndependent(it, declared.independentOf),
  );
  return inferred.length === 0 ? declared : { ...declared, dependsOn: [...declared.dependsOn, ...inferred] };
}

function targetOf(target: string | undefined, object: KubernetesObject): number | undefined {
  const mistake = target === undefined ? undefined : targetMistake(target);
  if (mistake) throw new DeclarationError(`${inWords(object)}: target ${mistake.message}; ${mistake.fix}`);
  return target === undefined ? undefined : parseTarget(target);
}
