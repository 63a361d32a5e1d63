import type { SecretKey } from '../parts/secret-key';
import type { ServicePort } from '../parts/service-port';
import type { Credentials } from './security';

/** The port of a cluster's Service, with its CA, and the credentials of a login. Only components that are given it can connect. */
export interface ElasticsearchHttp extends ServicePort {
  /** The URL within the Kubernetes cluster. */
  readonly url: string;

  /** The CA of its certificate, to be mounted; undefined if it is unsecured. */
  readonly certificateAuthority?: SecretKey;

  /** The credentials of a login; undefined if it is unsecured, and for a client that brings its own. */
  readonly credentials?: Credentials;
}
