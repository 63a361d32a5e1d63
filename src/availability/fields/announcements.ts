import { deliveryAnnotation } from '../../manifests/annotations';

/** A label or annotation by which manifests ask programs of a cluster to do something. */
export interface Announcement {
  readonly key: string | RegExp;
  /** The values by which it asks for that; all that don't decline it, if undefined. */
  readonly value?: RegExp;
  /** What it asks for, in words. */
  readonly asks: string;
}

/** Values by which nothing is asked for. */
const declining = /^(?:false|disabled|n|no|off)$/i;

const accepting = /^(?:1|t|true|enabled|y|yes|on)$/i;

/** What a label or annotation asks for, of some announcements. */
export function announcedBy(some: readonly Announcement[], key: string, value: string): readonly Announcement[] {
  const withKey = keysKnown.get(some) ?? new Map<string, readonly Announcement[]>();
  keysKnown.set(some, withKey);
  const known = withKey.get(key) ?? some.filter((it) => (typeof it.key === 'string' ? it.key === key : it.key.test(key)));
  if (withKey.size < mostKeys) withKey.set(key, known);
  return known.filter(({ value: asking }) => (asking ? asking.test(value) : !declining.test(value)));
}

/** What labels or annotations ask for by some announcements, as sentences. */
export function askedBy(some: readonly Announcement[], texts: ReadonlyMap<string, string>): readonly string[] {
  return [...texts].flatMap(([key, value]) => announcedBy(some, key, value).map(({ asks }) => `${key} ${asks}`));
}

/** Objects have few keys between them, which are compared with hundreds of others. */
const keysKnown = new WeakMap<readonly Announcement[], Map<string, readonly Announcement[]>>();
const mostKeys = 10_000;

const hook = 'makes it a hook, which is deleted before or after a release';
const madeAgain = 'tells a program to delete it and make it again';
const deleted = 'tells a program to delete it';
const leftOut = 'says not to apply it as it is';
const selected = 'says to apply it to some clusters or namespaces only';

/** Keys of Kubernetes itself, none of which has it delete an object. */
const notOfKubernetes = '^(?!(?:[^/]*\\.)?(?:kubernetes|k8s)\\.io/)';

/** Words by which a key says the contrary, such as Kluctl's `skip-delete`. */
const notSparing = '(?<!(?:skip|no|not|never|prevent|deny)[._-])';

/**
 * By these an object is deleted, is made again, or isn't applied. The last two hold for programs that nobody here knows: what is called so is taken to do so.
 *
 * Without a policy of deletion Helm, Argo CD and Kluctl delete a hook before they make it again.
 *
 * Source: helm.sh/helm v4, pkg/action/hooks.go, hookSetDeletePolicy; argoproj/gitops-engine, pkg/sync/hook/delete_policy.go, DeletePolicies; argo-cd.readthedocs.io,
 * Resource Hooks, and Sync Options, Force Sync; sigs.k8s.io/kustomize/api v0.21.1, resource/factory.go, SliceFromBytes; fluxcd.io, Kustomization, Controlling the apply
 * behavior, and fluxcd/kustomize-controller, pull request 484; carvel.dev, kapp, Apply stage; kluctl.io, Annotations, All resources and Hooks; werf.io, Deploy annotations;
 * spinnaker.io, Kubernetes provider, Reserved annotations; codeberg.org/hjacobs/kube-janitor; openshift/cluster-version-operator, docs/dev/object-deletion.md;
 * Google Cloud, Config Sync, Stop managing objects, Ignore object mutations, Cluster-scoped objects and Namespace-scoped objects; fluxcd.io, Kustomization, Controlling
 * the apply behavior; spinnaker/clouddriver, KubernetesManifestStrategy.java; carvel-dev/kapp, pkg/kapp/clusterapply/add_or_update_change.go.
 */
