import { annotation, elasticsearchRoles, listIn } from './annotations';
import type { Mistake, ObjectIdentity } from './diagnostic';
import { nearest } from './nearest';
import { type Needed, neededIn } from './needed';
import { parseTarget, targetMistake } from './percentage';
import { choice, show } from './words';

/** What the annotations of a workload say, as far as they can be read. */
export interface Declaration {
  /** How many pods carry the full load. */
  readonly needed?: Needed;

  /** The availability that is promised, as a fraction. */
  readonly target?: number;

  readonly dependsOn: readonly Dependency[];

  /** What the nodes of an Elasticsearch cluster do, and how its shards are copied. */
  readonly elasticsearch?: { readonly roles: readonly string[]; readonly indexReplicas: number; readonly awareness: readonly string[] };

  /** Each value that can't be read. */
  readonly mistakes: readonly AnnotationMistake[];
}

/** A workload that another one needs; `soft` where it is degraded but up without it. */
export interface Dependency extends ObjectIdentity {
  readonly soft: boolean;
}

/** What is wrong with the value of an annotation. */
interface AnnotationMistake extends Mistake {
  /** The annotation's name. */
  readonly annotation: string;
}

/** Reads what a workload's annotations declare; a dependency without a namespace is in the workload's own. */
export function declarationIn(annotations: ReadonlyMap<string, string>, namespace: string): Declaration {
  const { needed, target, dependsOn } = annotation;
  const items = listIn(annotations, dependsOn).map((text) => dependency(text, namespace));
  const roles = elasticsearchRoles(annotations);
  return {
    needed: neededIn(annotations.get(needed) ?? ''),
    target: parseTarget(annotations.get(target) ?? ''),
    dependsOn: items.filter((item) => 'name' in item),
    elasticsearch: roles && {
      roles,
      indexReplicas: Number(annotations.get(annotation.elasticsearchIndexReplicas) ?? 1),
      awareness: listIn(annotations, annotation.elasticsearchAwareness),
    },
    mistakes: [
      ...mistake(needed, annotations, neededMistake),
      ...mistake(target, annotations, targetMistake),
      ...items.filter((item) => 'message' in item).map((item) => ({ ...item, annotation: dependsOn })),
      ...(roles ? mistakesInRoles(roles).map((it) => ({ ...it, annotation: annotation.elasticsearchRoles })) : []),
      ...mistake(annotation.elasticsearchIndexReplicas, annotations, indexReplicasMistake),
    ],
  };
}

/** What is wrong with the roles of Elasticsearch's nodes: with a typo in it no quorum, or no shard, would be looked at. */
function mistakesInRoles(roles: readonly string[]): readonly Mistake[] {
  if (roles.length === 0) return [{ message: 'no role is named', fix: `write ${choice(nodeRoles.slice(0, 3))}` }];
  return roles
    .filter((role) => !nodeRoles.includes(role))
    .map((role) => ({
      message: `${show(role)} is not a role of an Elasticsearch node`,
      fix: `write ${nearest(role, nodeRoles) ?? choice(nodeRoles, nodeRoles.length)}`,
    }));
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
  return { message: `${show(text)} is not a number of pods`, fix: 'write 1 or more, a percentage such as 60%, or majority' };
}

function indexReplicasMistake(text: string): Mistake | undefined {
  if (/^\d{1,4}$/.test(text)) return undefined;
  return { message: `${show(text)} is not a number of copies of each shard beside the first`, fix: 'write 0 or more' };
}

function dependency(text: string, namespace: string): Dependency | Mistake {
  const match = /^(soft\s+)?([A-Za-z]+)\/(?:([^/\s]+)\/)?([^/\s]+)$/.exec(text);
  if (match?.[2] && match[4]) return { kind: match[2], namespace: match[3] ?? namespace, name: match[4], soft: match[1] !== undefined };
  return { message: `${show(text)} is not a dependency`, fix: 'write Deployment/name, StatefulSet/namespace/name or soft Deployment/name' };
}
