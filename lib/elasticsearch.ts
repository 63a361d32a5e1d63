import { Construct } from 'constructs';
import {
  Elasticsearch,
  type ElasticsearchHttp,
  type ElasticsearchOptions,
  type Login,
  type Masters,
  MONITORING_LOGIN,
  type PodSecurityStandard,
} from '../src';

/** The props of the search cluster, with its masters. */
export type SearchClusterProps = Omit<ElasticsearchOptions, 'logins'> &
  Masters & {
    /** Whether an exporter of its metrics logs in. */
    readonly isExported: boolean;
  };

/** Its clients, and what each may do. Synth prints the commands that create their passwords. */
const LOGINS = {
  backend: { indices: [{ names: ['shop-*'], privileges: ['read', 'write', 'create_index', 'view_index_metadata'] }] },
} satisfies Record<string, Login>;

type Client = keyof typeof LOGINS;

/** The Elasticsearch of the API. Settings that are the same in every environment belong here. */
export class SearchCluster extends Construct {
  /** Its objects, to read or patch: `search.cluster.statefulSet`. */
  readonly cluster: Elasticsearch<Client>;

  /** What each client is given: its address, its CA, and its user. */
  readonly logins: Elasticsearch<Client>['logins'];

  /** What the exporter of its metrics is given, undefined unless `isExported`. */
  readonly exporter?: ElasticsearchHttp;

  /** The Pod Security Standard that its pods comply with. */
  readonly podSecurity: PodSecurityStandard;

  constructor(scope: Construct, id: string, props: SearchClusterProps) {
    super(scope, id);
    const { isExported, ...rest } = props;
    if (isExported) {
      const cluster = new Elasticsearch(this, 'cluster', { ...rest, logins: { ...LOGINS, exporter: MONITORING_LOGIN } });
      this.exporter = cluster.logins.exporter;
      this.cluster = cluster;
    } else this.cluster = new Elasticsearch(this, 'cluster', { ...rest, logins: LOGINS });
    this.node.defaultChild = this.cluster;
    this.logins = this.cluster.logins;
    this.podSecurity = this.cluster.podSecurity;
  }
}
