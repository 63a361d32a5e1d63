import type { SecretKey } from '../../parts/secret-key';

/** A read-only view of the cluster in a browser. */
export interface WebViewOptions {
  /**
   * Headlamp's image.
   *
   * @default ghcr.io/headlamp-k8s/headlamp, the version that this was written for
   */
  readonly image?: string;

  /**
   * A provider of OpenID Connect, with which people log in as themselves. The API server must accept its tokens too.
   *
   * @default none: people paste a token of the ServiceAccount `viewer`
   */
  readonly oidc?: OidcOptions;
}

/** A provider of OpenID Connect. */
export interface OidcOptions {
  /** Its address, `https://...`. */
  readonly issuer: string;

  readonly clientId: string;

  /** The client's secret, in the namespace of the web view. */
  readonly clientSecret: SecretKey;

  /** The groups, as the API server reads them from a token, whose members may look. */
  readonly groups: readonly string[];
}
