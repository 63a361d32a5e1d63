import { routeTypes } from '../../manifests/backends';
import { inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { Place } from '../../manifests/place';
import { choice, show } from '../../manifests/words';
import { missing } from '../resolve';
import type { Complaint, Context, Rule } from '../rule';

const type = 'Gateway.gateway.networking.k8s.io';

export const routeParentExists: Rule = {
  id: 'route-parent-exists',
  severity: 'error',
  title: 'Every route attaches to a listener of an existing Gateway',
  why: 'A route that no listener accepts receives no traffic.',
  fix: 'Correct the name of the Gateway or the listener, or allow routes from the namespace in `allowedRoutes`.',
  appliesTo: routeTypes,
  *check({ root, namespace: own }, context) {
    for (const parent of root.parts('spec', 'parentRefs')) {
      const [at, namespaceAt] = [parent.at('name'), parent.at('namespace')];
      const name = at.text();
      const namespace = namespaceAt.text() ?? own;
      if (name === undefined || (parent.text('kind') ?? 'Gateway') !== 'Gateway') continue;
      const gateway = context.index.find(type, namespace, name);
      // A Gateway in another namespace may belong to the platform and not be in the manifests.
      const absent = !gateway && namespace === own ? missing({ at, type, namespace, name, namespaceAt }, context) : undefined;
      const refusal = absent ? opened(absent, name, parent, own, context) : gateway && refusalBy(gateway, parent, own);
      if (refusal) yield refusal;
    }
  },
};

/** A Gateway that is in another namespace may have to accept routes from this one too. */
function opened(absent: Complaint, name: string, parent: Place, routes: string, { index }: Context): Complaint {
  const [elsewhere] = index.namespacesOf(type, name);
  const gateway = elsewhere === undefined ? undefined : index.find(type, elsewhere, name);
  const refusal = gateway && refusalBy(gateway, parent, routes);
  return refusal ? { ...absent, fix: `${absent.fix}, and ${refusal.fix}` } : absent;
}

/** Why no listener of a Gateway accepts a route. */
function refusalBy(gateway: KubernetesObject, parent: Place, routes: string): Complaint | undefined {
  const section = parent.at('sectionName');
  const listeners = gateway.root.parts('spec', 'listeners');
  const meant = section.isThere ? listeners.filter((listener) => listener.text('name') === section.value) : listeners;
  if (section.isThere && meant.length === 0) {
    const fix = `use one of its listeners: ${choice(listeners.flatMap((listener) => listener.text('name') ?? []))}`;
    return { at: section, message: `${inWords(gateway)} has no listener ${show(section.value)}`, fix };
  }
  if (gateway.namespace === routes || meant.length === 0 || meant.some(acceptsOthers)) return undefined;
  return {
    at: parent.at('namespace'),
    message: `${inWords(gateway)} accepts routes only from its own namespace`,
    fix: `write 'allowedRoutes: { namespaces: { from: All } }' in its listener, or a selector for '${routes}'`,
  };
}

/** Whether a listener accepts routes from other namespaces. A selector is assumed to match. */
function acceptsOthers(listener: Place): boolean {
  return ['All', 'Selector'].includes(listener.text('allowedRoutes', 'namespaces', 'from') ?? 'Same');
}
