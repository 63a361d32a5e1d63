import type { Identity } from '../parts/labels';

/** The software, and the default name of a cluster. */
export const DEFAULT_NAME = 'elasticsearch';

/** The ports. The readiness port is open while a node is part of a cluster with an elected master. */
export const PORTS = { http: 9200, transport: 9300, readiness: 9400 };

/** Paths in the container. */
export const PATHS = {
  home: '/usr/share/elasticsearch',
  data: '/usr/share/elasticsearch/data',
  config: '/usr/share/elasticsearch/config',
  logs: '/usr/share/elasticsearch/logs',
  /** Elasticsearch reads certificates only from its configuration folder. */
  transportCertificates: '/usr/share/elasticsearch/config/certs/transport',
  httpCertificates: '/usr/share/elasticsearch/config/certs/http',
  password: '/mnt/password',
  secureSettings: '/mnt/secure-settings',
  files: '/mnt/files',
  logins: '/mnt/logins',
  snapshots: '/mnt/snapshots',
  /** The scripts as they were when the pod started, and their state. */
  private: '/run/nines',
};

/** The user and group of the official image. */
export const UID = 1000;

/** The headless Service by which nodes discover each other. A StatefulSet's `serviceName` can't change later. */
export function headlessName(identity: Identity): string {
  return `${identity.name}-nodes`;
}

/** The names of its pods, which are also the names of its nodes. */
export function podNames(identity: Identity, masters: number): string[] {
  return Array.from({ length: masters }, (_, index) => `${identity.name}-${index}`);
}
