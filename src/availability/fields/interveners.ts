/** Kinds of other programs that hold back, refuse, or end the pods of workloads which nothing in them names. */
export interface Intervener {
  /** The type of the object. */
  readonly type: string;
  /** What it may do to pods, in words. */
  readonly does: string;
  /** Whether it may change what they request or where they may run: nothing is certain of them then. */
  readonly changes?: true;
  /**
   * Whose pods: those of its own namespace, of every one, of namespaces with some labels, those of its own namespace that all of its selectors mean (without any none, or
   * all), those of workloads that an item of a list means, or those that an item of a list selects by their labels and those of their namespace.
   */
  readonly reach:
    | 'namespace'
    | 'all'
    | { readonly namespaceLabels: readonly string[] }
    | { readonly selectors: readonly Selecting[]; readonly elseAll?: true }
    | { readonly resources: readonly string[]; readonly anyNamespace: boolean }
    | { readonly pods: readonly string[] };
  /** The name, or the field, without which it does nothing of that; a field that is `false` is none, and `*` stands for each item of a list. */
  readonly name?: string;
  readonly only?: readonly string[];
  /** The value of that field by which it does it; any, if undefined. */
  readonly value?: string;
  /** The annotation of pods without which it does nothing of that. */
  readonly annotation?: string;
  /** The minor version of Kubernetes that has it no more. */
  readonly until?: number;
}

/** A label selector of an intervener. */
export interface Selecting {
  readonly field: readonly string[];
  /** Whose labels it is about: those of pods and their workload, or those of their account. */
  readonly of: 'pods' | 'account';
}

/** Experiments of Chaos Mesh that hurt pods or their nodes. */
const experiments = [
  'AWSChaos',
  'AzureChaos',
  'BlockChaos',
  'DNSChaos',
  'GCPChaos',
  'HTTPChaos',
  'IOChaos',
  'JVMChaos',
  'KernelChaos',
  'NetworkChaos',
  'PhysicalMachineChaos',
  'PodChaos',
  'Schedule',
  'StressChaos',
  'TimeChaos',
  'Workflow',
];

/** Kinds of Cluster API that state how machines are made. */
const templates = ['MachineDeployment.cluster.x-k8s.io', 'MachineSet.cluster.x-k8s.io', 'MachinePool.cluster.x-k8s.io'];

/** The parts of a topology, or of its class, that stand for machines. */
const partsOfTopology = [['controlPlane'], ['workers', 'machineDeployments', '*'], ['workers', 'machinePools', '*']];

const controlPlanes = ['spec', 'machineTemplate'];

/**
 * Where kinds of Cluster API say for how long a drain may take; after it the machine goes with its pods.
 *
 * Source: cluster-api.sigs.k8s.io, Machine deletion process; API reference, nodeDrainTimeout.
 */
const machines: readonly (readonly [type: string, path: readonly string[]])[] = [
  ...templates.map((type) => [type, ['spec', 'template', 'spec']] as const),
  ['Machine.cluster.x-k8s.io', ['spec']],
  ['KubeadmControlPlane.controlplane.cluster.x-k8s.io', controlPlanes],
  ['KubeadmControlPlane.controlplane.cluster.x-k8s.io', [...controlPlanes, 'spec']],
  ...partsOfTopology.map((part) => ['Cluster.cluster.x-k8s.io', ['spec', 'topology', ...part]] as const),
  ...partsOfTopology.map((part) => ['ClusterClass.cluster.x-k8s.io', ['spec', ...part]] as const),
];

const drainTimeouts: readonly (readonly string[])[] = [['nodeDrainTimeout'], ['deletion', 'nodeDrainTimeoutSeconds']];

/**
 * Where kinds of Cluster API, and of OpenShift's Machine API, state the metadata of machines.
 *
 * Source: cluster-api.sigs.k8s.io, Metadata propagation.
 */
