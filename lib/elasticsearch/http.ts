import type { Identity } from '../labels';
import type { ServicePort } from '../service-port';
import type { Credentials, SecretKey } from './security';

/** What others need to connect to a cluster. */
export interface ElasticsearchHttp {
  /** Its URL inside the cluster, by the name of its Service. */
  readonly url: string;

  /** Its Service's port. */
  readonly port: ServicePort;

  /** The workload behind it, as `Kind/name`. */
  readonly workload: string;

  /** What selects its pods, for a client whose own traffic is restricted. */
  readonly selector: Readonly<Record<string, string>>;

  /** The authority of its certificate, to be mounted; none where it is unsecured. */
  readonly certificateAuthority?: SecretKey;

  /** What to log in with; none where it is unsecured. */
  readonly credentials?: Credentials;

  /** Lets a component's pods connect. Whoever is handed this calls it for itself; nobody else gets through. */
  allowFrom(client: Identity): void;
}
