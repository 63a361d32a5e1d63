import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  ApplicationNamespace,
  ApplicationQuota,
  applicationLabels,
  denyByDefault,
  EXEMPTIONS,
  exempt,
  Observability,
  Storage,
} from '../src';
import { Backend } from './backend';
import { SearchCluster } from './elasticsearch';
import type { Environment } from './environment';
import { Frontend } from './frontend';
import { Ingress } from './ingress';

const NAMESPACE = 'shop';

/**
 * The whole application in one environment. Each child becomes a file of `dist/<environment>/`.
 *
 * Each service has a file of its own; this file connects them.
 */
export class Application extends Chart {
  readonly quota: ApplicationQuota;
  readonly storage: Storage;
  readonly search: SearchCluster;
  readonly backend: Backend;
  readonly frontend: Frontend;
  readonly ingress: Ingress;
  readonly observability: Observability;

  constructor(scope: Construct, environment: Environment) {
    const namespace = environment.namespace ?? NAMESPACE;
    const labels = applicationLabels(namespace, environment.name);
    super(scope, environment.name, { namespace, labels, disableResourceNameHashes: true });
    const { platform, hosts, tls, protection, acceptedChanges, observability = {} } = environment;
    const { traces } = observability;

    // .ci/peers runs checkov and kube-score, some of whose rules the design contradicts on purpose.
    exempt(this, EXEMPTIONS);
    denyByDefault(this);
    this.quota = new ApplicationQuota(this, 'quota', { platform });
    this.storage = new Storage(this, 'storage', { platform });

    const { className: storageClassName } = this.storage;
    this.search = new SearchCluster(this, 'elasticsearch', {
      ...environment.elasticsearch,
      platform,
      storageClassName,
      isExported: observability.metrics !== undefined,
    });
    const { podSecurity } = this.search;
    new ApplicationNamespace(this, 'namespace', { podSecurity, labels: platform.ingress.namespaceLabels, acceptedChanges });

    this.backend = new Backend(this, 'backend', { ...environment.backend, platform, traces, elasticsearch: this.search.logins.backend });
    this.frontend = new Frontend(this, 'frontend', { ...environment.frontend, platform, traces });
    this.ingress = new Ingress(this, 'ingress', { platform, hosts, tls, protection, backend: this.backend, frontend: this.frontend });
    this.observability = new Observability(this, 'observability', {
      ...observability,
      platform,
      scraped: [this.backend.webService.metrics, this.frontend.webService.metrics],
      elasticsearch: this.search.exporter,
    });
  }
}