const metadataOfMachines: readonly (readonly [type: string, path: readonly string[]])[] = [
  ...templates.map((type) => [type, ['spec', 'template', 'metadata']] as const),
  ['Machine.cluster.x-k8s.io', ['metadata']],
  ['KubeadmControlPlane.controlplane.cluster.x-k8s.io', [...controlPlanes, 'metadata']],
  ...partsOfTopology.map((part) => ['Cluster.cluster.x-k8s.io', ['spec', 'topology', ...part, 'metadata']] as const),
  ...partsOfTopology.flatMap((part) => [
    ['ClusterClass.cluster.x-k8s.io', ['spec', ...part, 'metadata']] as const,
    ['ClusterClass.cluster.x-k8s.io', ['spec', ...part, 'template', 'metadata']] as const,
  ]),
  ['Machine.machine.openshift.io', ['metadata']],
  ['MachineSet.machine.openshift.io', ['spec', 'template', 'metadata']],
];

/**
 * A machine with this annotation is deleted without a drain; its value doesn't matter.
 *
 * Source: cluster-api.sigs.k8s.io, Machine deletion process; openshift/machine-api-operator, pkg/controller/machine/controller.go, ExcludeNodeDrainingAnnotation.
 */
const exclusionOf = {
  clusterApi: 'machine.cluster.x-k8s.io/exclude-node-draining',
  openShift: 'machine.openshift.io/exclude-node-draining',
};

/** What a MachineDrainRule does with the pods that it selects. Source: cluster-api.sigs.k8s.io, Machine deletion process, Node drain. */
const behaviors = {
  Skip: 'end its pods in spite of their budgets',
  WaitCompleted: 'wait forever to drain the nodes of its pods',
};

const drained: readonly Intervener[] = [
  ...machines.flatMap(([type, path]) =>
    drainTimeouts.map(
      (field): Intervener => ({
        type,
        does: `end its pods in spite of their budgets (${field.at(-1)})`,
        reach: 'all',
        only: [...path, ...field],
      }),
    ),
  ),
  ...metadataOfMachines.map(
    ([type, path]): Intervener => ({
      type,
      does: 'end its pods in spite of their budgets (exclude-node-draining)',
      reach: 'all',
      only: [...path, 'annotations', type.endsWith('.openshift.io') ? exclusionOf.openShift : exclusionOf.clusterApi],
    }),
  ),
  ...Object.entries(behaviors).map(
    ([value, does]): Intervener => ({
      type: 'MachineDrainRule.cluster.x-k8s.io',
      does: `${does} (behavior: ${value})`,
      reach: { pods: ['spec', 'pods'] },
      only: ['spec', 'drain', 'behavior'],
      value,
    }),
  ),
  ...['workerDrainOptions', 'controlPlaneDrainOptions'].map(
    (options): Intervener => ({
      type: 'Cluster.provisioning.cattle.io',
      does: 'end its pods in spite of their budgets (disableEviction)',
      reach: 'all',
      only: ['spec', 'rkeConfig', 'upgradeStrategy', options, 'disableEviction'],
    }),
  ),
];

/** By these Karmada, and the fleets that took over its API, divide pods among clusters or change them there. Without a list they mean every object. */
const ofFleets = ['policy.karmada.io', 'policy.one.alibabacloud.com'].flatMap((group) =>
  ['PropagationPolicy', 'OverridePolicy'].flatMap((kind) =>
    ['', 'Cluster'].map(
      (scope): Intervener => ({
        type: `${scope}${kind}.${group}`,
        does: 'divide its pods among clusters, or change them there',
        changes: true,
        reach: { resources: ['spec', 'resourceSelectors'], anyNamespace: scope === 'Cluster' },
      }),
    ),
  ),
);

/** Kinds of other programs by which experiments hurt pods or their nodes. */
const otherExperiments = [
  'ChaosBlade.chaosblade.io',
  'ChaosEngine.litmuschaos.io',
  'ChaosSchedule.litmuschaos.io',
  'Disruption.chaos.datadoghq.com',
  'DisruptionCron.chaos.datadoghq.com',
  'DisruptionRollout.chaos.datadoghq.com',
];

