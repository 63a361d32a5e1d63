import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { identityOf } from '../parts/labels';
import { requirePlatform } from '../parts/platform-facts';
import { isRefused } from '../parts/refuse';
import { replicaCount, requireMaximum, requirePlaces } from '../parts/replication';
import { requireFit } from '../parts/resources';
import type { ServicePort } from '../parts/service-port';
import { requireSound } from './checks';
import { refusedWebService, type WebServiceObjects, webServiceObjects } from './objects';
import { exposedPorts } from './ports';
import type { WebServiceProps } from './props';

export type { WebServiceOptions, WebServiceProps } from './props';

/**
 * A stateless HTTP service that survives the loss of what it stands on: a Deployment spread over zones and hosts, a Service, a budget for
 * drains, and an autoscaler where there is a maximum. A rollout adds a pod before it takes one away.
 *
 * @throws on an image without a version, what no node can hold, too few replicas, and times or places that don't fit each other
 */
export class WebService<Port extends string = string> extends Construct implements WebServiceObjects {
  /** Its ports, for whoever connects or routes to them. */
  readonly ports: Readonly<Record<Port, ServicePort>>;

  /** Runs the pods. `ApiObject.of(webService)` finds it too. */
  readonly deployment: k8s.KubeDeployment;

  /** The account that its pods run as. */
  readonly serviceAccount: k8s.KubeServiceAccount;

  /** Its configuration, undefined without `config`. Its name follows from its content, so write content to `config` rather than patch it. */
  readonly configMap?: k8s.KubeConfigMap;

  /** What its clients connect to, undefined without ports. */
  readonly service?: k8s.KubeService;

  /** How many pods a drain may evict at a time, undefined for a single replica. */
  readonly disruptionBudget?: k8s.KubePodDisruptionBudget;

  /** Adds pods under load, undefined without `maxReplicas`. */
  readonly autoscaler?: k8s.KubeHorizontalPodAutoscalerV2;

  /** Let it connect to what it depends on: two for each Service, one at either end. */
  readonly networkPolicies: readonly k8s.KubeNetworkPolicy[];

  constructor(scope: Construct, id: string, props: WebServiceProps<Port>) {
    super(scope, id);
    const count = replicaCount(this, props);
    requireSound(this, props);
    const fits = requirePlatform(this, props.platform) && requireFit(this, props.platform, props.resources);
    const areThere = !fits || requirePlaces(this, props.platform, props.resources, count);
    if (areThere) requireMaximum(this, count);

    const identity = identityOf(props.name);
    this.ports = exposedPorts(identity, props.ports);

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
