import { inWords } from '../../../manifests/identity';
import type { KubernetesObject } from '../../../manifests/object';
import type { Effect } from '../rules';
import { deployedBy } from './removal';

/**
 * What another name of an object of Argo CD or Flux does; undefined for any other object. Nobody prunes it, as nobody deploys it but a person.
 *
 * Source: Argo CD, "Sync Options", FailOnSharedResource: a sync fails if it finds an object that another Application has applied.
 *
 * @param how in which way it is another object
 */
export function renamedDelivery(before: KubernetesObject, after: KubernetesObject, how: string): Effect | undefined {
  const old = inWords(before);
  const deployed = deployedBy(before);
  if (deployed?.isLost)
    return { consequence: 'data at risk', because: `${how}: if somebody deletes ${old}, ${deployed.because}`, fix: 'keep the name' };
  if (before.type !== 'Application.argoproj.io' || !isSameSource(before, after)) return undefined;
  const options = after.root.items('spec', 'syncPolicy', 'syncOptions').map(({ value }) => value);
  if (!options.includes('FailOnSharedResource=true'))
    return { consequence: 'replacement', because: `${how}: both deploy the same objects until somebody deletes ${old}` };
  return {
    consequence: 'refused',
    because: `${how}: Argo CD refuses each sync of it, by FailOnSharedResource=true, because ${old} still has what it deploys`,
    fix: `keep the name; or, before you apply the new one, delete what makes the old one, such as its ApplicationSet, and then \`argocd app delete ${before.namespace}/${before.name} --cascade=false\`: what it has deployed stays, and the new one takes it over`,
    risk: 'immutable-field',
  };
}

function isSameSource(before: KubernetesObject, after: KubernetesObject): boolean {
  const [old, next] = [before, after].map(({ root }) => ['path', 'repoURL'].map((field) => root.text('spec', 'source', field)).join(' '));
  return old === next;
}
