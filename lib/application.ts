import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ApplicationNamespace, ApplicationQuota, applicationLabels, denyByDefault, Storage } from '../src';
import { Backend } from './backend';
import { SearchCluster } from './elasticsearch';
import type { Environment } from './environment';
import { Frontend } from './frontend';
import { Ingress } from './ingress';

const NAMESPACE = 'shop';

/**
 * The whole application for one environment. Each of its children is one file of `dist/<environment>/`.
 *
 * What a service is, is in its own file; here is who gets what from whom.
 */
export class Application extends Chart {
  constructor(scope: Construct, environment: Environment) {
    const namespace = environment.namespace ?? NAMESPACE;
    super(scope, environment.name, { namespace, labels: applicationLabels(namespace), disableResourceNameHashes: true });
    const { platform, hosts, tls } = environment;

    denyByDefault(this);
    new ApplicationQuota(this, 'quota', { platform });
    const storage = new Storage(this, 'storage', { platform });

    const search = new SearchCluster(this, 'elasticsearch', {
      ...environment.elasticsearch,
      platform,
      storageClassName: storage.className,
    });
    new ApplicationNamespace(this, 'namespace', { podSecurity: search.podSecurity, labels: platform.ingress.namespaceLabels });

    const backend = new Backend(this, 'backend', { ...environment.backend, platform, elasticsearch: search.http });
    const frontend = new Frontend(this, 'frontend', { ...environment.frontend, platform });
    new Ingress(this, 'ingress', { platform, hosts, tls, backend, frontend });
  }
}
