import type { ApiObject, Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { EntrySource, Shortcomings } from '../parts/entry-class';
import type { ProtectionShortcomings } from '../parts/protection';
import type { Publication } from '../parts/publication';
import type { RequestMetrics } from '../parts/request-counts';

/** The differences between ingress controllers. */
export interface IngressClassProps {
  /** The name of the IngressClass in the cluster. */
  readonly name: string;

  /** The controller that must be installed, described for the cluster's administrator. */
  readonly controller: string;

  /** Where it reads certificates from. */
  readonly certificates: 'secret' | 'load-balancer';

  /** The source of its connections to pods. */
  readonly source: EntrySource;

  /**
   * The annotations of an Ingress in that namespace for that publication.
   *
   * @default none
   */
  readonly annotations?: (publication: Publication, namespace: string) => Readonly<Record<string, string>>;

  /**
   * Creates and returns the other objects that it needs.
   *
   * @default none
   */
  readonly companions?: (scope: Construct, publication: Publication) => readonly ApiObject[];

  /**
   * The features that it lacks, each with what to do instead.
   *
   * @default nothing
   */
  readonly cannot?: Shortcomings;

  /**
   * The protections of routes that it lacks, each with the reason and what to do instead.
   *
   * @default all of them
   */
  readonly cannotProtect?: ProtectionShortcomings;

  /**
   * Whether the annotations of an Ingress are what protects its routes, so that routes with another protection need an Ingress of their own. Only for a
   * controller that merges Ingresses with the same host.
   *
   * @default false: annotations of Services or the companions protect them
   */
  readonly ingressPerProtection?: boolean;

  /**
   * Its metrics of the requests to each Service, for alerts on error budgets.
   *
   * @default none
   */
  readonly requestMetrics?: RequestMetrics;

  /**
   * The longest response time that it allows.
   *
   * @default no limit
   */
  readonly longestTimeout?: Duration;

  /**
   * Labels that it requires on the application's namespace.
   *
   * @default none
   */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
}
