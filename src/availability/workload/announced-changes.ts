import { deliveryAnnotation } from '../../manifests/annotations';
import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';

/**
 * Labels and annotations by which manifests ask programs of a cluster to add containers to pods, or to hold them back.
 *
 * Source: istio.io, Resource Labels and Annotations; linkerd.io, Proxy injection; HashiCorp, Vault Agent Injector annotations; docs.dapr.io, annotations; Google Cloud, Cloud
 * Storage FUSE; opentelemetry.io, Injecting a sidecar; kueue.sigs.k8s.io, Labels and annotations;
 * goldilocks.docs.fairwinds.com, Advanced usage.
 */
const asking: readonly string[] = [
  'istio-injection',
  'istio.io/rev',
  'sidecar.istio.io/inject',
  'linkerd.io/inject',
  'vault.hashicorp.com/agent-inject',
  'dapr.io/enabled',
  'gke-gcsfuse/volumes',
  'sidecar.opentelemetry.io/inject',
  'kueue.x-k8s.io/queue-name',
  'goldilocks.fairwinds.com/vpa-update-mode',
];

const declining = /^(?:false|disabled|n|no|off)$/i;

/**
 * Annotations that make an object a hook. Without a policy of deletion both programs delete a hook before they make it again, with the pods of a workload.
 *
 * Source: helm.sh/helm v4, pkg/action/hooks.go, hookSetDeletePolicy; argoproj/gitops-engine, pkg/sync/hook/delete_policy.go, DeletePolicies.
 */
const hooks: readonly string[] = [
  'helm.sh/hook',
  'helm.sh/hook-delete-policy',
  'argocd.argoproj.io/hook',
  'argocd.argoproj.io/hook-delete-policy',
];

/** What of Argo CD's options of a sync deletes an object and makes it again. Source: argo-cd.readthedocs.io, Sync Options, Force Sync. */
const forced = /(?:^|,)\s*Force=true\s*(?:,|$)/;

/** By it Kustomize and kpt leave an object out of what is applied. Source: sigs.k8s.io/kustomize/api v0.21.1, resource/factory.go, SliceFromBytes. */
const local = 'config.kubernetes.io/local-config';

/** By these values Argo CD and Flux don't apply an object. Source: argo-cd.readthedocs.io, Resource Hooks; fluxcd.io, Kustomization, Controlling the apply behavior. */
const skipped: ReadonlyMap<string, string> = new Map([
  ['argocd.argoproj.io/hook', 'Skip'],
  ['kustomize.toolkit.fluxcd.io/ssa', 'Ignore'],
]);

/** What manifests themselves say that others will change: containers that are added to pods, and objects that are deleted once they are applied; as sentences. */
export function announcedChanges(workload: WorkloadResource, index: ObjectIndex): readonly string[] {
  const { namespace, pod } = workload;
  const place = index.find('Namespace', '', namespace);
  const account = index.find(
    'ServiceAccount',
    namespace,
    pod.spec.text('serviceAccountName') ?? pod.spec.text('serviceAccount') ?? 'default',
  );
  const templates = [pod.labels, pod.template.texts('metadata', 'annotations')];
  const objects = [workload, ...(place ? [place] : [])];
  const found = [...templates, ...objects.flatMap(({ labels, annotations }) => [labels, annotations])].flatMap((it) => [...it]);
  const asked = new Set(found.flatMap(([key, value]) => (asking.includes(key) && !declining.test(value) ? [key] : [])));
  const needed = [workload, ...(account ? [account] : []), ...index.budgetsOf(workload)];
  return [
    ...[...asked].map((key) => `${key} asks for a change of its pods that is not modelled`),
    ...needed.filter(isHook).map((it) => `${idOf(it)} is a hook, which is deleted before or after a release`),
    ...needed
      .filter(({ annotations }) => forced.test(annotations.get(deliveryAnnotation.syncOptions) ?? ''))
      .map((it) => `Force=true of ${idOf(it)} tells Argo CD to delete it and make it again`),
    ...needed
      .filter(({ annotations }) => annotations.has(local) && !declining.test(annotations.get(local) ?? ''))
      .map((it) => `${local} of ${idOf(it)} tells Kustomize and kpt not to apply it`),
    ...needed.flatMap((it) =>
      [...skipped].flatMap(([key, value]) => (it.annotations.get(key) === value ? [`${key} of ${idOf(it)} says not to apply it`] : [])),
    ),
  ];
}

function isHook({ annotations }: KubernetesObject): boolean {
  return hooks.some((key) => annotations.has(key) && annotations.get(key) !== skipped.get(key));
}
