import { CONNECT_SECONDS, TRAEFIK_DIAL_SECONDS } from '../../../manifests/entry-failover';
import { traefikReference } from '../../../manifests/traefik-reference';
import { type Draft, draftsOf, replaced } from '../../advice/drafts';
import type { Context } from '../../verdict/context';
import { annotate, type Edit, edited, type Lever, namespaceOf, objectOf, objectsOf, withDrafts } from './edit';
import { isIngressOf } from './ingress';

const idle = 'who sends it requests tries another pod already, or cannot be told to';
const after = `after ${CONNECT_SECONDS} s`;

/** A retry Middleware on each Ingress of Traefik, and a ServersTransport on each Service, so that a retry starts before people leave. */
function retriedByTraefik(context: Context): Context | undefined {
  const drafts = draftsOf(context.index.objects);
  const served = new Set(drafts.filter((draft) => isIngressOf('traefik', draft, context)));
  if (served.size === 0) return undefined;
  const namespaces = new Set([...served].map(namespaceOf));
  const retried = replaced(drafts, (draft) => served.has(draft), addMiddleware);
  const dialled = replaced(
    retried,
    (draft) => draft['kind'] === 'Service' && namespaces.has(namespaceOf(draft)),
    (copy) => annotate(copy, { 'traefik.ingress.kubernetes.io/service.serverstransport': traefikReference(namespaceOf(copy), 'soon') }),
  );
  return withDrafts([...dialled, ...[...namespaces].flatMap(ofTraefik)], context);
}

function ofTraefik(namespace: string): readonly Draft[] {
  const own = (kind: string, name: string, spec: Draft) => ({
    apiVersion: 'traefik.io/v1alpha1',
    kind,
    metadata: { name, namespace },
    spec,
  });
  return [
    own('Middleware', 'again', { retry: { attempts: 5 } }),
    own('ServersTransport', 'soon', { forwardingTimeouts: { dialTimeout: `${TRAEFIK_DIAL_SECONDS * 1000}ms` } }),
  ];
}

function addMiddleware(draft: Draft): void {
  const key = 'traefik.ingress.kubernetes.io/router.middlewares';
  const named = objectOf(objectOf(draft['metadata'])?.['annotations'])?.[key];
  const own = traefikReference(namespaceOf(draft), 'again');
  annotate(draft, { [key]: typeof named === 'string' && named !== '' ? `${named},${own}` : own });
}

/** The implementation of a Gateway waits for a connection for as long as it is set up to. */
function retriedByRoute(draft: Draft): boolean {
  const rules = objectsOf(objectOf(draft['spec'])?.['rules']);
  for (const rule of rules) rule['retry'] = { ...objectOf(rule['retry']), attempts: 2 };
  return rules.length > 0;
}

const edits: readonly Edit[] = [
  {
    change: `let Traefik try another pod after ${TRAEFIK_DIAL_SECONDS} s: a retry Middleware of five attempts, and a ServersTransport with dialTimeout ${TRAEFIK_DIAL_SECONDS * 1000}ms on the Services`,
    idle,
    apply: retriedByTraefik,
  },
  {
    change: `let F5 NGINX try another pod ${after} (nginx.org/proxy-connect-timeout)`,
    idle,
    apply: edited(
      (draft, context) => isIngressOf('f5-nginx', draft, context),
      (copy) => annotate(copy, { 'nginx.org/proxy-connect-timeout': `${CONNECT_SECONDS}s` }),
    ),
  },
  {
    change: `let HAProxy try another pod ${after} (haproxy.org/backend-config-snippet: option redispatch)`,
    idle,
    apply: edited(
      (draft, context) => isIngressOf('haproxy', draft, context),
      (copy) =>
        annotate(copy, { 'haproxy.org/backend-config-snippet': `timeout connect ${CONNECT_SECONDS}s\nretries 3\noption redispatch 1\n` }),
    ),
  },
  {
    change: 'let the Gateway try another pod (HTTPRoute retry: two attempts)',
    idle,
    apply: edited((draft) => draft['kind'] === 'HTTPRoute', retriedByRoute),
  },
];

/** Requests to a lost pod that have no connection yet go to another one. */
export const retries: Lever = {
  name: 'retries at the entry point',
  edits,
  otherwise: 'no Traefik, F5 NGINX, HAProxy or Gateway of the manifests could be told to, and the load balancers of AWS never retry',
};
