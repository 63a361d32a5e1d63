import type { Place } from '../../manifests/place';
import type { Reference } from '../../manifests/reference';
import { traefikReference } from '../../manifests/traefik-reference';
import { show } from '../../manifests/words';
import { isKnown, missing } from '../resolve';
import type { Complaint, Context, Rule } from '../rule';

const type = 'Middleware.traefik.io';

/** Traefik 2 supports both groups. */
const types = [type, 'Middleware.traefik.containo.us'];

const annotations = ['traefik.ingress.kubernetes.io/router.middlewares', 'traefik.ingress.kubernetes.io/service.middlewares'];

export const middlewareExists: Rule = {
  id: 'middleware-exists',
  severity: 'error',
  title: 'Every Traefik middleware of an Ingress or a Service exists',
  why: 'Traefik drops the whole router, so every host of the Ingress, or every route to the Service, returns 404.',
  fix: 'Write <namespace>-<name>@kubernetescrd, with the namespace and the name of an existing Middleware.',
  appliesTo: ['Ingress.networking.k8s.io', 'Service'],
  *check({ root, namespace }, context) {
    for (const annotation of annotations) yield* complaints({ at: root.at('metadata', 'annotations', annotation), namespace }, context);
  },
};

function* complaints({ at, namespace }: Pick<Reference, 'at' | 'namespace'>, context: Context): Iterable<Complaint> {
  for (const part of (at.text() ?? '').slice(0, 2000).split(',')) {
    const [, written] = /^(.+)@kubernetescrd$/.exec(part.trim()) ?? [];
    if (written === undefined || exists(written, at, context)) continue;
    const complaint = wrong(written, { at, namespace }, context);
    if (complaint) yield complaint;
  }
}

function wrong(written: string, { at, namespace }: Pick<Reference, 'at' | 'namespace'>, context: Context): Complaint | undefined {
  if (written.startsWith(`${namespace}-`)) return missing({ at, type, namespace, name: written.slice(namespace.length + 1) }, context);
  // A name with another namespace may exist outside the manifests. A bare name of our own namespace lacks its prefix.
  if (!types.some((each) => context.index.find(each, namespace, written))) return undefined;
  return { at, message: `middleware ${show(written)} lacks its namespace`, fix: `write '${traefikReference(namespace, written)}'` };
}

/** A hyphen joins the namespace and the name, and both may contain hyphens. */
function exists(written: string, at: Place, context: Context): boolean {
  const parts = written.slice(0, 500).split('-');
  return parts.some((_, end) => {
    const [namespace, name] = [parts.slice(0, end).join('-'), parts.slice(end).join('-')];
    return types.some((each) => isKnown({ at, type: each, namespace, name }, context));
  });
}
