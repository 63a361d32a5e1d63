import type { ApiObject, Duration } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Publication } from './publication';

/** How requests from outside reach a platform's Services: an Ingress of some class, or a Gateway. */
export interface EntryClass {
  /** The IngressClass' or GatewayClass' name in the cluster. */
  readonly name: string;

  /** What must be installed, in words for whoever sets up the cluster. */
  readonly controller: string;

  /** Where it takes certificates from. */
  readonly certificates: 'secret' | 'load-balancer';

  /** Where its connections to pods come from. */
  readonly source: EntrySource;

  /** What it can't do at all, each with the fix. */
  readonly cannot: Shortcomings;

  /** The longest time to an answer that it can wait for, undefined where it has no limit. */
  readonly longestTimeout?: Duration;

  /** The labels that it needs on the application's namespace. */
  readonly namespaceLabels: Readonly<Record<string, string>>;

  /** Makes the objects that bring the routes to the public. */
  publish(scope: Construct, publication: Publication): PublishedObjects;
}

/** The objects of an entry class. */
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
   * The Gateway's routes.
   *
   * @default none
   */
  readonly httpRoutes?: readonly ApiObject[];

  /**
   * What the controller needs beside those.
   *
   * @default none
   */
  readonly companions?: readonly ApiObject[];
}

/** Where the connections of an entry point come from: the pods of a namespace, addresses, or Cilium's own proxy. */
export type EntrySource =
  | { readonly namespace: string }
  | { readonly addresses: readonly string[] }
  /** Cilium's Envoy runs outside of any pod: only Cilium's own policies can name it. */
  | { readonly entity: 'ingress' };

/** What an entry class can't do, each with the fix. */
export type Shortcomings = Readonly<Partial<Record<'timeout' | 'bodySize', string>>>;
