import { ApiObject, Chart, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { indexOf } from '../../manifests/object-index';
import { bytes, inMebibytes, millicores } from '../../manifests/quantity';
import type { Amounts } from '../../manifests/requests';
import { fromManifest, standIn } from '../parts/kube-object';
import { componentLabel } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import { type PlatformFacts, requirePlatform } from '../parts/platform-facts';
import { type Demand, demandsOf, sumOf } from './demand';

/** The props of the quota. */
export interface ApplicationQuotaProps {
  /** The platform that the application runs on. */
  readonly platform: PlatformFacts;
}

/**
 * Limits the resources of the application's namespace to what its workloads request at their maximum, while all pods of all Deployments are being
 * replaced. It is computed from the workloads, so it grows with each new one. Those of all namespaces of the chart have to fit the platform.
 *
 * There is no LimitRange: a default CPU limit would silently throttle Elasticsearch.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export class ApplicationQuota extends Construct {
  /** The ResourceQuota. `ApiObject.of(quota)` returns it too. */
  readonly quota: k8s.KubeResourceQuota;

  constructor(scope: Construct, id: string, props: ApplicationQuotaProps) {
    super(scope, id);
    const chart = Chart.of(this);
    if (!requirePlatform(this, props.platform)) {
      this.quota = standIn(k8s.KubeResourceQuota);
      return;
    }
    const namespace = namespaceOf(this);
    const own = () => demands(chart, props.platform).filter((demand) => demand.namespace === namespace);
    this.quota = fromManifest(k8s.KubeResourceQuota, this, 'quota', {
      metadata: { name: 'application', namespace, labels: componentLabel('quota') },
      spec: { hard: Lazy.any({ produce: () => hard(own()) }) },
    });
    this.node.defaultChild = this.quota;
    this.node.addValidation({ validate: () => unfit(demands(chart, props.platform), props.platform) });
  }
}

function demands(chart: Chart, platform: PlatformFacts): readonly Demand[] {
  // The quota is one of the objects, and rendering it would compute the demands again.
  const objects = chart.node.findAll().filter((it): it is ApiObject => ApiObject.isApiObject(it) && it.kind !== 'ResourceQuota');
  return demandsOf(indexOf(objects.map((object) => ({ value: object.toJson() }))), platform.nodeCount);
}

function hard(all: readonly Demand[]): Record<string, string> {
  const requests = sumOf(all, 'requests', 'replaced');
  const limits = sumOf(all, 'limits', 'replaced');
  return {
    'requests.cpu': `${requests.cpu}m`,
    'requests.memory': inMebibytes(requests.memory),
    'limits.memory': inMebibytes(limits.memory),
  };
}

function unfit(all: readonly Demand[], platform: PlatformFacts): string[] {
  const { cpu, memory } = sumOf(all, 'requests', 'surging');
  const offered = offerOf(platform);
  const fix = 'reduce the requests, run fewer pods, or add nodes';
  return [
    ...(cpu > offered.cpu
      ? [`the application requests ${cpu}m of CPU during a rollout, and ${platform.name} offers ${offered.cpu}m; ${fix}`]
      : []),
    ...(memory > offered.memory
      ? [
          `the application requests ${inMebibytes(memory)} of memory during a rollout, and ${platform.name} offers ${inMebibytes(offered.memory)}; ${fix}`,
        ]
      : []),
  ];
}

function offerOf({ pools }: PlatformFacts): Amounts {
  return {
    cpu: pools.reduce((sum, { count, allocatable }) => sum + count * (millicores(allocatable.cpu) ?? 0), 0),
    memory: pools.reduce((sum, { count, allocatable }) => sum + count * (bytes(allocatable.memory) ?? 0), 0),
  };
}
