import type { Protection } from '../parts/protection';
import { isPlain } from '../parts/record';
import { RefusedError } from '../parts/refuse';
import type { WebServiceOptions } from '../web-service/props';
import { protectionVariables } from './client-protection';
import type { ElasticsearchHttp } from './http';

/** The props that make a service a client of Elasticsearch. */
export type Client = Required<Pick<WebServiceOptions, 'env' | 'secretFiles' | 'dependsOn'>>;

/** How a client is told about a cluster. */
export interface ClientOptions {
  /**
   * The prefix of its variables, for a client of two clusters: `LOGS` gives `LOGS_URL`, and files in `/etc/logs`.
   *
   * @default 'ELASTICSEARCH'
   */
  readonly prefix?: string;

  /**
   * How it protects itself and the cluster: variables that its program passes to its library, such as `ELASTICSEARCH_TIMEOUT_SECONDS`. A part that a client
   * can't do is refused: docs/circuit-breaking.md has the table.
   *
   * @default what its library does
   */
  readonly protection?: Protection;
}

/**
 * The props that make a service a client of Elasticsearch: spread them into its own.
 *
 * It may connect to the cluster and gets its URL in `ELASTICSEARCH_URL`. If the cluster is secured, it also gets the user in
 * `ELASTICSEARCH_USERNAME`, and the paths of files in `ELASTICSEARCH_CA_FILE` and `ELASTICSEARCH_PASSWORD_FILE`, which follow their Secrets without
 * a restart.
 *
 * @param http a login: `elasticsearch.logins.backend`
 * @param options the prefix of its variables, or that and its protection
 * @throws on a secured cluster without a login, and on a protection that a client can't have
 */
export function clientOf(http: ElasticsearchHttp, options: string | ClientOptions = {}): Client {
  const { prefix: client = 'ELASTICSEARCH', protection } = typeof options === 'string' ? { prefix: options } : options;
  const { url, certificateAuthority: ca, credentials } = http;
  if (ca && !credentials) {
    const fix = `pass one of its logins, such as elasticsearch.logins.backend, or only dependsOn: [elasticsearch.http] to a client with its own credentials`;
    throw new RefusedError(`clientOf: ${http.service} must know the client, got a port without credentials; ${fix}`);
  }
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
      ...protectionVariables(client, protection),
    },
    secretFiles: {
      ...(ca && { [authority]: { secret: ca.secret, keys: [ca.key] } }),
      ...(credentials && { [login]: { secret: credentials.password.secret, keys: [credentials.password.key] } }),
    },
    dependsOn: [http],
  };
}

/**
 * A service's props merged with those of a client. The service's own variables, files and dependencies take precedence. An invalid value is kept,
 * so that the service refuses it.
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
