import { bytes, cores } from '../parts/rounding';

/** A workload or an autoscaler as data, as far as it matters here. */
export interface Workload {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly replicas?: number;
    readonly parallelism?: number;
    readonly strategy?: { readonly rollingUpdate?: { readonly maxSurge?: number } };
    readonly template?: { readonly spec: PodSpec };
    readonly jobTemplate?: { readonly spec: { readonly parallelism?: number; readonly template: { readonly spec: PodSpec } } };
    readonly scaleTargetRef?: { readonly kind: string; readonly name: string };
    readonly maxReplicas?: number;
  };
}

interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
}

interface Container {
  readonly resources?: Readonly<Partial<Record<'requests' | 'limits', Readonly<Record<string, string>>>>>;
}

/** What one pod asks for: processors and bytes. */
export interface Amounts {
  readonly cpu: number;
  readonly memory: number;
  readonly memoryLimit: number;
}

/** What a workload asks for. */
export interface Demand {
  readonly pod: Amounts;

  /** How many pods run at most, with a rollout's surge. */
  readonly surging: number;

  /**
   * The same, and those that were deleted and still end. They count until they are gone, which on a dead node is when the node is: at worst
   * all the old ones at once.
   */
  readonly replaced: number;
}

/** What a workload asks for, undefined for what runs no pods. */
export function demandOf(manifest: Workload, all: readonly Workload[], nodes: number): Demand | undefined {
  const { kind, spec } = manifest;
  const pod = spec.template?.spec ?? spec.jobTemplate?.spec.template.spec;
  if (!pod) return undefined;
  const amounts = amountsOf(pod);
  const replicas = maximumOf(manifest, all) ?? spec.replicas ?? 1;
  // A StatefulSet's pod keeps its name: the next one starts when the last one is gone.
  if (kind === 'StatefulSet') return { pod: amounts, surging: replicas, replaced: replicas };
  if (kind === 'DaemonSet') return { pod: amounts, surging: nodes, replaced: nodes };
  const parallel = spec.jobTemplate?.spec.parallelism ?? spec.parallelism ?? 1;
  if (kind !== 'Deployment') return { pod: amounts, surging: parallel, replaced: 2 * parallel };
  const surging = replicas + (spec.strategy?.rollingUpdate?.maxSurge ?? 0);
  return { pod: amounts, surging, replaced: surging + replicas };
}

/** The sum of what workloads ask for, each as often as `count` says. */
export function sumOf(demands: readonly Demand[], count: (demand: Demand) => number): Amounts {
  const sum = (amount: keyof Amounts) => demands.reduce((total, demand) => total + count(demand) * demand.pod[amount], 0);
  return { cpu: sum('cpu'), memory: sum('memory'), memoryLimit: sum('memoryLimit') };
}

function maximumOf({ kind, metadata }: Workload, all: readonly Workload[]): number | undefined {
  return all.find(({ spec }) => spec.scaleTargetRef?.kind === kind && spec.scaleTargetRef.name === metadata.name)?.spec.maxReplicas;
}

/** Init containers run one after the other and before the others: the largest of them counts where it is larger than these together. */
function amountsOf({ containers, initContainers = [] }: PodSpec): Amounts {
  const amount = (of: (container: Container) => number) =>
    Math.max(
      containers.map(of).reduce((a, b) => a + b, 0),
      ...initContainers.map(of),
    );
  return {
    cpu: amount(({ resources }) => cores(resources?.requests?.['cpu'] ?? '0')),
    memory: amount(({ resources }) => bytes(resources?.requests?.['memory'] ?? '0')),
    memoryLimit: amount(({ resources }) => bytes(resources?.limits?.['memory'] ?? '0')),
  };
}
