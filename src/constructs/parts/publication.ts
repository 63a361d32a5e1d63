import type { Duration, Size } from 'cdk8s';
import type { Protection } from './protection';
import type { ServicePort } from './service-port';

/** A path and the Service behind it. */
export interface Route {
  /** The path prefix, such as `/api`. */
  readonly path: string;

  /** The port of a Service, taken from the construct that owns it: `backend.api`. */
  readonly to: ServicePort;

  /**
   * How the entry point protects the Service and its clients. All routes to a Service have the same one.
   *
   * @default nothing but what the entry point does for every route: it tries another pod where one takes no connection
   */
  readonly protection?: Protection;
}

/** The routes to make public, validated and independent of the entry class. */
export interface Publication {
  /** The routes; the longest matching prefix wins. */
  readonly routes: readonly Route[];

  /** The public DNS names; if empty, any host matches. */
  readonly hosts: readonly string[];

  /** The certificate, undefined for plain HTTP. */
  readonly tls?: PublicationTls;

  /** The longest time between a request and its response. */
  readonly timeout?: Duration;

  /** How long the entry point waits for a connection to a pod before it tries another one; if undefined, one second. */
  readonly connectTimeout?: Duration;

  /** The largest request body. */
  readonly bodySize?: Size;
}

/** Where the certificate is stored, and whether plain HTTP is redirected. */
export interface PublicationTls {
  /** The Secret that holds the certificate, undefined if the load balancer holds it. */
  readonly secret?: string;

  /** The certificate's Amazon resource name, undefined if AWS doesn't hold it or finds it by the host. */
  readonly certificateArn?: string;

  /** Whether plain HTTP is redirected to HTTPS rather than served. */
  readonly redirect: boolean;
}
