import type {
  AcceptedChange,
  Destination,
  ElasticsearchOptions,
  Masters,
  ObservabilityOptions,
  Protection,
  Replication,
  Tls,
} from '../src';
import type { BackendOptions } from './backend';
import type { FrontendOptions } from './frontend';

/**
 * Everything that differs between environments.
 *
 * Write `export const production = { ... } satisfies Environment`, without a type annotation. The compiler then knows whether each part has replicas or
 * accepts a single one, so that another environment can override them: `backend: { ...production.backend, replicas: 4 }`.
 */
export interface Environment extends Destination {
  /**
   * The application's namespace. It can't change later: the data would stay in the old one.
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
   * The source of the certificate.
   *
   * @default none: plain HTTP
   */
  readonly tls?: Tls;

  /**
   * How the entry point protects both services from pods that are ready and fail, as far as it can: docs/circuit-breaking.md.
   *
   * @default nothing
   */
  readonly protection?: Protection;

  /**
   * Changes that synth refuses without a reason, such as `{ accept: 'claim-size', because: '...' }`. A reason is valid for one change: see
   * docs/changes.md.
   *
   * @default none
   */
  readonly acceptedChanges?: readonly AcceptedChange[];

  /**
   * What is observed: `{ metrics: true, alerts: true }`. See docs/observability.md.
   *
   * @default nothing
   */
  readonly observability?: ObservabilityOptions;

  /** The Elasticsearch cluster. */
  readonly elasticsearch: Omit<ElasticsearchOptions, 'name' | 'platform' | 'storageClassName' | 'logins'> & Masters;

  /** The API. */
  readonly backend: Omit<BackendOptions, 'platform' | 'elasticsearch'> & Replication;

  /** The frontend. */
  readonly frontend: Omit<FrontendOptions, 'platform'> & Replication;
}
