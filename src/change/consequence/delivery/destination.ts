import { idOf } from '../../../manifests/identity';
import type { KubernetesObject } from '../../../manifests/object';
import type { ObjectIndex } from '../../../manifests/object-index';
import type { Difference } from '../../comparison/difference';
import { holdsData } from '../data';
import type { Effect, FieldRule, Versions } from '../rules';
import { deployed } from './deployed';

/** What happens if an environment is deployed somewhere else: it starts with empty volumes there. */
export const destinationRules: readonly FieldRule[] = [
  { types: ['Application.argoproj.io'], field: 'spec.destination.namespace', effect: otherNamespace },
  { types: ['Application.argoproj.io'], field: 'spec.destination', effect: otherDestination },
  { types: ['ApplicationSet.argoproj.io'], field: 'spec.template.spec.destination', effect: (_, { base }) => moved(base) },
  { types: ['Kustomization.kustomize.toolkit.fluxcd.io'], field: 'spec.kubeConfig', effect: (_, { base }) => moved(base) },
  { types: ['Kustomization.kustomize.toolkit.fluxcd.io'], field: 'spec.targetNamespace', effect: () => otherNamespaces },
];

/** A cluster has a name or an address. Of one that changes from the one to the other, what it no longer has says it. */
function otherDestination({ path, before }: Difference, versions: Versions): Effect {
  const other = path.at(-1) === 'name' ? 'server' : 'name';
  const isOther = before === undefined && versions.before.root.at('spec', 'destination', other).isThere;
  return isOther ? { consequence: 'in place', because: 'this is the cluster that it moves to' } : moved(versions.base);
}

/** Whether another cluster is the destination: by its name or its address of Argo CD, by the Secret with its kubeconfig of Flux. */
export function isElsewhere(before: KubernetesObject, after: KubernetesObject): boolean {
  const [old, next] = [before, after].map(({ root }) =>
    JSON.stringify(
      [
        ['destination', 'name'],
        ['destination', 'server'],
        ['kubeConfig', 'secretRef', 'name'],
      ].map((field) => root.text('spec', ...field)),
    ),
  );
  return old !== next;
}

/** What moves to another cluster. @param base what is deployed before */
export function moved(base: ObjectIndex): Effect {
  const known = deployed(base);
  const holders = known.filter(holdsData);
  if (known.length > 0 && holders.length === 0) {
    return {
      consequence: 'replacement',
      because: 'it moves to another cluster: what runs in the old one stays there, and nothing manages it',
    };
  }
  const what = holders.length > 0 ? holders.map(idOf).join(', ') : 'whatever holds data';
  const because = `it moves to another cluster: ${what} starts with empty volumes there. What runs in the old one stays, with the data, and nothing manages it`;
  return { consequence: 'data at risk', because, fix: 'keep the cluster, or move the data first' };
}

const otherNamespaces: Effect = {
  consequence: 'data at risk',
  because: 'what it deploys moves to another namespace, and what holds data starts with empty volumes there',
  fix: 'keep the namespace',
};

/** Argo CD uses it for objects without a namespace of their own. */
function otherNamespace(_: Difference, { base }: Versions): Effect {
  const known = deployed(base);
  const isUnused = known.length > 0 && known.every(({ namespace, root }) => namespace === '' || root.at('metadata', 'namespace').isThere);
  return isUnused
    ? { consequence: 'in place', because: 'each of its objects names its own namespace' }
    : { ...otherNamespaces, because: `${otherNamespaces.because}, unless its objects name their own` };
}
