/** Where the certificate of the public hosts comes from: exactly one of three. */
export type Tls = IssuedTls | SecretTls | LoadBalancerTls;

/** cert-manager asks an issuer of the cluster for it and renews it. */
export interface IssuedTls {
  /** The name of a ClusterIssuer that is there. */
  readonly clusterIssuer: string;

  readonly secret?: never;
  readonly certificateArn?: never;
}

/** It lies in a Secret of type `kubernetes.io/tls` that somebody else fills. */
export interface SecretTls {
  /** The Secret's name, in the application's namespace. */
  readonly secret: string;

  readonly clusterIssuer?: never;
  readonly certificateArn?: never;
}

/** The cloud's load balancer holds it. */
export interface LoadBalancerTls {
  /** Its Amazon resource name in AWS Certificate Manager, or `discover` for the one there that matches the host. */
  readonly certificateArn: string;

  readonly clusterIssuer?: never;
  readonly secret?: never;
}
