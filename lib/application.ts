import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { Backend } from './backend';
import { Elasticsearch } from './elasticsearch';
import type { Environment } from './environment';
import { Frontend } from './frontend';
import { PublicIngress } from './ingress';
import { applicationLabels } from './labels';
import { clusterScoped } from './namespace';
import { denyByDefault } from './network-policy';
import { podSecurityLabels } from './pod-security';
import { RefusedError } from './refuse';
import { ApplicationQuota } from './resource-quota';
import { Storage } from './storage';

const NAMESPACE = 'shop';

/**
 * The whole application for one environment. Each of its children is one file of `dist/<environment>/`.
 *
 * What a service is, stands in its own file; here stands who gets what from whom.
 */
export class Application extends Chart {
  constructor(scope: Construct, environment: Environment) {
    const namespace = environment.namespace ?? NAMESPACE;
    requireLabel(environment, 'name', environment.name);
    requireLabel(environment, 'namespace', namespace);
    requireOwn(environment, namespace);
    super(scope, environment.name, { namespace, labels: applicationLabels(namespace), disableResourceNameHashes: true });
    const { platform, hosts, tls } = environment;

    denyByDefault(this);
    new ApplicationQuota(this, 'quota', { platform });
    const storage = new Storage(this, 'storage', { platform });

    const elasticsearch = new Elasticsearch(this, 'elasticsearch', {
      ...environment.elasticsearch,
      platform,
      storageClassName: storage.className,
    });
    const labels = { ...podSecurityLabels(elasticsearch.podSecurity), ...platform.ingress.namespaceLabels };
    clusterScoped(new k8s.KubeNamespace(this, 'namespace', { metadata: { name: namespace, labels } }));

    const backend = new Backend(this, 'backend', { ...environment.backend, platform, elasticsearch: elasticsearch.http });
    const frontend = new Frontend(this, 'frontend', { ...environment.frontend, platform });

    const routes = [
      { path: '/api', to: backend.api },
      { path: '/docs', to: backend.docs },
      { path: '/', to: frontend.http },
    ];
    new PublicIngress(this, 'ingress', { platform, hosts, tls, routes });
  }
}

/** A namespace's name must be one DNS label (RFC 1123), and an environment's is a folder's and a construct's too. */
function requireLabel({ name }: Environment, prop: string, value: string): void {
  if (/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(value)) return;
  throw new RefusedError(`application '${name}': ${prop} '${value}' is no DNS label; write at most 63 lower-case letters, digits and '-'`);
}

/** The application labels its namespace, denies all traffic in it and gives it a quota: nobody else's pods can live under that. */
function requireOwn({ name }: Environment, namespace: string): void {
  if (namespace !== 'default' && !namespace.startsWith('kube-')) return;
  throw new RefusedError(
    `application '${name}': namespace '${namespace}' is Kubernetes' own; name one for the application alone, such as '${NAMESPACE}'`,
  );
}
