import type { ElasticsearchFacts, Topology } from '../../cluster/topology';
import { annotation } from '../../manifests/annotations';
import type { ObjectIdentity } from '../../manifests/diagnostic';
import { inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import { parseTarget, percentageMeant } from '../../manifests/percentage';

/** What an application says of a workload beyond what Kubernetes reads. */
export interface Declared {
  readonly needed?: number;
  readonly target?: number;
  readonly dependsOn: readonly Dependency[];
  readonly elasticsearch?: ElasticsearchFacts;
}

/** A workload that another one needs; `soft` where it is degraded but up without it. */
interface Dependency extends ObjectIdentity {
  readonly soft: boolean;
}

/** An annotation or a fact of the topology file that can't be read. */
export class DeclarationError extends Error {}

/** What the annotations of a workload say, and where they are silent, what the topology file says. */
export function declaredFor(object: KubernetesObject, topology: Pick<Topology, 'services'>): Declared {
  const { annotations } = object;
  const facts = topology.services?.find(
    ({ kind, namespace, name }) => kind === object.kind && namespace === object.namespace && name === object.name,
  );
  const edges = [
    ...list(annotations.get(annotation.dependsOn)).map((text) => dependency(text, object)),
    ...(facts?.dependsOn ?? []).map(({ kind, namespace = object.namespace, name, soft = false }) => ({ kind, namespace, name, soft })),
  ];
  const target = annotations.get(annotation.target) ?? facts?.target;
  return {
    needed: neededOf(annotations.get(annotation.needed), object) ?? facts?.needed,
    target: target === undefined ? undefined : targetOf(target, object),
    dependsOn: edges,
    elasticsearch: elasticsearchOf(annotations) ?? facts?.elasticsearch,
  };
}

function list(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function dependency(text: string, object: KubernetesObject): Dependency {
  const match = /^(soft\s+)?([A-Za-z]+)\/(?:([^/\s]+)\/)?([^/\s]+)$/.exec(text);
  if (!match?.[2] || !match[4]) {
    const fix = 'write Deployment/name, StatefulSet/namespace/name or soft Deployment/name';
    throw new DeclarationError(`${inWords(object)}: annotation ${annotation.dependsOn}: '${text}' is not a dependency; ${fix}`);
  }
  return { kind: match[2], namespace: match[3] ?? object.namespace, name: match[4], soft: match[1] !== undefined };
}

function neededOf(text: string | undefined, object: KubernetesObject): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(text)) {
    throw new DeclarationError(`${inWords(object)}: annotation ${annotation.needed}: '${text}' is not a number of pods; write 1 or more`);
  }
  return Number(text);
}

function targetOf(text: string, object: KubernetesObject): number {
  const target = parseTarget(text);
  if (target === undefined) {
    const meant = percentageMeant(text);
    const wrong = meant === undefined ? 'not an availability' : 'a fraction';
    throw new DeclarationError(`${inWords(object)}: target '${text}' is ${wrong}; write ${meant ?? '99.95'}%`);
  }
  return target;
}

function elasticsearchOf(annotations: ReadonlyMap<string, string>): ElasticsearchFacts | undefined {
  const roles = annotations.get(annotation.elasticsearchRoles);
  if (roles === undefined) return undefined;
  const replicas = annotations.get(annotation.elasticsearchIndexReplicas);
  return {
    roles: list(roles),
    indexReplicas: replicas !== undefined && /^\d{1,4}$/.test(replicas) ? Number(replicas) : 1,
    awareness: list(annotations.get(annotation.elasticsearchAwareness)),
  };
}
