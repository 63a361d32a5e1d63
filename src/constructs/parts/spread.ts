import type { k8s } from 'cdk8s-plus-27';
import { hostnameLabel, zoneLabel } from '../../cluster/cluster';
import type { PlatformFacts } from './platform-facts';

/**
 * Required spread of a component's pods over the failure domains that the platform really has: zones where its nodes are labelled with
 * them, and hosts everywhere.
 *
 * A tainted or lost domain still counts, as is Kubernetes' default, so that a replacement waits rather than doubles up in another domain and
 * stays there (nothing would ever move it back). Hosts below zones are the exception: the zones keep the pods apart, and a drained host that
 * counted would hold up those that an autoscaler has added.
 *
 * @param revisions the pod labels that tell one revision from the next. Without `pod-template-hash` the pods of the old revision count
 * while a rollout places the new ones, and what is left may stand 2/1/0 over three zones (kubernetes#98215, KEP-3243).
 */
export function spreadOver(
  platform: PlatformFacts,
  selector: Record<string, string>,
  revisions?: string[],
): k8s.TopologySpreadConstraint[] {
  const domains = platform.hasZones ? [zoneLabel, hostnameLabel] : [hostnameLabel];
  return domains.map((topologyKey) => ({
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable: 'DoNotSchedule',
    nodeTaintsPolicy: platform.hasZones && topologyKey === hostnameLabel ? 'Honor' : undefined,
    labelSelector: { matchLabels: selector },
    matchLabelKeys: revisions,
  }));
}
