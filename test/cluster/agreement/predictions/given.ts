import type { EventResult, PodsOnNodes, PredictedSet, Prediction, ServiceResult, Topology } from '../../../../src/availability';
import { judge, predict } from '../../../availability/judged';
import type { Cluster } from '../../harness/cluster';
import type { Workload } from '../../harness/workloads';
import type { Specification } from '../random/specification';
import { deploy, podsOnNodes, rest } from './deployment';
import { type Comparison, type Row, scopeOf } from './row';

/** A workload on a cluster, with what is predicted of it. */
export interface Given {
  readonly cluster: Cluster;
  readonly specification: Specification;
  readonly prediction: Prediction;
  readonly service: ServiceResult;
  readonly workload: Workload;
  /** Whether every pod is ready: else some wait for a node. */
  readonly complete: boolean;
}

/** Deploys a specification, on a cluster that has nothing else on it, and waits until it is at rest. */
export async function deployed(cluster: Cluster, specification: Specification): Promise<Given> {
  const { manifests, topology } = specification;
  const isOurs = ({ name }: { readonly name: string }) => name === 'web';
  const prediction = predict(manifests, topology).find(isOurs) as Prediction;
  const service = judge(manifests, topology, { withoutAdvice: true }).services.find((it) => it.service === 'web') as ServiceResult;
  const workload = (await deploy(cluster, specification)).find(isOurs) as Workload;
  const complete = await rest(cluster, workload, prediction.fresh.holds);
  return { cluster, specification, prediction, service, workload, complete };
}

/** Holds where the pods stand now against a set. */
export function placementRow(comparison: Comparison, { cluster, specification, prediction, workload }: Given, set: PredictedSet): Row {
  const pods = podsOnNodes(cluster, workload);
  const vector = vectorOf(specification, pods);
  const missing = prediction.replicas - pods.flat().reduce((sum, count) => sum + count, 0);
  const nodes = pods.map((cell) => cell.join(' ')).join(' | ');
  return {
    comparison,
    seed: specification.seed,
    predicted: `one of ${set.vectors.length}: ${set.vectors
      .slice(0, 6)
      .map((it) => it.join('/'))
      .join(', ')}`,
    observed: `${vector}${missing > 0 ? ` and ${missing} waiting` : ''} (on nodes ${nodes})`,
    agrees: set.holds(pods),
    kind: scopeOf(prediction, set),
    ...(missing === 0 ? { vector, vectors: set.vectors.length } : {}),
  };
}

function vectorOf({ topology }: Specification, pods: PodsOnNodes): string {
  let cell = 0;
  const zones = topology.zones.map(({ pools }) => pools.reduce((sum) => sum + (pods[cell++] ?? []).reduce((a, b) => a + b, 0), 0));
  return zones.sort((a, b) => b - a).join('/');
}

/** What the model says of an event. */
export function eventOf({ service }: Given, name: string): EventResult {
  const found = service.events.find(({ event }) => event === name);
  if (!found) throw new Error(`the model knows no event ${name}`);
  return found;
}

/** The names of each zone's nodes. */
export function zonesOf(topology: Topology): string[][] {
  return topology.zones.map(({ name, pools }) =>
    pools.flatMap((pool) => Array.from({ length: pool.count }, (_, index) => `${name}-${pool.name}-${index}`)),
  );
}

/** The nodes on which pods of the workload stand, the fullest first. */
export function nodesInUse({ cluster, specification, workload }: Given): string[] {
  const loads = podsOnNodes(cluster, workload).flat();
  const names = zonesOf(specification.topology).flat();
  const used = names.map((name, index) => ({ name, load: loads[index] ?? 0 })).filter(({ load }) => load > 0);
  return used.sort((a, b) => b.load - a.load).map(({ name }) => name);
}
