import { type Fields, harmless, modelled, unmodelled } from './classification';
import { container, initContainer, localProfile, resources } from './container';
import { templateMeta } from './metadata';
import { labelSelector, nodeSelector, podAffinityTerm, toleration } from './selectors';
import { safeSysctls } from './sysctls';
import { volumes } from './volumes';

const identity = harmless('what the pod is called and may do, not where it runs');
const inside = harmless('what its processes see of each other and of the node, not which node');
const preference = harmless('a preference promises nothing, so every place is taken to be possible');

/** The rules by which the scheduler picks a node. */
const scheduling: Fields = {
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: nodeSelector,
      preferredDuringSchedulingIgnoredDuringExecution: preference,
    },
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: podAffinityTerm,
      preferredDuringSchedulingIgnoredDuringExecution: preference,
    },
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: podAffinityTerm,
      preferredDuringSchedulingIgnoredDuringExecution: preference,
    },
  },
  nodeName: modelled,
  nodeSelector: modelled,
  overhead: modelled,
  preemptionPolicy: modelled,
  priority: modelled,
  priorityClassName: modelled,
  resources,
  runtimeClassName: modelled,
  // Another scheduler has rules of its own.
  schedulerName: unmodelled('default-scheduler'),
  schedulingGates: { name: modelled },
  // Pods of a group are scheduled all together or not at all.
  schedulingGroup: unmodelled(),
  workloadRef: unmodelled(),
  resourceClaims: unmodelled(),
  tolerations: toleration,
  topologySpreadConstraints: {
    labelSelector,
    matchLabelKeys: modelled,
    maxSkew: modelled,
    minDomains: modelled,
    nodeAffinityPolicy: modelled,
    nodeTaintsPolicy: modelled,
    topologyKey: modelled,
    whenUnsatisfiable: modelled,
  },
};

/** The specification of a pod. */
const podSpec: Fields = {
  ...scheduling,
  containers: container,
  initContainers: initContainer,
  ephemeralContainers: harmless('none is made from a template; they are added to running pods'),
  volumes,
  hostNetwork: modelled,
  terminationGracePeriodSeconds: modelled,
  // A pod that ends by itself is none of a service.
  activeDeadlineSeconds: unmodelled(),
  restartPolicy: unmodelled('Always'),
  // A pod isn't ready until somebody sets the condition.
  readinessGates: unmodelled(),
  // The kubelet refuses a pod of another system than its own.
  os: { name: unmodelled('linux') },
  securityContext: {
    // The kubelet refuses a pod that sets any other, unless its --allowed-unsafe-sysctls names it.
    sysctls: { name: unmodelled(...safeSysctls), value: inside },
    seccompProfile: localProfile,
    appArmorProfile: localProfile,
    fsGroup: inside,
    fsGroupChangePolicy: inside,
    runAsGroup: inside,
    runAsNonRoot: inside,
    runAsUser: inside,
    seLinuxChangePolicy: inside,
    seLinuxOptions: inside,
    supplementalGroups: inside,
    // The kubelet refuses the pod where its container runtime can't.
    supplementalGroupsPolicy: unmodelled('Merge'),
    // They are for nodes of another system than the ones that are modelled.
    windowsOptions: unmodelled(),
  },
  hostIPC: inside,
  hostPID: inside,
  hostUsers: inside,
  shareProcessNamespace: inside,
  automountServiceAccountToken: identity,
  serviceAccount: modelled,
  serviceAccountName: modelled,
  imagePullSecrets: harmless('images are taken to be pulled'),
  // Only whether there are servers matters: `dnsPolicy: None` needs some.
  dnsConfig: identity,
  dnsPolicy: modelled,
  enableServiceLinks: identity,
  hostAliases: identity,
  hostname: identity,
  hostnameOverride: identity,
  // The kubelet never starts a pod whose name is longer than 64 characters then.
  setHostnameAsFQDN: unmodelled(),
  subdomain: identity,
};

export const podTemplate: Fields = { metadata: templateMeta, spec: podSpec };
