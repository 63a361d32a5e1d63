import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { runsOn } from '../../promise/runs-on';
import { identityOf } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import { isRefused } from '../parts/refuse';
import { type Resources, requireFit } from '../parts/resources';
import { certificates } from './certificates';
import { requireSound } from './checks';
import { disruptionBudget } from './disruption-budget';
import { requireFurtherSettings } from './further-settings';
import type { ElasticsearchHttp } from './http';
import { mastersOf, requireEveryPlace, requireMajority, zonesOf } from './masters';
import { PORTS } from './names';
import { nodesPolicy } from './network-policy';
import type { Plan } from './plan';
import type { ElasticsearchProps } from './props';
import { scriptsConfigMap } from './scripts';
import { securitySecrets } from './security';
import { clientService, headlessService } from './services';
import { statefulSet } from './stateful-set';

export type { ElasticsearchHttp } from './http';
export type { ElasticsearchOptions, ElasticsearchProps, MasterQuorum, Masters, SecureSettings, SingleMaster } from './props';
export type { Credentials, NamedCertificates, Secured, Security } from './security';

const DEFAULT_RESOURCES: Resources = { cpu: Cpu.millis(500), memory: Size.gibibytes(2) };
const DEFAULT_INDEX_REPLICAS = 1;

/**
 * An Elasticsearch cluster that can be trusted with data, without an operator: it is founded once, it is updated and drained one node at a time
 * and only while the data is safe, it is spread over zones and hosts, and nobody talks to it who wasn't handed its `http`.
 *
 * docs/elasticsearch.md says how to scale it, update it, replace a lost node and renew its certificates.
 */
export class Elasticsearch extends Construct {
  /** Where clients connect. */
  readonly http: ElasticsearchHttp;

  /** The Pod Security Standard that its pods keep to, for the namespace's labels. */
  readonly podSecurity: 'restricted' | 'privileged';

  constructor(scope: Construct, id: string, props: ElasticsearchProps) {
    super(scope, id);
    const plan = planOf(this, props);
    this.http = httpOf(plan);
    this.podSecurity = typeof props.mmap === 'object' ? 'privileged' : 'restricted';
    requireFurtherSettings(this, plan);
    if (isRefused(this)) return;
    runsOn(this, props.platform);

    headlessService(this, plan);
    clientService(this, plan);
    nodesPolicy(this, plan);
    if (plan.masters > 1) disruptionBudget(this, plan);
    if (plan.secrets?.issued) certificates(this, plan, plan.secrets);
    scriptsConfigMap(this, plan);
    statefulSet(this, plan);
  }
}

function planOf(construct: Construct, props: ElasticsearchProps): Plan {
  const { platform } = props;
  const masters = mastersOf(construct, props);
  const resources = props.resources ?? DEFAULT_RESOURCES;
  requireSound(construct, props, masters, resources);
  if (masters > 1) requireMajority(construct, platform, masters);
  if (requireFit(construct, platform, resources)) requireEveryPlace(construct, platform, masters, resources);
  const identity = identityOf('elasticsearch');
  return {
    identity,
    namespace: namespaceOf(construct),
    props,
    masters,
    resources,
    indexReplicas: props.indexReplicas ?? Math.min(DEFAULT_INDEX_REPLICAS, masters - 1),
    zones: zonesOf(props.platform),
    secrets: securitySecrets(construct, identity.name, props.security),
  };
}

function httpOf({ identity, secrets, props }: Plan): ElasticsearchHttp {
  return {
    service: identity.name,
    name: 'http',
    number: PORTS.http,
    selector: identity.selector,
    workload: `StatefulSet/${identity.name}`,
    url: `${secrets ? 'https' : 'http'}://${identity.name}:${PORTS.http}`,
    certificateAuthority: secrets && { secret: secrets.http, key: 'ca.crt' },
    credentials: secrets && (props.clientCredentials ?? { username: 'elastic', password: secrets.password }),
  };
}
