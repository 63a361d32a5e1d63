/** The annotations by which manifests say what Kubernetes has no field for. */
export const annotation = {
  /** How many pods carry the full load. */
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

/**
 * A choice that is less than safe, said together with its reason: the type asks for both, the manifest carries both, reports show both.
 *
 * @example { accept: 'single-replica', because: 'minikube has one node' }
 */
export interface Accept<Risk extends string> {
  /** The risk taken. */
  readonly accept: Risk;

  /** Why it is right here, for whoever reads it a year from now. */
  readonly because: string;
}

/** An availability in percent, such as `99.95%`: uptime over total time. */
export type Availability = `${number}%`;

/** What a manifest can't say of a service in Kubernetes' own fields, and what a proof of its availability needs. */
export interface ServiceFacts {
  /** How many of its pods carry the full load. */
  readonly needed: number;

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
  readonly accept?: Accept<string>;
}

/**
 * The facts as annotations of a workload. They stand on the workload and never on its pod template: a template's change is a rollout.
 */
export function annotationsOf(facts: ServiceFacts): Record<string, string> {
  return {
    [annotation.needed]: String(facts.needed),
    ...(facts.availability && { [annotation.target]: facts.availability }),
    ...(facts.dependsOn?.length && { [annotation.dependsOn]: facts.dependsOn.join(', ') }),
    ...(facts.accept && { [`nines.dev/accept.${facts.accept.accept}`]: `because ${facts.accept.because}` }),
  };
}
