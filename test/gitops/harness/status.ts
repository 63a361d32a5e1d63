import type { Cluster } from '../../cluster/harness/cluster';
import type { KubernetesObject } from '../../cluster/harness/kubernetes-client';
import type { Answer } from '../../cluster/harness/server';

/** Writes the status of an object in a controller's place. What is gone meanwhile needs none. */
export async function writeStatus({ server }: Cluster, path: string, { metadata }: KubernetesObject, status: object): Promise<void> {
  const [group, resource] = [path.slice(0, path.lastIndexOf('/')), path.slice(path.lastIndexOf('/') + 1)];
  const target = `${group}/namespaces/${metadata?.namespace}/${resource}/${metadata?.name}/status`;
  const answer: Answer = await server.call('PATCH', target, JSON.stringify({ status }), 'application/merge-patch+json');
  if (answer.status >= 300 && answer.status !== 404)
    throw new Error(`${target}: the server answered ${answer.status}: ${answer.body.message}`);
}
