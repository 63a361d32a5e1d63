import type { Duration, Size } from 'cdk8s';
import type { ServicePort } from './service-port';

/** A path and who serves it. */
export interface Route {
  /** The path with all that lies below it, such as `/api`. */
  readonly path: string;

  /** The port of a Service, taken from the construct that has it: `backend.api`. */
  readonly to: ServicePort;
}

/** What is made public, checked: the same for every entry class. */
export interface Publication {
  /** The paths; the longest that fits a request wins. */
  readonly routes: readonly Route[];

  /** The public DNS names; none: whatever reaches the controller. */
  readonly hosts: readonly string[];

  /** How the connection is encrypted, undefined for plain HTTP. */
  readonly tls?: PublicationTls;

  /** From the last byte of a request to the first of its answer. */
  readonly timeout?: Duration;

  /** The most that a request may carry. */
  readonly bodySize?: Size;
}

/** Where the certificate is, and what becomes of plain HTTP. */
export interface PublicationTls {
  /** The Secret that holds the certificate, undefined where the load balancer does. */
  readonly secret?: string;

  /** The certificate's Amazon resource name, undefined where it isn't AWS that holds it, or where AWS finds it by the host. */
  readonly certificateArn?: string;

  /** Whether plain HTTP is sent on to HTTPS, and not served as well. */
  readonly redirect: boolean;
}
