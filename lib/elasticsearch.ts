import { Construct } from 'constructs';
import { Elasticsearch, type ElasticsearchHttp, type ElasticsearchOptions, type Masters, type PodSecurityStandard } from '../src';

/** The props of the search cluster, with its masters. */
export type SearchClusterProps = ElasticsearchOptions & Masters;

/** The Elasticsearch of the API. Settings that are the same in every environment belong here. */
export class SearchCluster extends Construct {
  /** Its objects, to read or patch: `search.cluster.statefulSet`. */
  readonly cluster: Elasticsearch;

  /** The port that clients connect to. */
  readonly http: ElasticsearchHttp;

  /** The Pod Security Standard that its pods comply with. */
  readonly podSecurity: PodSecurityStandard;

  constructor(scope: Construct, id: string, props: SearchClusterProps) {
    super(scope, id);
    this.cluster = new Elasticsearch(this, 'cluster', props);
    this.node.defaultChild = this.cluster;
    this.http = this.cluster.http;
    this.podSecurity = this.cluster.podSecurity;
  }
}
