import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { type Manifest, WebService } from '../../src';
import { find, manifestsOf } from '../objects';
import { flat } from '../platforms';
import { binaries } from './harness/binaries';
import type { Cluster } from './harness/cluster';
import { apply } from './harness/deploy';
import { withApplication } from './harness/fixture';
import type { Pod } from './harness/kubernetes-client';
import { LowWater } from './harness/low-water';
import type { Subject } from './harness/subject';
import { shortened } from './harness/timers';
import { until } from './harness/until';
import { isComplete, podsOf, replicasOf, type Workload, workloadsOf } from './harness/workloads';

const NAMESPACE: Manifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
const platform = flat();

/** A service that an autoscaler holds at three pods or more, with a configuration. */
function manifests(level: string): Manifest[] {
  const objects = manifestsOf((chart) => {
    new WebService(chart, 'shelf', {
      platform,
      name: 'shelf',
      image: 'registry.example/shelf:1',
      ports: { http: 8080 },
      resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(64) },
      replicas: 3,
      needed: 1,
      maxReplicas: 5,
      config: { level },
    });
  });
  return [NAMESPACE, ...objects];
}

const subject: Subject = { name: 'web-service', topology: platform.topology, manifests: manifests('info'), classes: [], secrets: [] };
const [shelf] = workloadsOf(subject.manifests) as [Workload];
const check = withApplication(subject);

check('the autoscaler raises a first apply to its minimum', async ({ cluster }) => {
  expect(find(subject.manifests, 'Deployment', 'shelf')['spec']).not.toHaveProperty('replicas');
  await until(cluster.state, 'three ready pods', () => replicasOf(cluster.state, shelf) === 3 && isComplete(cluster.state, shelf));
});

check('another apply leaves alone what the autoscaler did', async ({ cluster }) => {
  await apply(cluster, subject.manifests.map(shortened));
  expect(replicasOf(cluster.state, shelf)).toBe(3);
});

check('a change of the configuration is a rollout, and undo brings the old one back', async ({ cluster }) => {
  const [before] = configurations(cluster);
  // A rollout begins with the old pods that aren't available yet: those that have been ready for less than minReadySeconds.
  await until(cluster.state, 'three available pods', () => available(cluster) === 3);
  const lowWater = new LowWater(cluster.state, [shelf]);

  await apply(cluster, manifests('debug').map(shortened));
  await until(cluster.state, 'all pods to have the new configuration', () => isComplete(cluster.state, shelf) && only(cluster) !== before);
  await until(cluster.state, 'three available pods', () => available(cluster) === 3);
  await kubectl(cluster, 'rollout', 'undo', 'deployment/shelf');
  await until(cluster.state, 'all pods to have the old configuration', () => isComplete(cluster.state, shelf) && only(cluster) === before);

  expect(lowWater.of(shelf)).toBe(3);
  lowWater.close();
});

/** The ConfigMaps that the service's pods have mounted, each once. */
function configurations(cluster: Cluster): (string | undefined)[] {
  const configMapOf = (pod: Pod) => pod.spec?.volumes?.find(({ configMap }) => configMap)?.configMap?.name;
  return [...new Set(podsOf(cluster.state, shelf).map(configMapOf))];
}

function available(cluster: Cluster): number | undefined {
  return cluster.state.get('deployments', shelf.name, shelf.namespace)?.status?.availableReplicas;
}

function only(cluster: Cluster): string | undefined {
  const all = configurations(cluster);
  return all.length === 1 ? all[0] : undefined;
}

async function kubectl(cluster: Cluster, ...args: string[]): Promise<void> {
  const { kubectl: program } = await binaries(() => {}, cluster.kubernetes);
  await promisify(execFile)(program, ['--kubeconfig', cluster.kubeconfig, '--namespace', 'shop', ...args]);
}
