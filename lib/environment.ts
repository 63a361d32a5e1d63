import type { Destination, ElasticsearchOptions, Masters, Replication, Tls } from '../src';
import type { BackendOptions } from './backend';
import type { FrontendOptions } from './frontend';

/**
 * Everything that differs between environments.
 *
 * Write `export const production = { ... } satisfies Environment`, without an annotation: the compiler then remembers which of the
 * alternatives each part took, and another environment can be spread from it: `backend: { ...production.backend, replicas: 4 }`.
 */
export interface Environment extends Destination {
  /**
   * The application's namespace. It can't change later: data lies in it.
   *
   * @default 'shop'
   */
  readonly namespace?: string;

  /**
   * The public DNS names.
   *
   * @default any name
   */
  readonly hosts?: readonly string[];

  /**
   * Where the certificate comes from.
   *
   * @default none: plain HTTP
   */
  readonly tls?: Tls;

  /** The Elasticsearch cluster. */
  readonly elasticsearch: Omit<ElasticsearchOptions, 'name' | 'platform' | 'storageClassName'> & Masters;

  /** The API. */
  readonly backend: Omit<BackendOptions, 'platform' | 'elasticsearch'> & Replication;

  /** The files that a browser loads. */
  readonly frontend: Omit<FrontendOptions, 'platform'> & Replication;
}
