import type { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { runsOn } from '../../promise/runs-on';
import { requirePlatform } from '../parts/platform-facts';
import { isRefused } from '../parts/refuse';
import { requireFit } from '../parts/resources';
import { requireSound } from './checks';
import { requireFurtherSettings } from './further-settings';
import type { ElasticsearchHttp } from './http';
import { mastersOf, requireEveryPlace, requireMajority, zonesOf } from './masters';
import { headlessName, podNames } from './names';
import { type ElasticsearchObjects, elasticsearchObjects, refusedElasticsearch } from './objects';
import type { Plan } from './plan';
import type { ElasticsearchProps } from './props';
import { ROLES } from './roles';
import { zonesAreFull } from './settings';
import { DEFAULT_INDEX_REPLICAS, DEFAULT_RESOURCES, httpOf, loginsOf, sharedPlan } from './shared-plan';

export type { ElasticsearchHttp } from './http';
export type { ElasticsearchOptions, ElasticsearchProps, MasterQuorum, Masters, SingleMaster } from './props';
export type { SecureSettings } from './secure-settings';
export type { Credentials, NamedCertificates, Secured, Security } from './security';

/**
 * A production-ready Elasticsearch cluster without an operator. It is bootstrapped once. Updates and drains take one node at a time, and only while
 * the data is safe. It is spread over zones and hosts, and only components that are given its `http` can connect to it.
 *
 * What has no prop can be patched: `elasticsearch.statefulSet.addJsonPatch(JsonPatch.replace('/spec/minReadySeconds', 10))`. The proof reads the
 * patched manifest.
 *
 * docs/elasticsearch-size.md describes how to scale it, docs/elasticsearch-runbooks.md how to update it, replace a lost node and renew its certificates.
 */
export class Elasticsearch<Login extends string = never> extends Construct implements ElasticsearchObjects {
  /** The port that clients connect to, with its CA, for a client that brings its own credentials. */
  readonly http: ElasticsearchHttp;

  /** The same with the credentials of each login: `clientOf(elasticsearch.logins.backend)`. */
  readonly logins: Readonly<Record<Login, ElasticsearchHttp>>;

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

  /** The ConfigMap with its files of analysis, undefined without any. */
  readonly analysis?: k8s.KubeConfigMap;

  /** The ConfigMap with the scripts for starting and for the readiness probe. */
  readonly scripts: k8s.KubeConfigMap;

  /** The ConfigMap with the roles of its users, undefined if it is unsecured. */
  readonly files?: k8s.KubeConfigMap;

  /** The ServiceAccount of its pods, which get no token. */
  readonly serviceAccount: k8s.KubeServiceAccount;

  /** The NetworkPolicy that lets nodes reach the repository of snapshots, undefined without one outside of the cluster. */
  readonly snapshotPolicy?: k8s.KubeNetworkPolicy;

  /** The CronJob that restores the newest snapshot, undefined without one. */
  readonly restoreDrill?: k8s.KubeCronJob;

  constructor(scope: Construct, id: string, props: ElasticsearchProps<Login>) {
    super(scope, id);
    const plan = planOf(this, props);
    this.http = httpOf(plan);
    this.logins = loginsOf(plan);
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
    this.files = made.files;
    this.snapshotPolicy = made.snapshotPolicy;
    this.restoreDrill = made.restoreDrill;
    this.serviceAccount = made.serviceAccount;
    this.analysis = made.analysis;
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
  if (isKnown && masters > 1) requireMajority(construct, platform, masters, props.zoneLoss !== undefined);
  if (isKnown && requireFit(construct, platform, resources)) requireEveryPlace(construct, platform, masters, resources);
  const shared = sharedPlan(construct, props, isKnown ? zonesOf(platform) : []);
  const { identity, zones } = shared;
  const indexReplicas = props.indexReplicas ?? Math.min(DEFAULT_INDEX_REPLICAS, masters - 1);
  return {
    ...shared,
    masters,
    initialMasters: podNames(identity, masters),
    discovery: headlessName(identity),
    nodes: { matchLabels: identity.selector },
    serving: identity,
    resources,
    indexReplicas,
    forcesZones: zonesAreFull(zones, indexReplicas),
    set: {
      identity,
      count: masters,
      roles: [...ROLES, ...(props.extraRoles ?? [])],
      needed: Math.floor(masters / 2) + 1,
      hasVolumes: true,
      dependsOn: [],
      zones: [],
    },
  };
}
