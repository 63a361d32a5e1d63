import type { Manifest } from '../../../src/synthesis/manifest';
import type { Cluster } from './cluster';
import type { EndpointSlice, Pod } from './kubernetes-client';
import { agreed } from './server';
import { until } from './until';

/** When a node was lost and when its pods stopped being endpoints, in milliseconds of one clock: all programs run on one machine. */
export interface Removal {
  /** The last renewal of the node's lease. */
  readonly renewed: number;
  readonly lost: number;
  readonly removed: number;
}

type Endpoint = EndpointSlice['endpoints'][number];

/** Loses the node as a power cut does, and waits for the moment when the Service sends nothing to its pods any more. */
export async function loseEndpoint(cluster: Cluster, service: Manifest, node: string, patience: number): Promise<Removal> {
  cluster.machine(node).freeze();
  const lost = Date.now();
  const removed = await until(
    cluster.state,
    `the endpoints of ${node} to go`,
    () => !endpointsOf(cluster, service).some(({ nodeName, conditions }) => nodeName === node && conditions?.ready) && Date.now(),
    undefined,
    patience,
  );
  return { renewed: await lastRenewal(cluster, node), lost, removed };
}

/** Says what the kubelet of a hung machine would say of a container that crashed; gives the milliseconds until the endpoint is gone. */
export async function crashEndpoint(cluster: Cluster, service: Manifest, pod: Pod): Promise<number> {
  const crashed = Date.now();
  const conditions = ['Ready', 'ContainersReady'].map((type) => ({ type, status: 'False', reason: 'ContainersNotReady' }));
  const { name, namespace } = pod.metadata as { name: string; namespace: string };
  const path = `/api/v1/namespaces/${namespace}/pods/${name}/status`;
  const type = 'application/strategic-merge-patch+json';
  agreed(await cluster.server.call('PATCH', path, JSON.stringify({ status: { conditions } }), type), `status of ${name}`);
  await until(cluster.state, `the endpoint of ${name} to go`, () => !endpointOf(cluster, service, name)?.conditions?.ready);
  return Date.now() - crashed;
}

/** The endpoint of a pod, whatever its conditions. */
export function endpointOf(cluster: Cluster, service: Manifest, pod: string): Endpoint | undefined {
  return endpointsOf(cluster, service).find(({ targetRef }) => targetRef?.name === pod);
}

function endpointsOf(cluster: Cluster, { metadata }: Manifest): Endpoint[] {
  return cluster.state
    .all('endpointSlices', metadata.namespace)
    .filter(({ metadata: slice }) => slice?.labels?.['kubernetes.io/service-name'] === metadata.name)
    .flatMap(({ endpoints }) => endpoints ?? []);
}

async function lastRenewal(cluster: Cluster, node: string): Promise<number> {
  const { body } = agreed(
    await cluster.server.call('GET', `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${node}`),
    `the lease of ${node}`,
  );
  return Date.parse((body['spec'] as { renewTime: string }).renewTime);
}
