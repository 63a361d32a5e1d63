import { type ApiObject, Size } from 'cdk8s';
import { Cpu, type k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { runsOn } from '../../promise/runs-on';
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
 * A production-ready Elasticsearch cluster without an operator. It is bootstrapped once. Updates and drains take one node at a time, and only while
 * the data is safe. It is spread over zones and hosts, and only components that are given its `http` can connect to it.
 *
 * What has no prop can be patched: `elasticsearch.statefulSet.addJsonPatch(JsonPatch.replace('/spec/minReadySeconds', 10))`. The proof reads the
 * patched manifest.
 *
 * docs/elasticsearch.md describes how to scale it, update it, replace a lost node and renew its certificates.
 */
export class Elasticsearch extends Construct implements ElasticsearchObjects {
  /** The port that clients connect to, with its CA and credentials. */
  readonly http: ElasticsearchHttp;

  /** The Pod Security Standard that its pods comply with, for `ApplicationNamespace`. */
  readonly podSecurity: 'restricted' | 'privileged';

  /** The StatefulSet. `ApiObject.of(elasticsearch)` returns it too. Its name, selector, `serviceName` and claim templates can't change later. */
  readonly statefulSet: k8s.KubeStatefulSet;

  /** The Service for clients, with the addresses of the nodes that are ready. */
  readonly clientService: k8s.KubeService;

  /** The headless Service by which nodes discover each other, with the address of every node. */
  readonly headlessService: k8s.KubeService;

  /** The NetworkPolicy that lets nodes connect to each other and resolve names. */
  readonly networkPolicy: k8s.KubeNetworkPolicy;

  /** The PodDisruptionBudget, undefined for a single master. */
  readonly disruptionBudget?: k8s.KubePodDisruptionBudget;

  /** The Certificates and Issuers of cert-manager, empty if it issues none. */
  readonly certificates: readonly ApiObject[];

  /** The ConfigMap with the scripts for starting and for the readiness probe. */
  readonly scripts: k8s.KubeConfigMap;

  constructor(scope: Construct, id: string, props: ElasticsearchProps) {
    super(scope, id);
    const plan = planOf(this, props);
    this.http = httpOf(plan);
    this.podSecurity = typeof props.mmap === 'object' ? 'privileged' : 'restricted';
    requireFurtherSettings(this, plan);
    if (!isRefused(this)) runsOn(this, props.platform);

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
