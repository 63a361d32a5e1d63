import { type ApiObject, Size } from 'cdk8s';
import { Cpu, type k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { identityOf } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import { requirePlatform } from '../parts/platform-facts';
import { isRefused } from '../parts/refuse';
import { type Resources, requireFit } from '../parts/resources';
import { requireSound } from './checks';
import { requireFurtherSettings } from './further-settings';
import type { ElasticsearchHttp } from './http';
import { mastersOf, requireEveryPlace, requireMajority, zonesOf } from './masters';
import { DEFAULT_NAME, PORTS } from './names';
import { type ElasticsearchObjects, elasticsearchObjects, refusedElasticsearch } from './objects';
import type { Plan } from './plan';
import type { ElasticsearchProps } from './props';
import { securitySecrets } from './security';

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
export class Elasticsearch extends Construct implements ElasticsearchObjects {
  /** Where clients connect. */
  readonly http: ElasticsearchHttp;

  /** The Pod Security Standard that its pods keep to, for the namespace's labels. */
  readonly podSecurity: 'restricted' | 'privileged';

  /** Runs the nodes. `ApiObject.of(elasticsearch)` finds it too. Its name, selector, `serviceName` and claim templates can't change later. */
  readonly statefulSet: k8s.KubeStatefulSet;

  /** Where clients connect: it has the addresses of the nodes that are ready. */
  readonly clientService: k8s.KubeService;

  /** Where nodes find each other: it has the address of every node. */
  readonly headlessService: k8s.KubeService;

  /** Lets nodes connect to each other and look up names. */
  readonly networkPolicy: k8s.KubeNetworkPolicy;

  /** How many nodes a drain may evict at a time, undefined for a single master. */
  readonly disruptionBudget?: k8s.KubePodDisruptionBudget;

  /** The Certificates and Issuers of cert-manager, none where it issues nothing. */
  readonly certificates: readonly ApiObject[];

  /** What the pods run to start and to tell whether they are ready. */
  readonly scripts: k8s.KubeConfigMap;

  constructor(scope: Construct, id: string, props: ElasticsearchProps) {
    super(scope, id);
    const plan = planOf(this, props);
    this.http = httpOf(plan);
    this.podSecurity = typeof props.mmap === 'object' ? 'privileged' : 'restricted';
    requireFurtherSettings(this, plan);

    const made = isRefused(this) ? refusedElasticsearch() : elasticsearchObjects(this, plan);
    this.headlessService = made.headlessService;
    this.clientService = made.clientService;
    this.networkPolicy = made.networkPolicy;
    this.disruptionBudget = made.disruptionBudget;
    this.certificates = made.certificates;
    this.scripts = made.scripts;
    this.statefulSet = made.statefulSet;
    this.node.defaultChild = this.statefulSet;
  }
}

function planOf(construct: Construct, props: ElasticsearchProps): Plan {
  const { platform } = props;
  const masters = mastersOf(construct, props);
  const resources = props.resources ?? DEFAULT_RESOURCES;
  requireSound(construct, props, masters, resources);
  const isKnown = requirePlatform(construct, platform);
  if (isKnown && masters > 1) requireMajority(construct, platform, masters);
  if (isKnown && requireFit(construct, platform, resources)) requireEveryPlace(construct, platform, masters, resources);
  const identity = identityOf(props.name ?? DEFAULT_NAME, DEFAULT_NAME);
  return {
    identity,
    namespace: namespaceOf(construct),
    props,
    masters,
    resources,
    indexReplicas: props.indexReplicas ?? Math.min(DEFAULT_INDEX_REPLICAS, masters - 1),
    zones: isKnown ? zonesOf(platform) : [],
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
