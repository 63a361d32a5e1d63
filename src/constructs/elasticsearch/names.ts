import type { Identity } from '../parts/labels';

/** What it runs, and the name of a cluster that is given none. */
export const DEFAULT_NAME = 'elasticsearch';

/** Its ports. The last one is open while a node is part of a cluster with an elected master. */
export const PORTS = { http: 9200, transport: 9300, readiness: 9400 };

/** Where things lie in the container. */
export const PATHS = {
  home: '/usr/share/elasticsearch',
  data: '/usr/share/elasticsearch/data',
  config: '/usr/share/elasticsearch/config',
  logs: '/usr/share/elasticsearch/logs',
  /** Certificates lie below the configuration: Elasticsearch reads no others. */
  transportCertificates: '/usr/share/elasticsearch/config/certs/transport',
  httpCertificates: '/usr/share/elasticsearch/config/certs/http',
  password: '/mnt/password',
  secureSettings: '/mnt/secure-settings',
  /** The scripts as they were when the pod started, and what they remember. */
  private: '/run/nines',
};

/** The user and group that the official image is made for. */
export const UID = 1000;

/** The headless Service by which nodes find each other; a StatefulSet can't change its name later. */
export function headlessName(identity: Identity): string {
  return `${identity.name}-nodes`;
}

/** The names of its pods, which are the names of its nodes. */
export function podNames(identity: Identity, masters: number): string[] {
  return Array.from({ length: masters }, (_, index) => `${identity.name}-${index}`);
}
