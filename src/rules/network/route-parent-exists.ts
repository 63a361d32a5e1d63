import { routeTypes } from '../../manifests/backends';
import { inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { Place } from '../../manifests/place';
import { choice, show } from '../../manifests/words';
import { missing } from '../resolve';
import type { Complaint, Rule } from '../rule';

const type = 'Gateway.gateway.networking.k8s.io';

export const routeParentExists: Rule = {
  id: 'route-parent-exists',
  severity: 'error',
  title: 'A route names a Gateway that is there, and a listener that it has and that takes routes of its namespace',
  why: 'The route is attached to nothing, so nobody answers.',
  fix: 'Correct the name of the Gateway or of the listener, or let the listener take routes of the namespace.',
  appliesTo: routeTypes,
  *check({ root, namespace: own }, context) {
    for (const parent of root.parts('spec', 'parentRefs')) {
      const [at, namespaceAt] = [parent.at('name'), parent.at('namespace')];
      const name = at.text();
      const namespace = namespaceAt.text() ?? own;
      if (name === undefined || (parent.text('kind') ?? 'Gateway') !== 'Gateway') continue;
      const gateway = context.index.find(type, namespace, name);
      // A Gateway of another namespace belongs to whoever runs the platform.
      const absent = !gateway && namespace === own ? missing({ at, type, namespace, name, namespaceAt }, context) : undefined;
      const refusal = absent ?? (gateway && refusalBy(gateway, parent, own));
      if (refusal) yield refusal;
    }
  },
};

/** Why no listener of a Gateway takes a route. */
function refusalBy(gateway: KubernetesObject, parent: Place, routes: string): Complaint | undefined {
  const section = parent.at('sectionName');
  const listeners = gateway.root.parts('spec', 'listeners');
  const meant = section.isThere ? listeners.filter((listener) => listener.text('name') === section.value) : listeners;
  if (section.isThere && meant.length === 0) {
    const fix = `write one that it has: ${choice(listeners.flatMap((listener) => listener.text('name') ?? []))}`;
    return { at: section, message: `${inWords(gateway)} has no listener ${show(section.value)}`, fix };
  }
  if (gateway.namespace === routes || meant.length === 0 || meant.some(takesOthers)) return undefined;
  return {
    at: parent.at('namespace'),
    message: `${inWords(gateway)} takes routes of its own namespace alone`,
    fix: `write 'allowedRoutes: { namespaces: { from: All } }' in its listener, or a selector of '${routes}'`,
  };
}

/** Whether a listener takes routes of other namespaces; which ones a selector selects is left to whoever wrote it. */
function takesOthers(listener: Place): boolean {
  return ['All', 'Selector'].includes(listener.text('allowedRoutes', 'namespaces', 'from') ?? 'Same');
}
