import type { WebServiceOptions } from '../web-service/props';
import type { ElasticsearchHttp } from './http';

const AUTHORITY = '/etc/elasticsearch/authority';
const CREDENTIALS = '/etc/elasticsearch/credentials';

/**
 * All that makes a service a client of Elasticsearch, to be spread into its props: the way to it, its URL in `ELASTICSEARCH_URL`, and where it
 * is secured the files named by `ELASTICSEARCH_CA_FILE` and `ELASTICSEARCH_PASSWORD_FILE`, which follow their Secrets without a restart, and the
 * user in `ELASTICSEARCH_USERNAME`.
 */
export function clientOf(http: ElasticsearchHttp): Required<Pick<WebServiceOptions, 'env' | 'secretFiles' | 'dependsOn'>> {
  const { url, certificateAuthority: ca, credentials } = http;
  return {
    env: {
      ELASTICSEARCH_URL: url,
      ...(ca && { ELASTICSEARCH_CA_FILE: `${AUTHORITY}/${ca.key}` }),
      ...(credentials && {
        ELASTICSEARCH_USERNAME: credentials.username,
        ELASTICSEARCH_PASSWORD_FILE: `${CREDENTIALS}/${credentials.password.key}`,
      }),
    },
    secretFiles: {
      ...(ca && { [AUTHORITY]: { secret: ca.secret, keys: [ca.key] } }),
      ...(credentials && { [CREDENTIALS]: { secret: credentials.password.secret, keys: [credentials.password.key] } }),
    },
    dependsOn: [http],
  };
}
