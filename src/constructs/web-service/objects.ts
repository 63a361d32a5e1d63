import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { standIn } from '../parts/kube-object';
import type { Identity } from '../parts/labels';
import { connect } from '../parts/network-policy';
import type { ReplicaCount } from '../parts/replication';
import { serviceAccount } from '../parts/service-account';
import { autoscaler } from './autoscaler';
import { disruptionBudget } from './budget';
import { configMap } from './config';
import { deployment } from './deployment';
import type { WebServiceOptions } from './props';
import { service } from './service';
import { tracedEnv, traceEgress } from './traces';

/** The objects of a WebService. */
export interface WebServiceObjects {
  readonly serviceAccount: k8s.KubeServiceAccount;
  readonly configMap?: k8s.KubeConfigMap;
  readonly deployment: k8s.KubeDeployment;
  readonly service?: k8s.KubeService;
  readonly disruptionBudget?: k8s.KubePodDisruptionBudget;
  readonly autoscaler?: k8s.KubeHorizontalPodAutoscalerV2;
  readonly networkPolicies: readonly k8s.KubeNetworkPolicy[];
}

/** Creates the objects of a WebService. */
export function webServiceObjects(
  scope: Construct,
  identity: Identity,
  options: WebServiceOptions,
  count: ReplicaCount,
): WebServiceObjects {
  const props = { ...options, env: tracedEnv(scope, identity, options) };
  const account = serviceAccount(scope, identity, props);
  const config = configMap(scope, identity, props.config);
  return {
    serviceAccount: account,
    configMap: config,
    deployment: deployment(scope, identity, props, count, config?.name),
    service: Object.keys(props.ports).length > 0 ? service(scope, identity, props.ports) : undefined,
    disruptionBudget: count.replicas > count.needed ? disruptionBudget(scope, identity, count) : undefined,
    autoscaler: count.maxReplicas ? autoscaler(scope, identity, count, count.maxReplicas) : undefined,
    networkPolicies: [...connect(scope, identity, props.dependsOn ?? []), ...traceEgress(scope, identity, props)],
  };
}

/** Their substitutes in a refused WebService. */
export function refusedWebService(): WebServiceObjects {
  return {
    serviceAccount: standIn(k8s.KubeServiceAccount),
    configMap: standIn(k8s.KubeConfigMap),
    deployment: standIn(k8s.KubeDeployment),
    service: standIn(k8s.KubeService),
    disruptionBudget: standIn(k8s.KubePodDisruptionBudget),
    autoscaler: standIn(k8s.KubeHorizontalPodAutoscalerV2),
    networkPolicies: [],
  };
}
