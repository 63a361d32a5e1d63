import type { Duration, Size } from 'cdk8s';
import type { PlatformFacts } from '../parts/platform-facts';
import type { Route } from '../parts/publication';
import type { Tls } from './tls';

/** What the public entry point needs. */
export interface PublicIngressProps {
  /** Where it runs: its ingress class or gateway class serves the routes. */
  readonly platform: PlatformFacts;

  /** The paths; the longest that fits a request wins. */
  readonly routes: readonly Route[];

  /**
   * The public DNS names: each of them has all the routes.
   *
   * @default any name: whatever reaches the controller
   */
  readonly hosts?: readonly string[];

  /**
   * Where the certificate comes from; it needs hosts.
   *
   * @default none: plain HTTP
   */
  readonly tls?: Tls;

  /**
   * Whether plain HTTP is sent on to HTTPS, where there is a certificate. Without it plain HTTP is served as well.
   *
   * @default true
   */
  readonly redirect?: boolean;

  /**
   * How long an answer may take.
   *
   * @default the controller's own, mostly 60 seconds
   */
  readonly timeout?: Duration;

  /**
   * The most that a request may carry.
   *
   * @default the controller's own: 1 MiB for the NGINXes, none for the others
   */
  readonly bodySize?: Size;
}
