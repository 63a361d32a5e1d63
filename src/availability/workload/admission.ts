import { idOf, inWords } from '../../manifests/identity';
import { claimViolation, givesDefaults, limitViolation, withDefaults } from '../../manifests/limit-range';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { Place } from '../../manifests/place';
import { runtimeClassConflict, withRuntimeClass } from '../../manifests/runtime-class';
import { isObject } from '../../manifests/value';
import { claimSpecsOf } from './claims';
import { neverRuns, type Obstacle } from './obstacle';
import { asStored } from './stored';

/** A pod as the API server stores it once its admission plugins have seen it. */
export interface Admitted {
  /** With what a LimitRange and a RuntimeClass add, and without what the version of Kubernetes doesn't have. */
  readonly spec: Place;
  /** Why no such pod is ever created or bound. */
  readonly obstacles: readonly Obstacle[];
  /** What they may add that isn't known, as sentences. */
  readonly unknown: readonly string[];
}

/** What the API server makes of the pods of workloads, and which of them it refuses. */
export class Admission {
  private readonly ranges = new Map<string, KubernetesObject[]>();
  private readonly index: ObjectIndex;
  private readonly kubernetes: string;

  constructor(index: ObjectIndex, kubernetes: string) {
    this.index = index;
    this.kubernetes = kubernetes;
    for (const range of index.ofType('LimitRange')) this.ranges.set(range.namespace, [...this.rangesIn(range.namespace), range]);
  }

  admit(workload: WorkloadResource): Admitted {
    const { spec } = workload.pod;
    if (!isObject(spec.value)) return { spec, obstacles: [], unknown: [] };
    const ranges = this.rangesIn(workload.namespace);
    const name = spec.text('runtimeClassName');
    const runtimeClass = name === undefined ? undefined : this.index.find('RuntimeClass.node.k8s.io', '', name);
    const stored = asStored(spec.value, this.kubernetes);
    const conflict = name === undefined || runtimeClass ? runtimeClassConflict(stored, runtimeClass) : undefined;
    const defaulted = withDefaults(runtimeClass && !conflict ? withRuntimeClass(stored, runtimeClass) : stored, ranges);
    const admitted = new Place(defaulted, spec.path);
    const unknown: string[] = [];
    if (name !== undefined && !runtimeClass)
      unknown.push(`RuntimeClass ${name} is not in the manifests: its overhead and its nodes are not known`);
    if (ranges.filter(givesDefaults).length > 1)
      unknown.push(`several LimitRanges of namespace ${workload.namespace} give defaults, and which comes first is not known`);
    return {
      spec: admitted,
      unknown,
      obstacles: [
        ...(conflict ? [neverRuns(`RuntimeClass/${name ?? ''}`, `its pods are never created: ${conflict}`)] : []),
        ...gated(workload, admitted),
        ...this.outOfRange(workload, admitted),
      ],
    };
  }

  private outOfRange(workload: WorkloadResource, spec: Place): readonly Obstacle[] {
    const claims = claimSpecsOf(workload, this.index);
    return this.rangesIn(workload.namespace).flatMap((range) => {
      const because = limitViolation(spec, range) ?? claims.map((claim) => claimViolation(claim, range)).find(Boolean);
      return because ? [neverRuns(idOf(range), `its pods are never created, ${inWords(range)} refuses them: ${because}`)] : [];
    });
  }

  private rangesIn(namespace: string): readonly KubernetesObject[] {
    return this.ranges.get(namespace) ?? [];
  }
}

/** Nobody removes a gate that a template gives to each new pod. Source: kubernetes.io, Pod Scheduling Readiness. */
function gated(workload: WorkloadResource, spec: Place): readonly Obstacle[] {
  const gates = spec.items('schedulingGates').map((gate) => gate.text('name') ?? '');
  if (gates.length === 0) return [];
  return [neverRuns(idOf(workload), `its pods are never scheduled: they wait behind the scheduling gate ${gates.join(', ')}`)];
}
