import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseQuantity } from '../../../src/manifests/quantity';
import type { Manifest } from '../../../src/synthesis/manifest';
import type { Cluster } from '../../cluster/harness/cluster';
import type { Pod } from '../../cluster/harness/kubernetes-client';
import { poll } from '../../cluster/harness/readiness';
import { agreed } from '../../cluster/harness/server';

const GROUP = 'metrics.k8s.io';
const VERSION = 'v1beta1';
const API = `/apis/${GROUP}/${VERSION}`;

/** Each pod uses this part of the CPU and memory that it requests: below every target of an autoscaler, so that each stays at its minimum. */
const USED = 0.3;
/** The time that a value is the mean of. */
const WINDOW = '10s';

/**
 * Plays metrics-server behind the API server: without metrics Argo CD takes every autoscaler for degraded. The autoscaler itself is the real one, which
 * doesn't use the values of a pod's first seconds.
 */
export async function playMetricsServer(cluster: Cluster): Promise<Server> {
  // The API server's own, made for this address; nothing verifies it.
  const certificates = join(cluster.folder, 'certificates');
  const tls = { key: readFileSync(join(certificates, 'apiserver.key')), cert: readFileSync(join(certificates, 'apiserver.crt')) };
  const server = createServer(tls, (request, response) => {
    const body = answer(cluster, request.url ?? '');
    response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  for (const manifest of registration((server.address() as AddressInfo).port)) {
    agreed(await cluster.server.apply(manifest), `${manifest.kind} of ${GROUP}`);
  }
  await poll(`${GROUP} to be served`, async () => (await cluster.server.call('GET', API)).status === 200);
  return server;
}

function registration(port: number): Manifest[] {
  const metadata = { name: 'metrics-server', namespace: 'kube-system' };
  return [
    // The API server looks up such a name itself; a Service with pods would need a network.
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { type: 'ExternalName', externalName: 'localhost', ports: [{ port }] } },
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: `${VERSION}.${GROUP}` },
      spec: {
        group: GROUP,
        version: VERSION,
        groupPriorityMinimum: 100,
        versionPriority: 100,
        insecureSkipTLSVerify: true,
        service: { ...metadata, port },
      },
    },
  ];
}

function answer(cluster: Cluster, url: string): object | undefined {
  const { pathname, searchParams } = new URL(url, 'https://localhost');
  if (pathname === API) {
    const resources = [{ name: 'pods', singularName: '', namespaced: true, kind: 'PodMetrics', verbs: ['get', 'list'] }];
    return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: `${GROUP}/${VERSION}`, resources };
  }
  const [, namespace] = new RegExp(`^${API}/namespaces/([^/]+)/pods$`).exec(pathname) ?? [];
  if (!namespace) return undefined;
  const selects = selector(searchParams.get('labelSelector') ?? '');
  const items = cluster.state.all('pods', namespace).filter(isRunning).filter(selects).map(metricsOf);
  return { kind: 'PodMetricsList', apiVersion: `${GROUP}/${VERSION}`, metadata: {}, items };
}

/** Autoscalers ask by the selector of what they scale, whose labels all have one value. */
function selector(text: string): (pod: Pod) => boolean {
  const labels = text.split(',').map((part) => part.split('='));
  return ({ metadata }) => labels.every(([name, value]) => metadata?.labels?.[name as string] === value);
}

function isRunning({ status }: Pod): boolean {
  return status?.phase === 'Running';
}

function metricsOf({ metadata, spec }: Pod): object {
  const containers = (spec?.containers ?? []).map(({ name, resources }) => {
    const used = (resource: string): number => USED * (parseQuantity(resources?.requests?.[resource] ?? '0') ?? 0);
    return { name, usage: { cpu: `${Math.round(used('cpu') * 1e9)}n`, memory: `${Math.round(used('memory'))}` } };
  });
  const { name, namespace, labels } = metadata ?? {};
  return { metadata: { name, namespace, labels }, timestamp: new Date().toISOString(), window: WINDOW, containers };
}
