import { Construct } from 'constructs';
import { Elasticsearch, type ElasticsearchHttp, type ElasticsearchOptions, type Masters, type PodSecurityStandard } from '../src';

/** What the search cluster needs: these, and how many masters. */
export type SearchClusterProps = ElasticsearchOptions & Masters;

/** The Elasticsearch that the API searches. Settings that hold in every environment belong here. */
export class SearchCluster extends Construct {
  /** Where clients connect. */
  readonly http: ElasticsearchHttp;

  /** The Pod Security Standard that its pods meet. */
  readonly podSecurity: PodSecurityStandard;

  constructor(scope: Construct, id: string, props: SearchClusterProps) {
    super(scope, id);
    const cluster = new Elasticsearch(this, 'cluster', props);
    this.http = cluster.http;
    this.podSecurity = cluster.podSecurity;
  }
}
