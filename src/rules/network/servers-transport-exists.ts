import { isKnown, missing } from '../resolve';
import type { Rule } from '../rule';

const type = 'ServersTransport.traefik.io';

const annotation = 'traefik.ingress.kubernetes.io/service.serverstransport';

/** @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/ */
export const serversTransportExists: Rule = {
  id: 'servers-transport-exists',
  severity: 'error',
  title: "A Service's ServersTransport exists",
  why: 'Traefik cannot build the service without its transport, so every request to it fails.',
  fix: 'Write <namespace>-<name>@kubernetescrd, with the namespace and the name of an existing ServersTransport.',
  appliesTo: ['Service'],
  *check({ root, namespace }, context) {
    const at = root.at('metadata', 'annotations', annotation);
    const [, written] = /^(.{1,500})@kubernetescrd$/.exec(at.text() ?? '') ?? [];
    // A name that begins with another namespace may exist outside the manifests.
    if (written === undefined || !written.startsWith(`${namespace}-`)) return;
    const reference = { at, type, namespace, name: written.slice(namespace.length + 1) };
    const complaint = isKnown(reference, context) ? undefined : missing(reference, context);
    if (complaint) yield complaint;
  },
};