const addsContainers = { does: 'add containers or volumes to its pods', changes: true } as const;

/** Where a DynaKube tells Dynatrace to add an init container to pods, of all namespaces or of those with some labels. */
const injectionsOfDynatrace = ['applicationMonitoring', 'cloudNativeFullStack'].map((mode) => ['spec', 'oneAgent', mode]);

/**
 * The kinds that are known.
 *
 * Source: kueue.sigs.k8s.io, Setup LocalQueue defaulting (the queue `default` takes in what names none); docs.redhat.com, Resource quotas across multiple projects; projectcapsule.dev,
 * Tenant; kubernetes-sigs/hierarchical-namespaces, HierarchicalResourceQuota; karpenter.sh, NodePools, terminationGracePeriod, and Disruption, Pod-level controls;
 * rancher/system-upgrade-controller, Plan; chaos-mesh.org, litmuschaos.io, chaosblade.io and DataDog/chaos-controller;
 * docs.aws.amazon.com, Amazon EKS, Security groups for pods; GoogleCloudPlatform/cloud-sql-proxy-operator, AuthProxyWorkload; kubeflow.org, PodDefaults;
 * google/kube-startup-cpu-boost; karmada-io/karmada, pkg/util/selector.go, ResourceMatches; alibabacloud.com, ACK One, Propagation policies and override policies;
 * projectcapsule/capsule, api/v1beta2; kubernetes-retired/hierarchical-namespaces, HNCConfiguration; docs.redhat.com, Cluster Resource Override Operator, and Creating default cluster-wide node
 * selectors; newrelic/k8s-agents-operator, api/v1beta3; openkruise.io, SidecarSet; Dynatrace/dynatrace-operator, pkg/api/latest/dynakube; koordinator.sh, ClusterColocationProfile; kubernetes.io, Deprecated API Migration Guide, PodSecurityPolicy.
 */
