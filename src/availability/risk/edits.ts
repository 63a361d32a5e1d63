import { idOf } from '../../manifests/identity';
import { indexOf } from '../../manifests/object-index';
import { isObject } from '../../manifests/value';
import { oneZone } from '../advice/growth';
import type { Context } from '../verdict/context';
import { controllerOf } from './routes/controller';

/** A change that may win minutes, in words. */
export interface Edit {
  readonly change: string;
  /** Everything as it is after the change; undefined where there is nothing to change. */
  readonly apply: (context: Context) => Context | undefined;
}

type Draft = Record<string, unknown>;

/** Changes one object in place, and says whether it did. */
type Change = (draft: Draft, context: Context) => boolean;

/** The changes that are tried on all objects alike, so that each reads the manifests once. */
export function editsOf({ topology }: Context): readonly Edit[] {
  const larger = oneZone(topology);
  return [
    manifests('check the targets of ALBs every 5 s, with 2 s to answer, and take them out after 2 failures', albChecks),
    manifests('let preStop hooks sleep 20 s', preStop),
    manifests('let F5 NGINX try another pod after 2 s (nginx.org/proxy-connect-timeout)', f5Connect),
    retriesOfTraefik,
    {
      change: 'set net.ipv4.tcp_retries2 to 5 in the network namespaces of pods',
      apply: ({ again, index, topology: before }) =>
        (before.tcpRetries2 ?? 15) > 5 ? again(index, { ...before, tcpRetries2: 5 }) : undefined,
    },
    {
      change: 'run kube-controller-manager with --node-monitor-grace-period=20s, where the control plane is yours',
      apply: ({ again, index, topology: before, cluster }) =>
        cluster.times.nodeMonitorGrace > 20 ? again(index, { ...before, times: { ...before.times, nodeMonitorGrace: '20s' } }) : undefined,
    },
    ...(larger ? [{ change: larger.change, apply: ({ again, index }: Context) => again(index, larger.topology) }] : []),
  ];
}

function manifests(change: string, edit: Change): Edit {
  return {
    change,
    apply: (context) => {
      const drafts = draftsOf(context);
      const changes = drafts.map((draft) => edit(draft, context));
      return changes.some(Boolean) ? judged(drafts, context) : undefined;
    },
  };
}

function draftsOf({ index }: Context): Draft[] {
  return index.objects.map(({ root, namespace }) => {
    const draft = structuredClone(root.value) as Draft;
    if (namespace) draft['metadata'] = { ...(draft['metadata'] as Draft), namespace };
    return draft;
  });
}

function judged(drafts: readonly Draft[], { again, topology }: Context): Context {
  return again(indexOf(drafts.map((value) => ({ value }))), topology);
}

const albChecks: Change = (draft, context) =>
  isIngressOf('alb', draft, context) &&
  annotated(draft, {
    'alb.ingress.kubernetes.io/healthcheck-interval-seconds': '5',
    'alb.ingress.kubernetes.io/healthcheck-timeout-seconds': '2',
    'alb.ingress.kubernetes.io/unhealthy-threshold-count': '2',
  });

const f5Connect: Change = (draft, context) =>
  isIngressOf('f5-nginx', draft, context) && annotated(draft, { 'nginx.org/proxy-connect-timeout': '2s' });

const preStop: Change = (draft) => {
  const template = object(object(draft['spec'])?.['template']);
  const spec = object(template?.['spec']);
  const found: unknown = spec?.['containers'];
  const items: readonly unknown[] = Array.isArray(found) ? found : [];
  const containers = items.map(object).filter((it) => it !== undefined);
  for (const container of containers) container['lifecycle'] = { ...object(container['lifecycle']), preStop: { sleep: { seconds: 20 } } };
  return containers.length > 0;
};

/** A retry Middleware on each Ingress of Traefik, and a ServersTransport on each Service, so that a retry starts before people leave. */
const retriesOfTraefik: Edit = {
  change: 'let Traefik try another pod after 2 s: a retry Middleware, and a ServersTransport with dialTimeout 2s on the Services',
  apply: (context) => {
    const drafts = draftsOf(context);
    const served = drafts.filter((draft) => isIngressOf('traefik', draft, context));
    if (served.length === 0) return undefined;
    const namespaces = new Set(served.map((draft) => String(object(draft['metadata'])?.['namespace'])));
    const own = [...namespaces].flatMap((namespace) => [
      { apiVersion: 'traefik.io/v1alpha1', kind: 'Middleware', metadata: { name: 'again', namespace }, spec: { retry: { attempts: 3 } } },
      {
        apiVersion: 'traefik.io/v1alpha1',
        kind: 'ServersTransport',
        metadata: { name: 'soon', namespace },
        spec: { forwardingTimeouts: { dialTimeout: '2s' } },
      },
    ]);
    for (const draft of served) addMiddleware(draft);
    for (const draft of drafts) {
      const namespace = String(object(draft['metadata'])?.['namespace']);
      if (draft['kind'] !== 'Service' || !namespaces.has(namespace)) continue;
      annotated(draft, { 'traefik.ingress.kubernetes.io/service.serverstransport': `${namespace}-soon@kubernetescrd` });
    }
    return judged([...drafts, ...own], context);
  },
};

function addMiddleware(draft: Draft): void {
  const key = 'traefik.ingress.kubernetes.io/router.middlewares';
  const metadata = object(draft['metadata']);
  const named = object(metadata?.['annotations'])?.[key];
  const own = `${String(metadata?.['namespace'])}-again@kubernetescrd`;
  annotated(draft, { [key]: typeof named === 'string' && named !== '' ? `${named},${own}` : own });
}

function isIngressOf(controller: string, draft: Draft, { index }: Context): boolean {
  if (draft['kind'] !== 'Ingress') return false;
  const metadata = object(draft['metadata']);
  const id = idOf({ kind: 'Ingress', namespace: String(metadata?.['namespace'] ?? 'default'), name: String(metadata?.['name']) });
  const found = index.ofType('Ingress.networking.k8s.io').find((it) => idOf(it) === id);
  return found !== undefined && controllerOf(found, index) === controller;
}

function annotated(draft: Draft, values: Readonly<Record<string, string>>): boolean {
  const metadata = object(draft['metadata']) ?? {};
  draft['metadata'] = { ...metadata, annotations: { ...object(metadata['annotations']), ...values } };
  return true;
}

function object(value: unknown): Draft | undefined {
  return isObject(value) ? (value as Draft) : undefined;
}
