import type { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { standIn } from '../parts/kube-object';
import { serviceAccount } from '../parts/service-account';
import { certificates } from './certificates';
import { disruptionBudget } from './disruption-budget';
import { analysisConfigMap } from './extension-objects';
import { filesConfigMap } from './files';
import { nodesPolicy } from './network-policy';
import type { Plan } from './plan';
import { restoreDrill } from './restore-drill';
import { scriptsConfigMap } from './scripts';
import { clientService, headlessService } from './services';
import { snapshotPolicy } from './snapshot-policy';
import { statefulSet } from './stateful-set';

/** The objects of an Elasticsearch. */
export interface ElasticsearchObjects {
  readonly headlessService: k8s.KubeService;
  readonly clientService: k8s.KubeService;
  readonly networkPolicy: k8s.KubeNetworkPolicy;
  readonly disruptionBudget?: k8s.KubePodDisruptionBudget;
  readonly certificates: readonly ApiObject[];
  readonly scripts: k8s.KubeConfigMap;
  readonly files?: k8s.KubeConfigMap;
  readonly serviceAccount: k8s.KubeServiceAccount;
  readonly snapshotPolicy?: k8s.KubeNetworkPolicy;
  readonly restoreDrill?: k8s.KubeCronJob;
  readonly analysis?: k8s.KubeConfigMap;
  readonly statefulSet: k8s.KubeStatefulSet;
}

/** Creates the objects of an Elasticsearch. */
export function elasticsearchObjects(scope: Construct, plan: Plan): ElasticsearchObjects {
  return {
    headlessService: headlessService(scope, plan),
    clientService: clientService(scope, plan),
    networkPolicy: nodesPolicy(scope, plan),
    disruptionBudget: plan.set.count > 1 ? disruptionBudget(scope, plan) : undefined,
    certificates: plan.secrets?.issued ? certificates(scope, plan, plan.secrets) : [],
    scripts: scriptsConfigMap(scope, plan),
    files: filesConfigMap(scope, plan),
    serviceAccount: serviceAccount(scope, plan.identity, plan.props),
    snapshotPolicy: snapshotPolicy(scope, plan),
    restoreDrill: restoreDrill(scope, plan),
    analysis: analysisConfigMap(scope, plan),
    statefulSet: statefulSet(scope, plan),
  };
}

/** Their substitutes in a refused Elasticsearch. */
export function refusedElasticsearch(): ElasticsearchObjects {
  return {
    headlessService: standIn(k8s.KubeService),
    clientService: standIn(k8s.KubeService),
    networkPolicy: standIn(k8s.KubeNetworkPolicy),
    disruptionBudget: standIn(k8s.KubePodDisruptionBudget),
    certificates: [],
    scripts: standIn(k8s.KubeConfigMap),
    serviceAccount: standIn(k8s.KubeServiceAccount),
    statefulSet: standIn(k8s.KubeStatefulSet),
  };
}
