import type { Duration, Size } from 'cdk8s';
import type { PlatformFacts } from '../parts/platform-facts';
import type { Route } from '../parts/publication';
import type { Tls } from './tls';

/** The props of the public entry point. */
export interface PublicIngressProps {
  /** The platform, whose ingress class or gateway class serves the routes. */
  readonly platform: PlatformFacts;

  /** The routes; the longest matching prefix wins. */
  readonly routes: readonly Route[];

  /**
   * The public DNS names. Each of them serves all routes.
   *
   * @default any host
   */
  readonly hosts?: readonly string[];

  /**
   * The source of the certificate. It requires `hosts`.
   *
   * @default none: plain HTTP
   */
  readonly tls?: Tls;

  /**
   * Whether plain HTTP is redirected to HTTPS if there is a certificate. If false, plain HTTP is served as well.
   *
   * @default true
   */
  readonly redirect?: boolean;

  /**
   * How long a response may take.
   *
   * @default the controller's default, mostly 60 seconds
   */
  readonly timeout?: Duration;

  /**
   * How long the entry point waits for a connection to a pod before it tries another one. The pods of a node that is down cost each request that
   * long, until Kubernetes has noticed. It should be shorter than clients wait for a response.
   *
   * @default 1 second, half a second for Traefik; AWS' load balancer and Gateway API have no such setting
   */
  readonly connectTimeout?: Duration;

  /**
   * The largest request body.
   *
   * @default the controller's default: 1 MiB for the NGINX controllers, no limit for the others
   */
  readonly bodySize?: Size;
}
