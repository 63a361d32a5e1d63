import { RESOURCES_FINALIZER } from '../../../manifests/application-set';
import type { KubernetesObject } from '../../../manifests/object';

/** What becomes of that which an object of Argo CD or Flux deploys, when the object is deleted. */
interface Deployed {
  readonly isLost: boolean;
  readonly because: string;
}

/** What goes with an object of Argo CD or Flux; undefined for any other object. */
export function deployedBy(object: KubernetesObject): Deployed | undefined {
  const { type, root } = object;
  if (type === 'ApplicationSet.argoproj.io') {
    if (root.at('spec', 'syncPolicy', 'preserveResourcesOnDeletion').value === true)
      return { isLost: false, because: 'its Applications are deleted with it if your tool prunes; what they deploy stays in either case' };
    const because = 'its Applications, and everything that they deploy, are deleted with it: preserveResourcesOnDeletion is not true';
    return { isLost: true, because };
  }
  if (type === 'AppProject.argoproj.io') return { isLost: false, because: 'without it, none of its Applications is synced' };
  if (type === 'Application.argoproj.io') {
    return isFinalized(object)
      ? { isLost: true, because: `everything that it deploys is deleted with it: it has the finalizer ${RESOURCES_FINALIZER}` }
      : { isLost: false, because: STAYS };
  }
  if (type !== 'Kustomization.kustomize.toolkit.fluxcd.io') return undefined;
  if (root.at('spec', 'prune').value !== true) return { isLost: false, because: STAYS };
  const policy = root.text('spec', 'deletionPolicy') ?? 'MirrorPrune';
  if (policy === 'Orphan' || root.at('spec', 'suspend').value === true) return { isLost: false, because: STAYS };
  return { isLost: true, because: 'everything that it deploys is deleted with it: prune is true' };
}

const STAYS = 'it is deleted if your tool prunes; otherwise it stays, and goes on deploying. What it deploys stays in either case';

/** Whether an Application takes everything that it deploys with it. */
export function isFinalized({ root }: KubernetesObject): boolean {
  return root.items('metadata', 'finalizers').some(({ value }) => String(value).startsWith(RESOURCES_FINALIZER));
}
