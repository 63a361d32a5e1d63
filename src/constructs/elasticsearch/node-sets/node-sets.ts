import type { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { runsOn } from '../../../promise/runs-on';
import { standIn } from '../../parts/kube-object';
import { isRefused } from '../../parts/refuse';
import { serviceAccount } from '../../parts/service-account';
import { certificates } from '../certificates';
import { disruptionBudget } from '../disruption-budget';
import { analysisConfigMap } from '../extension-objects';
import { filesConfigMap } from '../files';
import { requireFurtherSettings } from '../further-settings';
import type { ElasticsearchHttp } from '../http';
import { nodesPolicy } from '../network-policy';
import type { Plan } from '../plan';
import { restoreDrill } from '../restore-drill';
import { scriptsConfigMap } from '../scripts';
import { clientService, headlessService } from '../services';
import { httpOf, loginsOf } from '../shared-plan';
import { snapshotPolicy } from '../snapshot-policy';
import { statefulSet } from '../stateful-set';
import { plansOf } from './plan';
import type { ElasticsearchNodeSetsProps } from './props';

export type { ElasticsearchNodeSetsProps, NodeSet } from './props';

/** The objects of a set of nodes. */
export interface NodeSetObjects {
  /** Its StatefulSet. Its name, selector, `serviceName` and claim templates can't change later. */
  readonly statefulSet: k8s.KubeStatefulSet;

  /** Its headless Service. That of the masters is where all nodes discover the cluster. */
  readonly headlessService: k8s.KubeService;

  /** Its PodDisruptionBudget. */
  readonly disruptionBudget: k8s.KubePodDisruptionBudget;
}

/**
 * A production-ready Elasticsearch cluster with several sets of nodes: masters, tiers of data, nodes that ingest or coordinate. Each set is a StatefulSet with a
 * size, volumes, zones and a budget of its own; they share a name, certificates, scripts and the Service for clients. For one set of equal nodes, use
 * `Elasticsearch`. One can't become the other in place: move the data by a snapshot.
 *
 * What has no prop can be patched: `search.nodeSets.hot.statefulSet.addJsonPatch(JsonPatch.replace('/spec/minReadySeconds', 10))`. The proof reads the patched
 * manifest.
 *
 * docs/elasticsearch-node-sets.md describes how to choose and change sets.
 */
export class ElasticsearchNodeSets<Name extends string = string, Login extends string = never> extends Construct {
  /** The port that clients connect to, with its CA, for a client that brings its own credentials. */
  readonly http: ElasticsearchHttp;

  /** The same with the credentials of each login: `clientOf(search.logins.backend)`. */
  readonly logins: Readonly<Record<Login, ElasticsearchHttp>>;

  /** The Pod Security Standard that its pods comply with, for `ApplicationNamespace`. */
  readonly podSecurity: 'restricted' | 'privileged';

  /** The objects of each set. */
  readonly nodeSets: Readonly<Record<Name, NodeSetObjects>>;

  /** The Service for clients, with the addresses of the ready nodes of the set that serves them. */
  readonly clientService: k8s.KubeService;

  /** The NetworkPolicy that lets nodes of all sets connect to each other and resolve names. */
  readonly networkPolicy: k8s.KubeNetworkPolicy;

  /** The Certificates and Issuers of cert-manager, empty if it issues none. */
  readonly certificates: readonly ApiObject[];

  /** The ConfigMap with the scripts for starting and for the readiness probe. */
  readonly scripts: k8s.KubeConfigMap;

  /** The ConfigMap with its files of analysis, undefined without any. */
  readonly analysis?: k8s.KubeConfigMap;

  /** The ConfigMap with the roles of its users, undefined if it is unsecured. */
  readonly files?: k8s.KubeConfigMap;

  /** The ServiceAccount of the pods of all sets, which get no token. */
  readonly serviceAccount: k8s.KubeServiceAccount;

  /** The NetworkPolicy that lets nodes reach the repository of snapshots, undefined without one outside of the cluster. */
  readonly snapshotPolicy?: k8s.KubeNetworkPolicy;

  /** The CronJob that restores the newest snapshot, undefined without one. */
  readonly restoreDrill?: k8s.KubeCronJob;

  constructor(scope: Construct, id: string, props: ElasticsearchNodeSetsProps<Name, Login>) {
    super(scope, id);
    const plans = plansOf(this, props);
    for (const plan of plans?.values() ?? []) requireFurtherSettings(this, plan);
    const [shared] = isRefused(this) ? [] : [...(plans?.values() ?? [])];
    this.podSecurity = typeof props.mmap === 'object' ? 'privileged' : 'restricted';
    if (shared) runsOn(this, props.platform);

    this.http = shared ? httpOf(shared) : NOWHERE;
    this.logins = shared ? loginsOf(shared) : refusedLogins(props.logins);
    this.clientService = shared ? clientService(this, shared) : standIn(k8s.KubeService);
    this.networkPolicy = shared ? nodesPolicy(this, shared) : standIn(k8s.KubeNetworkPolicy);
    this.certificates = shared?.secrets?.issued ? certificates(this, shared, shared.secrets) : [];
    this.files = shared && filesConfigMap(this, shared);
    this.snapshotPolicy = shared && snapshotPolicy(this, shared);
    this.restoreDrill = shared && restoreDrill(this, shared);
    this.serviceAccount = shared ? serviceAccount(this, shared.identity, props) : standIn(k8s.KubeServiceAccount);
    this.scripts = shared ? scriptsConfigMap(this, shared) : standIn(k8s.KubeConfigMap);
    this.analysis = shared && analysisConfigMap(this, shared);
    this.nodeSets = Object.fromEntries(
      Object.keys(props.sets ?? {}).map((name) => [name, shared ? nodeSet(this, name, plans?.get(name) as Plan) : refusedSet()]),
    ) as Record<Name, NodeSetObjects>;
  }
}

const NOWHERE: ElasticsearchHttp = { service: '', name: 'http', number: 0, selector: {}, workload: '', url: '' };

function refusedLogins<Login extends string>(logins: Readonly<Record<Login, unknown>> | undefined): Record<Login, ElasticsearchHttp> {
  return Object.fromEntries(Object.keys(logins ?? {}).map((name) => [name, NOWHERE])) as Record<Login, ElasticsearchHttp>;
}

function nodeSet(scope: Construct, name: string, plan: Plan): NodeSetObjects {
  const own = new Construct(scope, name);
  return {
    headlessService: headlessService(own, plan),
    disruptionBudget: disruptionBudget(own, plan),
    statefulSet: statefulSet(own, plan),
  };
}

function refusedSet(): NodeSetObjects {
  return {
    headlessService: standIn(k8s.KubeService),
    disruptionBudget: standIn(k8s.KubePodDisruptionBudget),
    statefulSet: standIn(k8s.KubeStatefulSet),
  };
}