export const ofDelivery: readonly Announcement[] = [
  { key: 'helm.sh/hook', asks: hook },
  { key: 'helm.sh/hook-delete-policy', asks: hook },
  { key: 'argocd.argoproj.io/hook', value: /^(?!Skip$)/, asks: hook },
  { key: 'argocd.argoproj.io/hook', value: /^Skip$/, asks: leftOut },
  { key: 'argocd.argoproj.io/hook-delete-policy', asks: hook },
  { key: deliveryAnnotation.syncOptions, value: /(?:^|,)\s*Force=true\s*(?:,|$)/, asks: madeAgain },
  { key: 'config.kubernetes.io/local-config', asks: leftOut },
  { key: 'kustomize.toolkit.fluxcd.io/ssa', value: /^(?:Ignore|IfNotPresent)$/i, asks: leftOut },
  { key: 'kustomize.toolkit.fluxcd.io/reconcile', value: /^disabled$/i, asks: leftOut },
  { key: 'kapp.k14s.io/update-strategy', value: /^always-replace$/, asks: madeAgain },
  { key: 'kapp.k14s.io/update-strategy', value: /^skip$/, asks: leftOut },
  { key: /^kapp\.k14s\.io\/(?:noop|exists)$/, value: /^/, asks: leftOut },
  { key: /^kluctl\.io\/hook/, asks: hook },
  { key: 'kluctl.io/ignore', value: accepting, asks: leftOut },
  { key: 'werf.io/delete-policy', value: /before-creation(?!-)|succeeded|failed/, asks: madeAgain },
  { key: 'werf.io/deploy-on', asks: leftOut },
  { key: 'werf.io/replicas-on-creation', asks: leftOut },
  { key: /^strategy\.spinnaker\.io\/(?:versioned|use-source-capacity)$/, value: accepting, asks: leftOut },
  { key: 'configmanagement.gke.io/managed', value: /^disabled$/, asks: leftOut },
  { key: 'client.lifecycle.config.k8s.io/mutation', value: /^ignore$/, asks: leftOut },
  { key: 'configsync.gke.io/cluster-name-selector', value: /^/, asks: selected },
  { key: /^configmanagement\.gke\.io\/(?:cluster|namespace)-selector$/, value: /^/, asks: selected },
  { key: new RegExp(`${notOfKubernetes}(?:.*[/._-])?${notSparing}(?:delete|recreate)$`), value: accepting, asks: madeAgain },
  {
    key: new RegExp(`${notOfKubernetes}(?:.*[/._-])?(?:ttl|expires?|expiry|expiration)$`),
    value: /^(?!(?:forever|never|unlimited|false)?$)/,
    asks: deleted,
  },
];

const changed = 'asks for a change of its pods that is not modelled';

/**
 * Injections that change nothing of what the model reads: Vault's options without its own key, and variables for an SDK of the program's own. The condition of readiness
 * by which pods wait for the AWS load balancer is read by itself (`workload/readiness-gates.ts`).
 */
const harmless =
  '(?!vault\\.hashicorp\\.com/agent-inject-)(?!instrumentation\\.opentelemetry\\.io/inject-sdk$)(?!elbv2\\.k8s\\.aws/pod-readiness-gate-inject$)';

/**
 * By these programs of a cluster add containers or devices to pods, or change what they request. What asks for an injection is taken for that, whoever reads it.
 *
 * Source: istio.io, Resource Labels and Annotations; linkerd.io, Proxy injection; HashiCorp, Vault Agent Injector annotations, and Consul on Kubernetes, Annotations and labels;
 * kuma.io, Kubernetes annotations and labels; jaegertracing.io, Operator, Auto-injecting agent sidecars; opentelemetry.io, Injecting auto-instrumentation; azure.github.io, Azure AD
 * Workload Identity, Labels and annotations; kubernetes-sigs.github.io/aws-load-balancer-controller, Pod readiness gate; bank-vaults.dev, Mutating webhook annotations; docs.dapr.io, annotations; Google Cloud, Cloud Storage FUSE and Parallelstore;
 * goldilocks.docs.fairwinds.com, Advanced usage; docs.datadoghq.com, Admission controller, Local SDK injection, and Amazon EKS on AWS Fargate; k8snetworkplumbingwg/network-resources-injector;
 * openkruise/kruise, apis/apps/v1alpha1, PersistentPodState.
 */
