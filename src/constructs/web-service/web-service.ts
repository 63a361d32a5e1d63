import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { runsOn } from '../../promise/runs-on';
import { identityOf } from '../parts/labels';
import { requirePlatform } from '../parts/platform-facts';
import { isRefused } from '../parts/refuse';
import { replicaCount, requireMaximum, requirePlaces } from '../parts/replication';
import { requireFit } from '../parts/resources';
import { requireScaleDown } from '../parts/scale-down';
import type { ServicePort } from '../parts/service-port';
import { requireSound } from './checks';
import { type MetricsPort, metricsPort } from './metrics';
import { refusedWebService, type WebServiceObjects, webServiceObjects } from './objects';
import { exposedPorts } from './ports';
import type { WebServiceProps } from './props';

export type { Metrics, WebServiceOptions, WebServiceProps } from './props';

/**
 * A stateless HTTP service that survives the loss of a zone or a node: a Deployment spread over zones and hosts, a Service, a
 * PodDisruptionBudget, and an autoscaler if `maxReplicas` is set. A rollout adds a pod before it removes one.
 *
 * What has no prop can be patched: `webService.deployment.addJsonPatch(JsonPatch.replace('/spec/revisionHistoryLimit', 2))`. The proof reads the
 * patched manifest.
 *
 * @throws on an image without a version, too few replicas, requests that no node satisfies, and other values that can't work
 */
export class WebService<Port extends string = string> extends Construct implements WebServiceObjects {
  /** Its ports, to connect or route to. */
  readonly ports: Readonly<Record<Port, ServicePort>>;

  /** Where it serves its metrics, undefined without `metrics`. */
  readonly metrics?: MetricsPort;

  /** The Deployment. `ApiObject.of(webService)` returns it too. */
  readonly deployment: k8s.KubeDeployment;

  /** The ServiceAccount of its pods. */
  readonly serviceAccount: k8s.KubeServiceAccount;

  /** The ConfigMap, undefined without `config`. Don't patch its data: its name is a hash of `config`, and pods would miss the change. */
  readonly configMap?: k8s.KubeConfigMap;

  /** The Service, undefined without ports. */
  readonly service?: k8s.KubeService;

  /** The PodDisruptionBudget, undefined for a single replica. */
  readonly disruptionBudget?: k8s.KubePodDisruptionBudget;

  /** The HorizontalPodAutoscaler, undefined without `maxReplicas`. */
  readonly autoscaler?: k8s.KubeHorizontalPodAutoscalerV2;

  /** The NetworkPolicies that let it connect to what it depends on: two for each Service, one for each end. */
  readonly networkPolicies: readonly k8s.KubeNetworkPolicy[];

  constructor(scope: Construct, id: string, props: WebServiceProps<Port>) {
    super(scope, id);
    const count = replicaCount(this, props);
    requireSound(this, props);
    const fits = requirePlatform(this, props.platform) && requireFit(this, props.platform, props.resources);
    const areThere = !fits || requirePlaces(this, props.platform, props.resources, count);
    if (areThere && requireMaximum(this, count) && fits) requireScaleDown(this, props.platform, count);

    const identity = identityOf(props.name);
    this.ports = exposedPorts(identity, props.ports);
    this.metrics = metricsPort(props, this.ports);
    if (!isRefused(this)) runsOn(this, props.platform);

    const made = isRefused(this) ? refusedWebService() : webServiceObjects(this, identity, props, count);
    this.serviceAccount = made.serviceAccount;
    this.configMap = made.configMap;
    this.deployment = made.deployment;
    this.service = made.service;
    this.disruptionBudget = made.disruptionBudget;
    this.autoscaler = made.autoscaler;
    this.networkPolicies = made.networkPolicies;
    this.node.defaultChild = this.deployment;
  }
}
