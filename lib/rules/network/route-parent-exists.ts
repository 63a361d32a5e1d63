import { show } from '../../schema/words';
import { inWords } from '../kubernetes-object';
import { missing } from '../resolve';
import type { Rule } from '../rule';
import { routes } from './route-backend-exists';

const type = 'Gateway.gateway.networking.k8s.io';

export const routeParentExists: Rule = {
  id: 'route-parent-exists',
  title: 'A route of a Gateway in its own namespace names one that is there, and a listener that it has',
  why: 'The route is attached to nothing, so nobody answers.',
  fix: 'Correct the name of the Gateway or of the listener.',
  appliesTo: routes,
  *check({ root, namespace: own }, context) {
    for (const parent of root.parts('spec', 'parentRefs')) {
      const at = parent.at('name');
      const name = at.text();
      const namespace = parent.text('namespace') ?? own;
      // A Gateway of another namespace belongs to whoever runs the platform.
      if (name === undefined || (parent.text('kind') ?? 'Gateway') !== 'Gateway') continue;
      const gateway = context.index.find(type, namespace, name);
      if (!gateway) {
        const absent = namespace === own ? missing({ at, type, namespace, name }, context) : undefined;
        if (absent) yield absent;
        continue;
      }
      const section = parent.at('sectionName');
      const listeners = gateway.root.parts('spec', 'listeners').flatMap((listener) => listener.text('name') ?? []);
      if (!section.isThere || listeners.some((listener) => listener === section.value)) continue;
      yield {
        at: section,
        message: `${inWords(gateway)} has no listener ${show(section.value)}`,
        fix: `write one that it has: ${listeners.join(', ')}`,
      };
    }
  },
};