export const ofPods: readonly Announcement[] = [
  { key: new RegExp(`^${harmless}.*inject`, 'i'), asks: changed },
  { key: 'istio.io/rev', asks: changed },
  { key: 'dapr.io/enabled', asks: changed },
  { key: /^gke-(?:gcsfuse|parallelstore)\/volumes$/, asks: changed },
  { key: 'goldilocks.fairwinds.com/vpa-update-mode', asks: changed },
  { key: /^admission\.datadoghq\.com\/(?:enabled|.*-lib\.(?:version|custom-image))$/, asks: changed },
  { key: 'agent.datadoghq.com/sidecar', asks: changed },
  { key: /^(?:vault|secrets-webhook)\.security\.(?:banzaicloud|bank-vaults)\.io\//, asks: changed },
  { key: 'k8s.v1.cni.cncf.io/networks', asks: changed },
  { key: 'kruise.io/required-persistent-topology', asks: changed },
  { key: /^cloud\.google\.com\/default-compute-class/, asks: changed },
];

/**
 * By this label of pods Cluster API deletes the machine under them without an eviction, or waits until they have ended, which those of a service never do.
 *
 * Source: cluster-api.sigs.k8s.io, Machine deletion process, Node drain; api/core/v1beta1, PodDrainLabel.
 */
export const ofDrains: readonly Announcement[] = [
  { key: 'cluster.x-k8s.io/drain', value: /^skip$/, asks: 'tells Cluster API to delete machines without an eviction of its pods' },
  {
    key: 'cluster.x-k8s.io/drain',
    value: /^wait-completed$/,
    asks: 'tells Cluster API to wait until its pods have ended before it deletes a machine',
  },
];

/**
 * By these pods are held back, until a queue or a group has room. YuniKorn binds them without being named as their scheduler.
 *
 * Source: kueue.sigs.k8s.io, Labels and annotations; yunikorn.apache.org, Labels and annotations in YuniKorn; kubernetes-sigs/scheduler-plugins, Coscheduling.
 */
export const ofQueues: readonly Announcement[] = [
  { key: 'kueue.x-k8s.io/queue-name', asks: changed },
  { key: /^yunikorn\.apache\.org\//, asks: changed },
  { key: 'scheduling.x-k8s.io/pod-group', asks: changed },
];

/**
 * By these a program deletes pods, of StatefulSets with updateStrategy OnDelete, or makes as many as another object has.
 *
 * Source: grafana/rollout-operator, README, How it works, Scaling based on reference resource, and Force replicas.
 */
export const ofRollouts: readonly Announcement[] = [
  { key: 'rollout-group', asks: 'lets a program delete its pods in a rollout, which is not modelled' },
  {
    key: /^grafana\.com\/rollout-(?:mirror-replicas-from-resource-name|downscale-leader|force-replicas)$/,
    asks: 'changes the number of its pods, and is not modelled',
  },
];

const endsPods = 'lets a program end its pods at random, in spite of their budgets';

/** By these tests of resilience end pods. Source: asobti/kube-monkey and linki/chaoskube, README. */
export const ofExperiments: readonly Announcement[] = [
  { key: 'kube-monkey/enabled', value: /^enabled$/, asks: endsPods },
  { key: 'chaos.alpha.kubernetes.io/enabled', value: /^true$/, asks: endsPods },
];

const nodesAreAdded = 'changes when an autoscaler adds a node for its pods, and is not modelled';

/**
 * By these autoscalers of nodes may add no node for a pod, or later. Any of their keys is taken for that, except for those by which they only spare nodes.
 *
 * Source: kubernetes/autoscaler, cluster-autoscaler/FAQ.md, "How can I modify Cluster Autoscaler reaction time?", "How can I prevent Cluster Autoscaler from scaling down
 * a particular node?", and ProvisioningRequest; karpenter.sh, Disruption, Pod-level controls.
 */
export const ofAutoscalers: readonly Announcement[] = [
  { key: 'cluster-autoscaler.kubernetes.io/pod-scale-up-delay', value: /[1-9]/, asks: nodesAreAdded },
  { key: /^cluster-autoscaler\.kubernetes\.io\/(?!pod-scale-up-delay$|safe-to-evict|enable-ds-eviction$)/, asks: nodesAreAdded },
  { key: /^autoscaling\.x-k8s\.io\//, asks: nodesAreAdded },
  { key: /^karpenter\.sh\/(?!do-not-)/, asks: nodesAreAdded },
];