export const interveners: readonly Intervener[] = [
  { type: 'LocalQueue.kueue.x-k8s.io', name: 'default', does: 'hold its pods back', reach: 'namespace' },
  {
    type: 'ClusterResourceQuota.quota.openshift.io',
    does: 'refuse its pods',
    reach: { namespaceLabels: ['spec', 'selector', 'labels'] },
  },
  { type: 'FederatedResourceQuota.policy.karmada.io', does: 'refuse its pods', reach: 'namespace' },
  { type: 'Tenant.capsule.clastix.io', does: 'change or refuse its pods', changes: true, reach: 'all' },
  ...['ResourcePool', 'GlobalCustomQuota', 'GlobalResourceQuota'].map(
    (kind): Intervener => ({ type: `${kind}.capsule.clastix.io`, does: 'refuse its pods', reach: 'all' }),
  ),
  { type: 'CustomQuota.capsule.clastix.io', does: 'refuse its pods', reach: 'namespace' },
  { type: 'HierarchicalResourceQuota.hnc.x-k8s.io', does: 'refuse its pods', reach: 'all' },
  {
    type: 'HNCConfiguration.hnc.x-k8s.io',
    does: 'copy quotas and LimitRanges of other namespaces to its own',
    changes: true,
    reach: 'all',
    only: ['spec', 'resources'],
  },
  {
    type: 'ClusterResourceOverride.operator.autoscaling.openshift.io',
    does: 'change what its pods request',
    changes: true,
    reach: 'all',
  },
  {
    type: 'Scheduler.config.openshift.io',
    does: 'keep its pods from nodes (defaultNodeSelector)',
    changes: true,
    reach: 'all',
    only: ['spec', 'defaultNodeSelector'],
  },
  {
    type: 'NodePool.karpenter.sh',
    does: 'end its pods in spite of their budgets (terminationGracePeriod)',
    reach: 'all',
    only: ['spec', 'template', 'spec', 'terminationGracePeriod'],
  },
  {
    type: 'NodePool.karpenter.sh',
    does: 'wait forever to drain the nodes of its pods once they expire or drift (karpenter.sh/do-not-disrupt)',
    reach: 'all',
    annotation: 'karpenter.sh/do-not-disrupt',
  },
  {
    type: 'Provisioner.karpenter.sh',
    does: 'wait forever to drain the nodes of its pods once they expire or drift (karpenter.sh/do-not-evict)',
    reach: 'all',
    annotation: 'karpenter.sh/do-not-evict',
  },
  {
    type: 'Plan.upgrade.cattle.io',
    does: 'end its pods in spite of their budgets (disableEviction)',
    reach: 'all',
    only: ['spec', 'drain', 'disableEviction'],
  },
  ...drained,
  ...ofFleets,
  {
    type: 'PodUnavailableBudget.policy.kruise.io',
    does: 'refuse evictions of its pods',
    reach: { selectors: [{ field: ['spec', 'selector'], of: 'pods' }] },
  },
  {
    type: 'ZoneAwarePodDisruptionBudget.rollout-operator.grafana.com',
    does: 'refuse evictions of its pods',
    reach: { selectors: [{ field: ['spec', 'selector'], of: 'pods' }] },
  },
  {
    type: 'ClusterColocationProfile.config.koordinator.sh',
    does: 'change its pods',
    changes: true,
    reach: { selectors: [{ field: ['spec', 'selector'], of: 'pods' }], elseAll: true },
  },
  {
    type: 'SecurityGroupPolicy.vpcresources.k8s.aws',
    does: 'give its pods a network interface that few nodes offer',
    changes: true,
    reach: {
      selectors: [
        { field: ['spec', 'podSelector'], of: 'pods' },
        { field: ['spec', 'serviceAccountSelector'], of: 'account' },
      ],
    },
  },
  {
    type: 'AuthProxyWorkload.cloudsql.cloud.google.com',
    ...addsContainers,
    reach: { selectors: [{ field: ['spec', 'workloadSelector', 'selector'], of: 'pods' }] },
  },
  {
    type: 'SidecarSet.apps.kruise.io',
    ...addsContainers,
    reach: { selectors: [{ field: ['spec', 'selector'], of: 'pods' }], elseAll: true },
  },
  { type: 'PodDefault.kubeflow.org', ...addsContainers, reach: { selectors: [{ field: ['spec', 'selector'], of: 'pods' }] } },
  { type: 'PodPreset.settings.k8s.io', ...addsContainers, reach: { selectors: [{ field: ['spec', 'selector'], of: 'pods' }] } },
  {
    type: 'StartupCPUBoost.autoscaling.x-k8s.io',
    does: 'change what its pods request',
    changes: true,
    reach: { selectors: [{ field: ['selector'], of: 'pods' }], elseAll: true },
  },
  { type: 'PodSecurityPolicy.policy', until: 25, does: 'change or refuse its pods', changes: true, reach: 'all' },
  {
    type: 'Instrumentation.newrelic.com',
    ...addsContainers,
    reach: { namespaceLabels: ['spec', 'namespaceLabelSelector'] },
  },
  ...injectionsOfDynatrace.map(
    (path): Intervener => ({
      type: 'DynaKube.dynatrace.com',
      ...addsContainers,
      reach: { namespaceLabels: [...path, 'namespaceSelector'] },
      only: path,
    }),
  ),
  ...[...experiments.map((kind) => `${kind}.chaos-mesh.org`), ...otherExperiments].map(
    (type): Intervener => ({ type, does: 'end its pods or cut them off', reach: 'all' }),
  ),
];

/** The types that list the objects which they mean, by name or otherwise. */
export const listing: ReadonlySet<string> = new Set(ofFleets.map(({ type }) => type));
