import type { ApiObject, Duration } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { ProtectionShortcomings } from './protection';
import type { Publication } from './publication';
import type { RequestMetrics } from './request-counts';

/** How requests from outside reach the Services of a platform: through an Ingress of some class, or a Gateway. */
export interface EntryClass {
  /** The name of the IngressClass or GatewayClass in the cluster. */
  readonly name: string;

  /** The controller that must be installed, described for the cluster's administrator. */
  readonly controller: string;

  /** Where it reads certificates from. */
  readonly certificates: 'secret' | 'load-balancer';

  /** Where its connections to pods come from. */
  readonly source: EntrySource;

  /** The features that it lacks, each with what to do instead. */
  readonly cannot: Shortcomings;

  /** The protections of routes that it lacks, each with the reason and what to do instead. */
  readonly cannotProtect: ProtectionShortcomings;

  /** The longest response time that it allows, undefined if it has no limit. */
  readonly longestTimeout?: Duration;

  /** Its metrics of requests, undefined if it has none of each Service. */
  readonly requestMetrics?: RequestMetrics;

  /** Labels that it requires on the application's namespace. */
  readonly namespaceLabels: Readonly<Record<string, string>>;

  /** Creates the objects that make the routes public. */
  publish(scope: Construct, publication: Publication): PublishedObjects;
}

/** The objects that an entry class creates. */
export interface PublishedObjects {
  /**
   * The Ingress with the routes.
   *
   * @default none: a Gateway serves them
   */
  readonly ingress?: k8s.KubeIngress;

  /**
   * The Gateway.
   *
   * @default none: an Ingress serves them
   */
  readonly gateway?: ApiObject;

  /**
   * The Gateway's routes: first those of the most general path, last the one that redirects plain HTTP.
   *
   * @default none
   */
  readonly httpRoutes?: readonly ApiObject[];

  /**
   * Other objects that the controller needs.
   *
   * @default none
   */
  readonly companions?: readonly ApiObject[];
}

/** The source of an entry point's connections: the pods of a namespace, address ranges, or Cilium's own proxy. */
export type EntrySource =
  | { readonly namespace: string }
  | { readonly addresses: readonly string[] }
  /** Cilium's Envoy runs outside of any pod. Only Cilium's own policies can refer to it. */
  | { readonly entity: 'ingress' };

/** The features that an entry class lacks, each with what to do instead. */
export type Shortcomings = Readonly<Partial<Record<'timeout' | 'connectTimeout' | 'bodySize', string>>>;
