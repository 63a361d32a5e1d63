import type { Chart } from 'cdk8s';
import { deliveryAnnotation, listIn } from '../../manifests/annotations';
import { needsAddress } from './health';
import { holdsData } from './protection';
import { wavesOf } from './waves';

/** Options for the annotations of GitOps. */
export interface GitOpsAnnotationOptions {
  /**
   * Whether the cluster gives addresses to load balancers. Without, Argo CD would report an Ingress as progressing indefinitely.
   *
   * @default true
   */
  readonly loadBalancers?: boolean;
}

/** Never pruned, and kept when the Application is deleted, which `Prune=false` alone doesn't do: argoproj/argo-cd#9853. */
const PROTECTION = { Prune: 'false', Delete: 'false' };

/**
 * Annotates the objects of a chart for Argo CD and Flux: the order in which they are applied (`argocd.argoproj.io/sync-wave`), and that what holds data
 * is never deleted. Call it once, after the last object has been created. Annotations that an object already has stay.
 *
 * All are annotations of objects. Those of pod templates and claim templates don't change, so that no pod restarts.
 *
 * @see docs/gitops.md
 */
export function annotateForGitOps(chart: Chart, { loadBalancers = true }: GitOpsAnnotationOptions = {}): void {
  for (const [{ construct, object }, wave] of wavesOf(chart)) {
    const { annotations } = object;
    const added = {
      [deliveryAnnotation.wave]: String(wave),
      ...(!loadBalancers && needsAddress(object) && { [deliveryAnnotation.ignoreHealthcheck]: 'true' }),
      ...(holdsData(object) && { [deliveryAnnotation.prune]: 'disabled' }),
    };
    for (const [name, value] of Object.entries(added)) if (!annotations.has(name)) construct.metadata.addAnnotation(name, value);
    if (holdsData(object)) construct.metadata.addAnnotation(deliveryAnnotation.syncOptions, protectedBy(annotations));
  }
}

/** The object's own sync options, and those of the protection that it doesn't set itself. */
function protectedBy(annotations: ReadonlyMap<string, string>): string {
  const own = listIn(annotations, deliveryAnnotation.syncOptions);
  const missing = Object.entries(PROTECTION).filter(([name]) => !own.some((option) => option.startsWith(`${name}=`)));
  return [...own, ...missing.map((option) => option.join('='))].join(',');
}
