import type { Needed } from './needed';

/** The annotations by which manifests say what Kubernetes has no field for. */
export const annotation = {
  /** How many pods carry the full load: a number, a percentage such as `60%`, or `majority`. */
  needed: 'nines.dev/needed',

  /** The availability that is promised, such as `99.95%`. */
  target: 'nines.dev/target',

  /** The workloads without which it is down, such as `StatefulSet/elasticsearch, soft Deployment/mail`. */
  dependsOn: 'nines.dev/depends-on',

  /** What the nodes of an Elasticsearch cluster do, and how its shards are copied. */
  elasticsearchRoles: 'nines.dev/elasticsearch.roles',
  elasticsearchIndexReplicas: 'nines.dev/elasticsearch.index-replicas',
  elasticsearchAwareness: 'nines.dev/elasticsearch.awareness',

  /** A checksum of scripts, so that a change of theirs is a rollout. */
  scripts: 'nines.dev/scripts',
} as const;

/** The risks that a construct takes only when it is told why. */
export const risks = [
  'fewer-masters',
  'no-security',
  'privileged-init-container',
  'restart-by-hand',
  'single-replica',
  'uneven-spread',
] as const;

export type Risk = (typeof risks)[number];

/**
 * A choice that is less than safe, said together with its reason: the type asks for both, the manifest carries both, reports show both.
 *
 * @example { accept: 'single-replica', because: 'minikube has one node' }
 */
export interface Accept<R extends Risk = Risk> {
  /** The risk taken. */
  readonly accept: R;

  /** Why it is right here, for whoever reads it a year from now. */
  readonly because: string;
}

/** An availability in percent, such as `99.95%`: uptime over total time. */
export type Availability = `${number}%`;

/** What a manifest can't say of a service in Kubernetes' own fields, and what a proof of its availability needs. */
export interface ServiceFacts {
  /** How many of its pods carry the full load: a number, a percentage of its replicas, or `majority`. */
  readonly needed: Needed;

  /**
   * The availability that it promises, such as `99.95%`.
   *
   * @default none
   */
  readonly availability?: Availability;

  /**
   * The workloads without which it is down, as `Kind/name`.
   *
   * @default none
   */
  readonly dependsOn?: readonly string[];

  /**
   * The risk that it takes on purpose.
   *
   * @default none
   */
  readonly accept?: Accept;
}

/**
 * The facts as annotations of a workload. They stand on the workload and never on its pod template: a template's change is a rollout.
 */
export function annotationsOf(facts: ServiceFacts): Record<string, string> {
  return {
    [annotation.needed]: String(facts.needed),
    ...(facts.availability && { [annotation.target]: facts.availability }),
    ...(facts.dependsOn?.length && { [annotation.dependsOn]: facts.dependsOn.join(', ') }),
    ...(facts.accept && acceptAnnotation(facts.accept)),
  };
}

/** The items of an annotation that holds a list; a comma ends each, spaces around it mean nothing. */
export function listIn(annotations: ReadonlyMap<string, string>, name: string): readonly string[] {
  return (annotations.get(name) ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** What the nodes of an Elasticsearch cluster do; undefined for a workload that is none. */
export function elasticsearchRoles(annotations: ReadonlyMap<string, string>): readonly string[] | undefined {
  return annotations.has(annotation.elasticsearchRoles) ? listIn(annotations, annotation.elasticsearchRoles) : undefined;
}

const prefix = 'nines.dev/';
const acceptPrefix = 'nines.dev/accept.';

/** The name of an annotation of ours without the prefix that all of them have. */
export function shortName(name: string): string {
  return name.slice(prefix.length);
}

/** Whether an annotation is one of ours that declares something: one that accepts a rule or a risk has rules of its own. */
export function isDeclaration(name: string): boolean {
  return name.startsWith(prefix) && !name.startsWith(acceptPrefix);
}

/** A rule or a risk that an annotation of an object accepts. */
export interface Acceptance {
  /** The annotation's name. */
  readonly annotation: string;

  /** The id of the rule, or the name of the risk. */
  readonly name: string;

  /** Why; empty where nobody said, and then nothing is accepted. */
  readonly because: string;
}

/** A risk and its reason as an annotation: `nines.dev/accept.single-replica: because minikube has one node`. */
export function acceptAnnotation({ accept, because }: Accept): Record<string, string> {
  return { [acceptAnnotationName(accept)]: `because ${because}` };
}

/** The name of the annotation that accepts a rule or a risk. */
export function acceptAnnotationName(name: string): string {
  return `${acceptPrefix}${name}`;
}

/** What the annotations of an object accept, with or without a reason. YAML reads an annotation without a value as null. */
export function acceptancesOf(annotations: Iterable<readonly [string, unknown]>): readonly Acceptance[] {
  return [...annotations]
    .filter(([annotation]) => annotation.startsWith(acceptPrefix))
    .map(([annotation, reason]) => ({ annotation, name: annotation.slice(acceptPrefix.length), because: reasonIn(reason) }));
}

/** Why a rule or a risk is accepted, undefined where it isn't. */
export function reasonFor(name: string, annotations: ReadonlyMap<string, unknown>): string | undefined {
  return reasonIn(annotations.get(acceptAnnotationName(name))) || undefined;
}

function reasonIn(text: unknown): string {
  const reason = typeof text === 'string' ? text.replace(/^\s*because\b/i, '').trim() : '';
  return isReason(reason) ? reason : '';
}

/** Whether a text says anything: dots, dashes and spaces that nobody sees don't. */
export function isReason(text: unknown): text is string {
  return typeof text === 'string' && /[\p{L}\p{N}]/u.test(text);
}
