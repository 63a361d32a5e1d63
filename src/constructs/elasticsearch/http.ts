import type { SecretKey } from '../parts/secret-key';
import type { ServicePort } from '../parts/service-port';
import type { Credentials } from './security';

/** What others need to connect to a cluster: its Service's port, and how to be let in. Whoever is handed it may connect, and nobody else. */
export interface ElasticsearchHttp extends ServicePort {
  /** Its URL inside the cluster, by the name of its Service. */
  readonly url: string;

  /** The authority of its certificate, to be mounted; none where it is unsecured. */
  readonly certificateAuthority?: SecretKey;

  /** What to log in with; none where it is unsecured. */
  readonly credentials?: Credentials;
}
