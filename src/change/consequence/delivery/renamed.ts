import { inWords } from '../../../manifests/identity';
import type { KubernetesObject } from '../../../manifests/object';
import type { ObjectIndex } from '../../../manifests/object-index';
import type { Effect } from '../rules';
import { isElsewhere, moved } from './destination';
import { deployedBy } from './removal';

/**
 * What another name of an object of Argo CD or Flux does; undefined for any other object. Nobody prunes it, as nobody deploys it but a person.
 *
 * Source: Argo CD, "Sync Options", FailOnSharedResource: a sync fails if it finds an object that another Application has applied.
 *
 * @param how in which way it is another object
 * @param base what is deployed before
 */
export function renamedDelivery(before: KubernetesObject, after: KubernetesObject, how: string, base: ObjectIndex): Effect | undefined {
  const old = inWords(before);
  const deployed = deployedBy(before);
  if (deployed?.isLost)
    return { consequence: 'data at risk', because: `${how}: if somebody deletes ${old}, ${deployed.because}`, fix: 'keep the name' };
  const folder = folderOf(before);
  if (folder === undefined || folder !== folderOf(after)) return undefined;
  if (isElsewhere(before, after)) {
    const { because, ...effect } = moved(base);
    return { ...effect, because: `${how}, and ${because}` };
  }
  if (before.type !== 'Application.argoproj.io') return undefined;
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

/** The folder that an Application or a Kustomization deploys, and of which repository; undefined for any other object. */
export function folderOf({ type, root }: KubernetesObject): string | undefined {
  if (type === 'Application.argoproj.io')
    return root.text('spec', 'source', 'path') && ['repoURL', 'path'].map((field) => root.text('spec', 'source', field)).join(' ');
  return type === 'Kustomization.kustomize.toolkit.fluxcd.io' ? root.text('spec', 'path') : undefined;
}
