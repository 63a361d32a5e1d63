import { Construct } from 'constructs';
import { Elasticsearch, type ElasticsearchOptions, type Login, type Masters, type PodSecurityStandard } from '../src';

/** The props of the search cluster, with its masters. */
export type SearchClusterProps = Omit<ElasticsearchOptions, 'logins'> & Masters;

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

  /** The Pod Security Standard that its pods comply with. */
  readonly podSecurity: PodSecurityStandard;

  constructor(scope: Construct, id: string, props: SearchClusterProps) {
    super(scope, id);
    this.cluster = new Elasticsearch(this, 'cluster', { ...props, logins: LOGINS });
    this.node.defaultChild = this.cluster;
    this.logins = this.cluster.logins;
    this.podSecurity = this.cluster.podSecurity;
  }
}
