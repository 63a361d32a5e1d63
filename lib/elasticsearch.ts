import { Construct } from 'constructs';
import { Elasticsearch, type ElasticsearchHttp, type ElasticsearchOptions, type Masters, type PodSecurityStandard } from '../src';

/** What the search cluster needs: these, and how many masters. */
export type SearchClusterProps = ElasticsearchOptions & Masters;

/** The Elasticsearch that the API searches. Settings that hold in every environment belong here. */
export class SearchCluster extends Construct {
  /** The cluster, with the objects that it is made of: `search.cluster.statefulSet`. */
  readonly cluster: Elasticsearch;

  /** Where clients connect. */
  readonly http: ElasticsearchHttp;

  /** The Pod Security Standard that its pods meet. */
  readonly podSecurity: PodSecurityStandard;

  constructor(scope: Construct, id: string, props: SearchClusterProps) {
    super(scope, id);
    this.cluster = new Elasticsearch(this, 'cluster', props);
    this.node.defaultChild = this.cluster;
    this.http = this.cluster.http;
    this.podSecurity = this.cluster.podSecurity;
  }
}
