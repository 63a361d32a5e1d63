import type { Needed } from './needed';

/** The annotations for facts that Kubernetes has no field for. */
export const annotation = {
  /** The number of pods that carry the full load, a percentage such as `60%`, or `majority`. */
  needed: 'nines.dev/needed',

  /** The promised availability, such as `99.95%`. */
  target: 'nines.dev/target',

  /** The workloads it depends on, and what it works without: `StatefulSet/elasticsearch, soft Deployment/mail, not Deployment/admin`. */
  dependsOn: 'nines.dev/depends-on',

  /** The roles of the nodes in an Elasticsearch cluster, and how its shards are replicated. */
  elasticsearchRoles: 'nines.dev/elasticsearch.roles',
  elasticsearchIndexReplicas: 'nines.dev/elasticsearch.index-replicas',
  elasticsearchAwareness: 'nines.dev/elasticsearch.awareness',

  /** A checksum of scripts, so that a change to them triggers a rollout. */
  scripts: 'nines.dev/scripts',

  /** The revision of secure settings, whose values no manifest contains, so that a change to them triggers a rollout. */
  secureSettings: 'nines.dev/secure-settings',
} as const;

/** The annotations that Argo CD and Flux read from the objects that they apply. `npm run deploy` reads those of order and pruning too. */
export const deliveryAnnotation = {
  /** An integer as text: Argo CD applies an object after those with lower numbers are healthy. */
  wave: 'argocd.argoproj.io/sync-wave',

  /** Argo CD's options for one object, separated by commas. */
  syncOptions: 'argocd.argoproj.io/sync-options',

  /** Whether Argo CD leaves the object's health out of its Application's. */
  ignoreHealthcheck: 'argocd.argoproj.io/ignore-healthcheck',

  /** `disabled`: Flux never deletes the object. */
  prune: 'kustomize.toolkit.fluxcd.io/prune',
} as const;

/** The label of the ConfigMap that lists what an environment has applied. */
export const inventoryLabel = 'nines.dev/inventory';

/** The risks that a construct takes only with a reason. */
export const risks = [
  'fewer-masters',
  'larger-zone',
  'no-backup',
  'no-security',
  'privileged-init-container',
  'restart-by-hand',
  'single-replica',
  'small-memory',
  'uneven-spread',
] as const;

export type Risk = (typeof risks)[number];

/** The risks of a change that synth takes only with a reason. */
export const changeRisks = [
  'claim-size',
  'cluster-name',
  'data-at-risk',
  'database-version',
  'elasticsearch-version',
  'fewer-masters',
  'immutable-field',
  'kubernetes-version',
  'mass-deletion',
  'restart-by-hand',
  'stuck-rollout',
] as const;

export type ChangeRisk = (typeof changeRisks)[number];

/** The id of an object that the API server refuses as it is, which no reason makes acceptable. */
export const refusedObject = 'refused-object';

/** The id of a dangerous change. */
export type HazardId = ChangeRisk | typeof refusedObject;

/**
 * An accepted risk and its reason. The type requires both, the manifest carries both, and reports show both.
 *
 * @example { accept: 'single-replica', because: 'minikube has one node' }
 */
export interface Accept<R extends Risk | ChangeRisk = Risk> {
  /** The accepted risk. */
  readonly accept: R;

  /** The reason. Write it for a reader a year from now. */
  readonly because: string;
}

/** An availability in percent, such as `99.95%`: uptime over total time. */
export type Availability = `${number}%`;

/** The facts about a service that the proof of its availability needs and that Kubernetes has no fields for. */
export interface ServiceFacts {
  /** The number of pods that carry the full load, a percentage of the replicas, or `majority`. */
  readonly needed: Needed;

  /**
   * The promised availability, such as `99.95%`.
   *
   * @default none
   */
  readonly availability?: Availability;

  /**
   * The workloads it depends on, as `Kind/name`.
   *
   * @default none
   */
  readonly dependsOn?: readonly string[];

  /**
   * The accepted risk.
   *
   * @default none
   */
  readonly accept?: Accept;
}

/**
 * The facts as annotations of a workload. They belong on the workload, not on its pod template, where a change would trigger a rollout.
 */
export function annotationsOf(facts: ServiceFacts): Record<string, string> {
  return {
    [annotation.needed]: String(facts.needed),
    ...(facts.availability && { [annotation.target]: facts.availability }),
    ...(facts.dependsOn?.length && { [annotation.dependsOn]: facts.dependsOn.join(', ') }),
    ...(facts.accept && acceptAnnotation(facts.accept)),
  };
}

/** The comma-separated items of an annotation, without surrounding whitespace. */
export function listIn(annotations: ReadonlyMap<string, string>, name: string): readonly string[] {
  return (annotations.get(name) ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** The roles of Elasticsearch nodes; undefined for any other workload. */
export function elasticsearchRoles(annotations: ReadonlyMap<string, string>): readonly string[] | undefined {
  return annotations.has(annotation.elasticsearchRoles) ? listIn(annotations, annotation.elasticsearchRoles) : undefined;
}

const prefix = 'nines.dev/';
const acceptPrefix = 'nines.dev/accept.';

/** The name of a nines.dev annotation without its prefix. */
export function shortName(name: string): string {
  return name.slice(prefix.length);
}

/** Whether an annotation is one of nines.dev. */
export function isOurs(name: string): boolean {
  return name.startsWith(prefix);
}

/** Whether a nines.dev annotation declares a fact, in any case of its domain. Acceptances of rules and risks are validated separately. */
export function isDeclaration(name: string): boolean {
  return name.toLowerCase().startsWith(prefix) && !name.startsWith(acceptPrefix);
}

/** A rule or risk that an annotation accepts. */
export interface Acceptance {
  /** The annotation's name. */
  readonly annotation: string;

  /** The id of the rule, or the name of the risk. */
  readonly name: string;

  /** The reason; empty if none is given, and then nothing is accepted. */
  readonly because: string;
}

/** A risk and its reason as an annotation: `nines.dev/accept.single-replica: because minikube has one node`. */
export function acceptAnnotation({ accept, because }: Accept<Risk | ChangeRisk>): Record<string, string> {
  return { [acceptAnnotationName(accept)]: `because ${because}` };
}

/** The name of the annotation that accepts a rule or a risk. */
export function acceptAnnotationName(name: string): string {
  return `${acceptPrefix}${name}`;
}

/** The acceptances in annotations, with or without a reason. YAML parses an annotation without a value as null. */
export function acceptancesOf(annotations: Iterable<readonly [string, unknown]>): readonly Acceptance[] {
  return [...annotations]
    .filter(([annotation]) => annotation.startsWith(acceptPrefix))
    .map(([annotation, reason]) => ({ annotation, name: annotation.slice(acceptPrefix.length), because: reasonIn(reason) }));
}

/** The reason for accepting a rule or a risk; undefined if it is not accepted. */
export function reasonFor(name: string, annotations: ReadonlyMap<string, unknown>): string | undefined {
  return reasonIn(annotations.get(acceptAnnotationName(name))) || undefined;
}

function reasonIn(text: unknown): string {
  const reason = typeof text === 'string' ? text.replace(/^\s*because\b/i, '').trim() : '';
  return isReason(reason) ? reason : '';
}

/** Whether a text contains letters or digits, not just punctuation and whitespace. */
export function isReason(text: unknown): text is string {
  return typeof text === 'string' && /[\p{L}\p{N}]/u.test(text);
}
