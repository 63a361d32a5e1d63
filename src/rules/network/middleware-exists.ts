import type { Place } from '../../manifests/place';
import type { Reference } from '../../manifests/reference';
import { show } from '../../manifests/words';
import { isKnown, missing } from '../resolve';
import type { Complaint, Context, Rule } from '../rule';

const type = 'Middleware.traefik.io';

/** Traefik 2 knows both groups. */
const types = [type, 'Middleware.traefik.containo.us'];

const annotation = 'traefik.ingress.kubernetes.io/router.middlewares';

export const middlewareExists: Rule = {
  id: 'middleware-exists',
  severity: 'error',
  title: "A middleware that Traefik's annotation names is there",
  why: 'Traefik drops the whole router: the hosts of the Ingress answer 404.',
  fix: 'Write <namespace>-<name>@kubernetescrd of a Middleware that is there.',
  appliesTo: ['Ingress.networking.k8s.io'],
  *check({ root, namespace }, context) {
    const at = root.at('metadata', 'annotations', annotation);
    for (const part of (at.text() ?? '').slice(0, 2000).split(',')) {
      const [, written] = /^(.+)@kubernetescrd$/.exec(part.trim()) ?? [];
      if (written === undefined || isThere(written, at, context)) continue;
      const complaint = wrong(written, { at, namespace }, context);
      if (complaint) yield complaint;
    }
  },
};

function wrong(written: string, { at, namespace }: Pick<Reference, 'at' | 'namespace'>, context: Context): Complaint | undefined {
  if (written.startsWith(`${namespace}-`)) return missing({ at, type, namespace, name: written.slice(namespace.length + 1) }, context);
  // What begins with another namespace is somebody else's, but for a name of the own one.
  if (!types.some((each) => context.index.find(each, namespace, written))) return undefined;
  return { at, message: `${show(written)} is a name without its namespace`, fix: `write '${namespace}-${written}@kubernetescrd'` };
}

/** A namespace and a name are joined by a hyphen, and either may hold hyphens itself. */
function isThere(written: string, at: Place, context: Context): boolean {
  const parts = written.slice(0, 500).split('-');
  return parts.some((_, end) => {
    const [namespace, name] = [parts.slice(0, end).join('-'), parts.slice(end).join('-')];
    return types.some((each) => isKnown({ at, type: each, namespace, name }, context));
  });
}
