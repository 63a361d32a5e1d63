import { annotation, elasticsearchRoles, listIn } from './annotations';
import type { Mistake, ObjectIdentity } from './diagnostic';
import { nearest } from './nearest';
import { type Needed, neededIn } from './needed';
import { parseTarget, targetMistake } from './percentage';
import { choice, show } from './words';

/** The valid declarations in the annotations of a workload. */
export interface Declaration {
  /** The number of pods that carry the full load. */
  readonly needed?: Needed;

  /** The promised availability, as a fraction. */
  readonly target?: number;

  readonly dependsOn: readonly Dependency[];

  /** The workloads that it works without, whatever else of its manifests names them. */
  readonly independentOf: readonly Independence[];

  /** The roles of the nodes in an Elasticsearch cluster, and how its shards are replicated. */
  readonly elasticsearch?: { readonly roles: readonly string[]; readonly indexReplicas: number; readonly awareness: readonly string[] };

  /** The invalid values. */
  readonly mistakes: readonly AnnotationMistake[];
}

/** A workload that another one depends on. Without a `soft` dependency it is degraded but up. */
export interface Dependency extends ObjectIdentity {
  readonly soft: boolean;
}

/** Workloads that another one works without: `*` stands for any kind, namespace or name. */
export type Independence = ObjectIdentity;

/** Whether a workload is one of those that another works without. */
export function isIndependent({ kind, namespace, name }: ObjectIdentity, independentOf: readonly Independence[]): boolean {
  const fits = (asked: string, value: string) => asked === '*' || asked === value;
  return independentOf.some((it) => fits(it.kind, kind) && fits(it.namespace, namespace) && fits(it.name, name));
}

/** An invalid annotation value. */
interface AnnotationMistake extends Mistake {
  /** The annotation's name. */
  readonly annotation: string;
}

/** Parses the annotations of a workload. The namespace of a dependency defaults to that of the workload. */
export function declarationIn(annotations: ReadonlyMap<string, string>, namespace: string): Declaration {
  const { needed, target, dependsOn } = annotation;
  const items = listIn(annotations, dependsOn).map((text) => dependency(text, namespace));
  const roles = elasticsearchRoles(annotations);
  return {
    needed: neededIn(annotations.get(needed) ?? ''),
    target: parseTarget(annotations.get(target) ?? ''),
    dependsOn: items.filter((item) => 'soft' in item),
    independentOf: items.filter((item): item is Independence => 'name' in item && !('soft' in item)),
    elasticsearch: roles && {
      roles,
      indexReplicas: Number(annotations.get(annotation.elasticsearchIndexReplicas) ?? 1),
      awareness: listIn(annotations, annotation.elasticsearchAwareness),
    },
    mistakes: [
      ...mistake(needed, annotations, neededMistake),
      ...mistake(target, annotations, targetMistake),
      ...items.filter((item) => 'message' in item).map((item) => ({ ...item, annotation: dependsOn })),
      ...(roles ? roleMistakes(roles).map((it) => ({ ...it, annotation: annotation.elasticsearchRoles })) : []),
      ...mistake(annotation.elasticsearchIndexReplicas, annotations, indexReplicasMistake),
    ],
  };
}

/** What is wrong with the roles of Elasticsearch nodes. A typo would hide a quorum or a shard from the proof. */
function roleMistakes(roles: readonly string[]): readonly Mistake[] {
  if (roles.length === 0) return [{ message: 'no role is given', fix: `write ${choice(nodeRoles.slice(0, 3))}` }];
  return roles.flatMap((role) => roleMistake(role) ?? []);
}

/** The problem with the role of an Elasticsearch node; undefined if it is valid. */
export function roleMistake(role: string): Mistake | undefined {
  if (nodeRoles.includes(role)) return undefined;
  const meant = nearest(role, nodeRoles);
  return {
    message: `${show(role)} is not a role of an Elasticsearch node`,
    fix: meant ? `write '${meant}'` : `use ${choice(nodeRoles, nodeRoles.length)}`,
  };
}

/** Source: Elasticsearch reference, Node settings, `node.roles`. */
const nodeRoles: readonly string[] = [
  'master',
  'data',
  'ingest',
  'data_content',
  'data_hot',
  'data_warm',
  'data_cold',
  'data_frozen',
  'ml',
  'remote_cluster_client',
  'transform',
  'voting_only',
];

function mistake(
  name: string,
  annotations: ReadonlyMap<string, string>,
  find: (text: string) => Mistake | undefined,
): readonly AnnotationMistake[] {
  const text = annotations.get(name);
  const found = text === undefined ? undefined : find(text);
  return found ? [{ ...found, annotation: name }] : [];
}

function neededMistake(text: string): Mistake | undefined {
  if (neededIn(text) !== undefined) return undefined;
  return { message: `${show(text)} is not a number of pods`, fix: 'write an integer of at least 1, a percentage such as 60%, or majority' };
}

function indexReplicasMistake(text: string): Mistake | undefined {
  if (/^\d{1,4}$/.test(text)) return undefined;
  return { message: `${show(text)} is not a number of replicas`, fix: 'write an integer of at least 0' };
}

function dependency(text: string, namespace: string): Dependency | Independence | Mistake {
  if (/^not\s+\*$/.test(text)) return { kind: '*', namespace: '*', name: '*' };
  const match = /^(?:(soft|not)\s+)?([A-Za-z]+)\/(?:([^/\s]+)\/)?([^/\s]+)$/.exec(text);
  if (!match?.[2] || !match[4])
    return {
      message: `${show(text)} is not a dependency`,
      fix: 'write Deployment/name, StatefulSet/namespace/name, soft Deployment/name, not Deployment/name or not *',
    };
  const named = { kind: match[2], namespace: match[3] ?? namespace, name: match[4] };
  return match[1] === 'not' ? named : { ...named, soft: match[1] !== undefined };
}
