import { missing } from '../resolve';
import type { Rule } from '../rule';

const annotation = 'traefik.ingress.kubernetes.io/router.middlewares';

export const middlewareExists: Rule = {
  id: 'middleware-exists',
  title: "A middleware that Traefik's annotation names is there",
  why: 'Traefik drops the whole router: the hosts of the Ingress answer 404.',
  fix: 'Write <namespace>-<name>@kubernetescrd of a Middleware that is there.',
  appliesTo: ['Ingress.networking.k8s.io'],
  *check({ root, namespace }, context) {
    const at = root.at('metadata', 'annotations', annotation);
    for (const part of (at.text() ?? '').slice(0, 2000).split(',')) {
      const [, written] = /^(.+)@kubernetescrd$/.exec(part.trim()) ?? [];
      // The name of the namespace may hold hyphens as well, so only its own is told apart with certainty.
      if (written === undefined || !written.startsWith(`${namespace}-`)) continue;
      const name = written.slice(namespace.length + 1);
      const complaint = missing({ at, type: 'Middleware.traefik.io', namespace, name }, context);
      if (complaint) yield complaint;
    }
  },
};
