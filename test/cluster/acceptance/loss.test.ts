import type { EventName } from '../../../src/availability/verdict/events';
import { type Given, withApplication } from '../harness/fixture';
import { type Loss, lose, nodesOfZone } from '../harness/loss';
import { brokenPromise } from '../harness/low-water';
import { nodesOf } from '../harness/nodes';
import { observe } from '../harness/observations';
import { placementFaults } from '../harness/placement';
import { brokenPrediction, Prediction } from '../harness/prediction';
import { promisedInFailure } from '../harness/workloads';
import { subjects } from './subjects';

describe.each(subjects)('$name', (subject) => {
  const check = withApplication(subject);
  const nodes = nodesOf(subject.topology, subject.topology.kubernetes).map(({ metadata }) => metadata?.name as string);
  const zones = subject.topology.zones.filter(({ label }) => label !== false);

  for (const node of nodes)
    check(`keeps its promise when node ${node} is lost, and recovers`, (given) =>
      survives(given, `loss of node ${node}`, 'lose one node', [node]),
    );
  // Whoever has one zone has promised nothing for its loss.
  for (const { name } of zones.length > 1 ? zones : []) {
    check(`keeps its promise when zone ${name} is lost, and recovers`, (given) =>
      survives(given, `loss of zone ${name}`, 'lose one zone', nodesOfZone(given.cluster, name)),
    );
  }
});

async function survives({ cluster, subject, workloads }: Given, what: string, event: EventName, nodes: readonly string[]): Promise<void> {
  const prediction = new Prediction(subject, [event]);
  const about = { environment: subject.name, event: what, predicted: prediction.describe(workloads) };
  const { lowWater } = await observe(about, () => lose(cluster, nodes, workloads), summary);
  for (const workload of workloads) {
    expect(brokenPrediction(lowWater, workload, prediction)).toBeUndefined();
    expect(brokenPromise(lowWater, workload, promisedInFailure(workload))).toBeUndefined();
    expect(placementFaults(cluster.state, workload)).toEqual([]);
  }
}

function summary({ lowWater, moved, waiting, held }: Loss): string {
  return `${lowWater}; moved ${moved}, waiting ${waiting}, held ${held}`;
}
