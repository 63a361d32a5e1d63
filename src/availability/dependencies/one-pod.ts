import { serviceHost } from '../../manifests/addresses/service-host';
import type { ToldAddress } from '../../manifests/addresses/told-addresses';
import { annotation } from '../../manifests/annotations';
import { podLabels } from '../../manifests/label-index';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { selectorOf } from '../../manifests/service';

interface Needed {
  readonly to: WorkloadResource;
  readonly service: KubernetesObject;
  /** All addresses that the workload is told. */
  readonly addresses: readonly ToldAddress[];
  readonly from: WorkloadResource;
  readonly index: ObjectIndex;
  /** Where the Service is named, in words. */
  readonly words: string;
  /** Whether the labels of its template are those that the Service selects. */
  readonly isSelected: boolean;
}

/** Why some ready pods of what a workload needs may not do, though enough are ready, and what settles it; undefined where any of them do. */
export function doubtAbout(needed: Needed): string | undefined {
  const { to, from, words } = needed;
  const because = reasonFor(needed);
  const name = to.namespace === from.namespace ? to.name : `${to.namespace}/${to.name}`;
  return because && `${words}, ${because}; if any ready pod of ${to.name} will do, declare ${annotation.dependsOn}: ${to.kind}/${name}`;
}

function reasonFor(needed: Needed): string | undefined {
  const { to, service, isSelected } = needed;
  const selector = [...selectorOf(service)].map(([key, value]) => `${key}=${value}`).join(',');
  if (!isSelected) return `which selects only pods that somebody labels ${selector}`;
  if (isOfOnePod(to)) return undefined;
  if ([...selectorOf(service).keys()].some((key) => podLabels.has(key))) return `which selects one pod (${selector})`;
  const pods = podsNamed(needed);
  if (pods.length > 0 && pods.length < replicasOf(to)) return `but only its ${pods.join(' and ')}`;
  const { root } = service;
  if (root.text('spec', 'internalTrafficPolicy') === 'Local' && to.type !== 'DaemonSet.apps')
    return 'which answers only on nodes with one of its pods (internalTrafficPolicy: Local)';
  return undefined;
}

function isOfOnePod(to: WorkloadResource): boolean {
  return to.type === 'StatefulSet.apps' && replicasOf(to) === 1;
}

function replicasOf({ root }: WorkloadResource): number {
  return root.count('spec', 'replicas') ?? 1;
}

/** The pods by which a setting names a StatefulSet; none where each of its settings means the whole. */
function podsNamed({ to, addresses, from, index }: Needed): readonly string[] {
  if (to.type !== 'StatefulSet.apps') return [];
  const bySetting = new Map<string, Set<string>>();
  for (const address of addresses) {
    const target = serviceHost(address.host, from.namespace, index);
    if (target?.pod === undefined || !isPodOf(target.pod, to) || target.namespace !== to.namespace) continue;
    const setting = JSON.stringify([address.name, address.key]);
    bySetting.set(setting, (bySetting.get(setting) ?? new Set()).add(target.pod));
  }
  const fewest = [...bySetting.values()].sort((a, b) => a.size - b.size)[0];
  return [...(fewest ?? [])];
}

function isPodOf(pod: string, to: WorkloadResource): boolean {
  return pod.startsWith(`${to.name}-`) && /^\d+$/.test(pod.slice(to.name.length + 1));
}
