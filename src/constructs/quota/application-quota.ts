import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { namespaceOf } from '../parts/namespace';
import type { PlatformFacts } from '../parts/platform-facts';
import { bytes, cores } from '../parts/rounding';
import { type Demand, demandOf, sumOf, type Workload } from './demand';

/** What the quota needs. */
export interface ApplicationQuotaProps {
  /** Where it runs. */
  readonly platform: PlatformFacts;
}

/**
 * The most that the application's namespace may take of the cluster: what its workloads ask for at their largest, while all pods of all
 * Deployments are being replaced. It is read from the workloads themselves, so a new one has its room.
 *
 * No LimitRange beside it: a default CPU limit would throttle Elasticsearch without a word.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export class ApplicationQuota extends Construct {
  constructor(scope: Construct, id: string, props: ApplicationQuotaProps) {
    super(scope, id);
    const chart = Chart.of(this);
    new ApiObject(this, 'quota', {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'application', namespace: namespaceOf(this) },
      spec: { hard: Lazy.any({ produce: () => hard(demands(chart, props.platform)) }) },
    });
    this.node.addValidation({ validate: () => unfit(demands(chart, props.platform), props.platform) });
  }
}

function demands(chart: Chart, platform: PlatformFacts): Demand[] {
  const objects = chart.node.findAll().filter(ApiObject.isApiObject);
  // The quota itself is among them: only workloads and their autoscalers may be asked.
  const manifests = objects.filter(({ kind }) => KINDS.has(kind)).map((object) => object.toJson() as Workload);
  return manifests.flatMap((manifest) => demandOf(manifest, manifests, platform.nodeCount) ?? []);
}

const KINDS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'HorizontalPodAutoscaler']);

function hard(all: readonly Demand[]): Record<string, string> {
  const { cpu, memory, memoryLimit } = sumOf(all, ({ replaced }) => replaced);
  return { 'requests.cpu': millis(cpu), 'requests.memory': mebibytes(memory), 'limits.memory': mebibytes(memoryLimit) };
}

function unfit(all: readonly Demand[], platform: PlatformFacts): string[] {
  const { cpu, memory } = sumOf(all, ({ surging }) => surging);
  const offered = {
    cpu: platform.pools.reduce((sum, { count, allocatable }) => sum + count * cores(allocatable.cpu), 0),
    memory: platform.pools.reduce((sum, { count, allocatable }) => sum + count * bytes(allocatable.memory), 0),
  };
  const way = 'ask for less, run fewer or take more nodes';
  return [
    ...(cpu > offered.cpu
      ? [`with its surge it asks for ${millis(cpu)} of CPU, and ${platform.name} offers ${millis(offered.cpu)}; ${way}`]
      : []),
    ...(memory > offered.memory
      ? [`with its surge it asks for ${mebibytes(memory)} of memory, and ${platform.name} offers ${mebibytes(offered.memory)}; ${way}`]
      : []),
  ];
}

function millis(processors: number): string {
  return `${Math.ceil(Math.round(processors * 1e6) / 1e3)}m`;
}

function mebibytes(size: number): string {
  return `${Math.ceil(size / 2 ** 20)}Mi`;
}
