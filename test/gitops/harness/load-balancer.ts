import type { Cluster } from '../../cluster/harness/cluster';
import { writeStatus } from './status';
import { type AnyObject, Watched } from './watched';

const INGRESSES = '/apis/networking.k8s.io/v1/ingresses';
const SERVICES = '/api/v1/services';

/** The address of everything: it leads nowhere, and Argo CD asks only whether there is one. */
const STATUS = { loadBalancer: { ingress: [{ hostname: 'load-balancer.example' }] } };

/** Plays the ingress controller and the platform's load balancers: gives Ingresses and Services of the type LoadBalancer an address. */
export async function playLoadBalancer(cluster: Cluster): Promise<Watched[]> {
  return [await play(cluster, INGRESSES, () => true), await play(cluster, SERVICES, ({ spec }) => spec.type === 'LoadBalancer')];
}

async function play(cluster: Cluster, path: string, wanted: (object: AnyObject) => boolean): Promise<Watched> {
  const watched = await Watched.start(cluster, path);
  watched.each((object) => {
    if (!wanted(object) || object.metadata?.deletionTimestamp || object.status?.loadBalancer?.ingress) return;
    writeStatus(cluster, path, object, STATUS).catch((error: Error) => cluster.state.fail(error));
  });
  return watched;
}
