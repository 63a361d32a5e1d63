import { isPlain } from '../parts/record';
import type { WebServiceOptions } from '../web-service/props';
import type { ElasticsearchHttp } from './http';

/** The props of a service that is a client. */
export type Client = Required<Pick<WebServiceOptions, 'env' | 'secretFiles' | 'dependsOn'>>;

/**
 * All that makes a service a client of Elasticsearch, to be spread into its props: the way to it, its URL in `ELASTICSEARCH_URL`, and where it
 * is secured the files named by `ELASTICSEARCH_CA_FILE` and `ELASTICSEARCH_PASSWORD_FILE`, which follow their Secrets without a restart, and the
 * user in `ELASTICSEARCH_USERNAME`.
 *
 * @param client what the variables begin with, for a client of two clusters: `LOGS` for `LOGS_URL`, and files below `/etc/logs`. Default:
 * `ELASTICSEARCH`
 */
export function clientOf(http: ElasticsearchHttp, client = 'ELASTICSEARCH'): Client {
  const { url, certificateAuthority: ca, credentials } = http;
  const folder = `/etc/${client.toLowerCase().replaceAll('_', '-')}`;
  const [authority, login] = [`${folder}/authority`, `${folder}/credentials`];
  return {
    env: {
      [`${client}_URL`]: url,
      ...(ca && { [`${client}_CA_FILE`]: `${authority}/${ca.key}` }),
      ...(credentials && {
        [`${client}_USERNAME`]: credentials.username,
        [`${client}_PASSWORD_FILE`]: `${login}/${credentials.password.key}`,
      }),
    },
    secretFiles: {
      ...(ca && { [authority]: { secret: ca.secret, keys: [ca.key] } }),
      ...(credentials && { [login]: { secret: credentials.password.secret, keys: [credentials.password.key] } }),
    },
    dependsOn: [http],
  };
}

/**
 * A service's props with what makes it a client. Its own variables, files and dependencies come on top; a value that is none of those stays as it
 * is, so that the service refuses it.
 */
export function withClient<Props extends Partial<Client>>(props: Props, client: Client): Props & Client {
  const { env = {}, secretFiles = {}, dependsOn = [] } = props;
  return {
    ...props,
    env: isPlain(env) ? { ...client.env, ...env } : env,
    secretFiles: isPlain(secretFiles) ? { ...client.secretFiles, ...secretFiles } : secretFiles,
    dependsOn: Array.isArray(dependsOn) ? [...client.dependsOn, ...dependsOn] : dependsOn,
  };
}
