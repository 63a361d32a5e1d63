import type { k8s } from 'cdk8s-plus-27';
import { hostnameLabel, zoneLabel } from '../../cluster/cluster';
import type { PlatformFacts } from './platform-facts';

/**
 * A required spread of a component's pods over the platform's failure domains: over zones if the nodes have a zone label, and always over hosts.
 *
 * A tainted or lost domain still counts, which is Kubernetes' default. A replacement then waits, rather than double up in another domain and stay
 * there for good. Hosts within zones are the exception: the zones keep the pods apart, and a drained host that counted would block the pods that
 * an autoscaler adds.
 *
 * @param revisions the pod labels that differ between revisions. Without `pod-template-hash` the pods of the old revision count while a rollout
 * places the new ones, which may leave 2/1/0 pods in three zones (kubernetes#98215, KEP-3243).
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
