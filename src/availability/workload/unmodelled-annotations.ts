import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { accountOf } from '../../manifests/pod';
import { annotatedProfiles } from './app-armor';

/**
 * Annotations of namespaces by which admission plugins place pods. Of OpenShift's plugins the first is on by default, of Kubernetes' own the others are not.
 *
 * Source: OpenShift, Placing pods on specific nodes using node selectors; kubernetes.io, Admission Control, PodNodeSelector and PodTolerationRestriction.
 */
const ofNamespaces: readonly string[] = [
  'openshift.io/node-selector',
  'scheduler.alpha.kubernetes.io/node-selector',
  'scheduler.alpha.kubernetes.io/defaultTolerations',
  'scheduler.alpha.kubernetes.io/tolerationsWhitelist',
];

/** Annotations by which Rancher gives a namespace a quota or a LimitRange, and what they hold where they ask for nothing. Source: ranchermanager.docs.rancher.com, Resource Quotas. */
const ofRancher: readonly string[] = ['field.cattle.io/resourceQuota', 'field.cattle.io/containerDefaultResourceLimit'];
const nothingAsked = /^(?:\{\s*\}|null)?$/;

/** By it a service account refuses pods that use Secrets which it does not list. Source: k8s.io/kubernetes v1.36.3, plugin/pkg/admission/serviceaccount. */
const ofAccounts = 'kubernetes.io/enforce-mountable-secrets';

/** By them programs scale workloads to 0 at night. Source: codeberg.org/hjacobs/kube-downscaler; loft.sh, Sleep mode. `exclude` says that it doesn't. */
const DOWNSCALER = /^(?:downscaler\/(?!exclude)|sleepmode\.loft\.sh\/(?!exclude|ignore))/;

/** The annotations of a workload and of what it belongs to that may keep its pods away or place them elsewhere, as sentences. */
export function unmodelledAnnotations(workload: WorkloadResource, index: ObjectIndex): readonly string[] {
  const { namespace, pod } = workload;
  const place = index.find('Namespace', '', namespace);
  const name = accountOf(pod.spec);
  const account = index.find('ServiceAccount', namespace, name);
  return [
    ...localProfiles(workload),
    ...[workload, ...(place ? [place] : [])].flatMap((it) =>
      [...it.annotations.keys()].filter((key) => DOWNSCALER.test(key)).map((key) => notModelled(key, it)),
    ),
    ...(place ? ofNamespaces.filter((it) => place.annotations.get(it)).map((it) => notModelled(it, place)) : []),
    ...(place ? ofRancher.filter((it) => !nothingAsked.test(place.annotations.get(it) ?? '')).map((it) => notModelled(it, place)) : []),
    ...(account && /^(1|t|true)$/i.test(account.annotations.get(ofAccounts) ?? '') ? [notModelled(ofAccounts, account)] : []),
  ];
}

/** AppArmor profiles that are files of the nodes: the fields of containers say the same (`fields/container.ts`). */
function localProfiles(workload: WorkloadResource): readonly string[] {
  const local = [...annotatedProfiles(workload)].filter(([, profile]) => profile.startsWith('localhost/'));
  return local.map(([name]) => notModelled(name, workload));
}

function notModelled(annotation: string, object: KubernetesObject): string {
  return `annotation ${annotation} of ${idOf(object)} is not modelled`;
}
