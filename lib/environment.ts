import type { Replication } from './accept';
import type { BackendOptions } from './backend';
import type { ElasticsearchOptions, Masters } from './elasticsearch';
import type { FrontendOptions } from './frontend';
import type { Platform } from './platform';
import type { Tls } from './tls';

/** All that one place's application differs in from another's. */
export interface Environment {
  /** Its name: the folder below `dist/`, and the first part of a construct's path. */
  readonly name: string;

  /** Where it runs. */
  readonly platform: Platform;

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

  /**
   * What its cluster has beside these manifests, such as `Secret/shop/smtp` or `Service/monitoring/*`: nothing that refers to it is a finding.
   *
   * @default what every cluster has, and what its platform says
   */
  readonly provided?: readonly string[];

  /** The search cluster. */
  readonly elasticsearch: Omit<ElasticsearchOptions, 'platform' | 'storageClassName'> & Masters;

  /** The API. */
  readonly backend: Omit<BackendOptions, 'platform' | 'elasticsearch'> & Replication;

  /** The browser's files. */
  readonly frontend: Omit<FrontendOptions, 'platform'> & Replication;
}
