import type { EventName } from '../../../src/availability/verdict/events';
import { judge } from '../../availability/judged';
import type { LowWater } from './low-water';
import type { Subject } from './subject';
import type { Workload } from './workloads';

/** The fewest ready pods that src/availability predicts of each workload, by the same manifests and topology that the cluster is made from. */
export class Prediction {
  private readonly fewest: ReadonlyMap<string, number>;

  /** @param events all that may happen of the model's events; the worst of them counts */
  constructor({ manifests, topology }: Subject, events: readonly EventName[]) {
    const { services } = judge(manifests, topology, { withoutAdvice: true });
    this.fewest = new Map(
      services.map((service) => {
        const outcomes = service.events.filter(({ event }) => events.some((name) => name === event));
        return [keyOf({ ...service, name: service.service }), Math.min(...outcomes.map(({ worstReady }) => worstReady))];
      }),
    );
  }

  of(workload: Workload): number {
    const fewest = this.fewest.get(keyOf(workload));
    if (fewest === undefined || !Number.isFinite(fewest)) throw new Error(`nothing is predicted of ${keyOf(workload)}`);
    return fewest;
  }

  /** As the tables show it, such as `backend 2, frontend 3`. */
  describe(workloads: readonly Workload[]): string {
    return workloads.map((workload) => `${workload.name} ${this.of(workload)}`).join(', ');
  }
}

/** Says how a prediction was wrong: fewer pods were ready than it says; undefined when it was right. */
export function brokenPrediction(lowWater: LowWater, workload: Workload, prediction: Prediction): string | undefined {
  const seen = lowWater.of(workload);
  const predicted = prediction.of(workload);
  return seen < predicted ? `${workload.name}: ${seen} ready, ${predicted} predicted` : undefined;
}

function keyOf({ kind, namespace, name }: { kind: string; namespace: string; name: string }): string {
  return `${kind} ${namespace}/${name}`;
}
