import type { ElasticsearchFacts, Topology } from '../../cluster/topology';
import { parseTarget, percentageMeant } from '../../manifests/percentage';
import { countAt, textsAt } from '../../manifests/value';
import type { Manifest, Reference } from '../manifest';

/** What an application says of a workload beyond what Kubernetes reads. */
export interface Declared {
  readonly needed?: number;
  readonly target?: number;
  readonly dependsOn: readonly (Reference & { readonly soft: boolean })[];
  readonly elasticsearch?: ElasticsearchFacts;
  readonly accepted: readonly { readonly what: string; readonly because: string }[];
}

/** An annotation or a fact of the topology file that can't be read. */
export class DeclarationError extends Error {}

const prefix = 'nines.dev/';

/** What the annotations of a workload say, and where they are silent, what the topology file says. */
export function declaredFor(manifest: Manifest, topology: Topology): Declared {
  const notes = textsAt(manifest.body, 'metadata', 'annotations');
  const facts = topology.services?.find(
    (service) => service.kind === manifest.kind && service.namespace === manifest.namespace && service.name === manifest.name,
  );
  const edges = [
    ...list(notes.get(`${prefix}depends-on`)).map((text) => dependency(text, manifest)),
    ...(facts?.dependsOn ?? []).map((to) => ({
      kind: to.kind,
      namespace: to.namespace ?? manifest.namespace,
      name: to.name,
      soft: to.soft ?? false,
    })),
  ];
  const target = notes.get(`${prefix}target`) ?? facts?.target;
  return {
    needed: neededOf(notes.get(`${prefix}needed`), manifest) ?? countAt(facts, 'needed'),
    target: target === undefined ? undefined : targetOf(target, manifest),
    dependsOn: edges,
    elasticsearch: elasticsearchOf(notes) ?? facts?.elasticsearch,
    accepted: [...notes]
      .filter(([key]) => key.startsWith(`${prefix}accept.`))
      .map(([key, because]) => ({ what: key.slice(prefix.length + 'accept.'.length), because })),
  };
}

function list(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function dependency(text: string, manifest: Manifest): Reference & { readonly soft: boolean } {
  const match = /^(soft\s+)?([A-Za-z]+)\/(?:([^/\s]+)\/)?([^/\s]+)$/.exec(text);
  if (!match?.[2] || !match[4])
    throw new DeclarationError(
      `${manifest.kind} ${manifest.namespace}/${manifest.name}: annotation ${prefix}depends-on: '${text}' is no dependency; write Deployment/name, StatefulSet/namespace/name or soft Deployment/name`,
    );
  return { kind: match[2], namespace: match[3] ?? manifest.namespace, name: match[4], soft: match[1] !== undefined };
}

function neededOf(text: string | undefined, manifest: Manifest): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw new DeclarationError(
      `${manifest.kind} ${manifest.namespace}/${manifest.name}: annotation ${prefix}needed: '${text}' is no number of pods; write 1 or more`,
    );
  return Number(text);
}

function targetOf(text: string, manifest: Manifest): number {
  const target = parseTarget(text);
  if (target === undefined)
    throw new DeclarationError(
      `${manifest.kind} ${manifest.namespace}/${manifest.name}: target '${text}' is ${percentageMeant(text) ? 'a fraction' : 'not an availability'}; write ${percentageMeant(text) ?? '99.95'}%`,
    );
  return target;
}

function elasticsearchOf(notes: ReadonlyMap<string, string>): ElasticsearchFacts | undefined {
  const roles = notes.get(`${prefix}elasticsearch.roles`);
  if (roles === undefined) return undefined;
  const replicas = notes.get(`${prefix}elasticsearch.index-replicas`);
  return {
    roles: list(roles),
    indexReplicas: replicas !== undefined && /^\d{1,4}$/.test(replicas) ? Number(replicas) : 1,
    awareness: list(notes.get(`${prefix}elasticsearch.awareness`)),
  };
}
