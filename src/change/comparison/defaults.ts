import { isObject, type JsonObject, listAt, objectAt, textAt } from '../../manifests/value';

/** What the API server adds to a value of a definition, field by field, where it says nothing. */
type Defaults = (value: JsonObject, within: string) => JsonObject;

const container: Defaults = (value) => ({
  imagePullPolicy: pullPolicy(value['image']),
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
});

/** `latest` and an image without a tag and a digest are pulled on each start: SetDefaults_Container. */
function pullPolicy(image: unknown): string {
  const [name = '', digest] = String(image ?? '').split('@');
  const tag = /:([^/:]+)$/.exec(name)?.[1] ?? (digest === undefined ? 'latest' : '');
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}

const fileMode: Defaults = () => ({ defaultMode: 0o644 });

const matching: Defaults = () => ({ matchPolicy: 'Equivalent', namespaceSelector: {}, objectSelector: {} });

const webhook: Defaults = (value, within) => ({ ...matching(value, within), failurePolicy: 'Fail', timeoutSeconds: 10 });

/**
 * The defaults of the built-in kinds by definition. Those of other kinds are in their CustomResourceDefinitions.
 *
 * Source: k8s.io/kubernetes v1.36.3, the defaults.go of each API group, and pkg/registry where a strategy adds fields. `test/cluster/changes.test.ts`
 * compares them with what an API server stores.
 */
const defaults: Readonly<Record<string, Defaults>> = {
  'admissionregistration.v1.MatchResources': matching,
  'admissionregistration.v1.MutatingWebhook': (value, within) => ({ ...webhook(value, within), reinvocationPolicy: 'Never' }),
  'admissionregistration.v1.NamedRuleWithOperations': () => ({ scope: '*' }),
  'admissionregistration.v1.RuleWithOperations': () => ({ scope: '*' }),
  'admissionregistration.v1.ServiceReference': () => ({ port: 443 }),
  'admissionregistration.v1.ValidatingWebhook': webhook,
  'apiextensions.v1.CustomResourceDefinitionNames': ({ kind }) => ({
    singular: String(kind).toLowerCase(),
    listKind: `${kind}List`,
  }),
  'apiextensions.v1.CustomResourceDefinitionSpec': () => ({ conversion: { strategy: 'None' } }),
  'apps.v1.DaemonSetSpec': () => ({ updateStrategy: {}, revisionHistoryLimit: 10 }),
  'apps.v1.DaemonSetUpdateStrategy': rolling,
  'apps.v1.DeploymentSpec': () => ({ replicas: 1, strategy: {}, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 }),
  'apps.v1.DeploymentStrategy': rolling,
  'apps.v1.ReplicaSetSpec': () => ({ replicas: 1 }),
  'apps.v1.RollingUpdateDaemonSet': () => ({ maxUnavailable: 1, maxSurge: 0 }),
  'apps.v1.RollingUpdateDeployment': () => ({ maxUnavailable: '25%', maxSurge: '25%' }),
  'apps.v1.RollingUpdateStatefulSetStrategy': () => ({ partition: 0 }),
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy': () => ({ whenDeleted: 'Retain', whenScaled: 'Retain' }),
  'apps.v1.StatefulSetSpec': () => ({
    replicas: 1,
    podManagementPolicy: 'OrderedReady',
    updateStrategy: {},
    revisionHistoryLimit: 10,
    persistentVolumeClaimRetentionPolicy: {},
  }),
  'apps.v1.StatefulSetUpdateStrategy': rolling,
  'autoscaling.v2.HPAScalingRules': () => ({ selectPolicy: 'Max' }),
  'autoscaling.v2.HorizontalPodAutoscalerBehavior': () => ({
    scaleUp: {
      stabilizationWindowSeconds: 0,
      policies: [
        { type: 'Pods', value: 4, periodSeconds: 15 },
        { type: 'Percent', value: 100, periodSeconds: 15 },
      ],
    },
    scaleDown: { policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] },
  }),
  'autoscaling.v2.HorizontalPodAutoscalerSpec': () => ({
    minReplicas: 1,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }],
  }),
  'batch.v1.CronJobSpec': () => ({
    concurrencyPolicy: 'Allow',
    suspend: false,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 1,
  }),
  'batch.v1.JobSpec': job,
  'core.v1.ConfigMapVolumeSource': fileMode,
  'core.v1.Container': container,
  'core.v1.ContainerPort': () => ({ protocol: 'TCP' }),
  'core.v1.DownwardAPIVolumeSource': fileMode,
  'core.v1.EphemeralContainer': container,
  'core.v1.GRPCAction': () => ({ service: '' }),
  'core.v1.HTTPGetAction': () => ({ path: '/', scheme: 'HTTP' }),
  'core.v1.HostPathVolumeSource': () => ({ type: '' }),
  'core.v1.NamespaceSpec': () => ({ finalizers: ['kubernetes'] }),
  'core.v1.ObjectFieldSelector': () => ({ apiVersion: 'v1' }),
  'core.v1.PersistentVolumeClaim': () => ({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' }),
  'core.v1.PersistentVolumeClaimSpec': () => ({ volumeMode: 'Filesystem' }),
  'core.v1.PersistentVolumeSpec': () => ({ persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' }),
  'core.v1.PodSpec': ({ serviceAccount }) => ({
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    serviceAccountName: serviceAccount,
  }),
  'core.v1.Pod': () => ({ spec: { enableServiceLinks: true } }),
  'core.v1.Probe': () => ({ timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 }),
  'core.v1.ProjectedVolumeSource': fileMode,
  'core.v1.ResourceFieldSelector': () => ({ divisor: '0' }),
  'core.v1.Secret': () => ({ type: 'Opaque' }),
  'core.v1.SecretVolumeSource': fileMode,
  'core.v1.ServiceAccountTokenProjection': () => ({ expirationSeconds: 3600 }),
  'core.v1.ServicePort': ({ port }) => ({ protocol: 'TCP', targetPort: port }),
  'core.v1.ServiceSpec': service,
  'discovery.v1.EndpointPort': () => ({ name: '', protocol: 'TCP' }),
  'networking.v1.NetworkPolicyPort': () => ({ protocol: 'TCP' }),
  'networking.v1.NetworkPolicySpec': (value) => ({
    policyTypes: listAt(value, 'egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress'],
  }),
  'rbac.v1.RoleRef': () => ({ apiGroup: 'rbac.authorization.k8s.io' }),
  'rbac.v1.Subject': ({ kind }) => (kind === 'ServiceAccount' ? {} : { apiGroup: 'rbac.authorization.k8s.io' }),
  'resource.v1.DeviceSubRequest': devices,
  'resource.v1.ExactDeviceRequest': devices,
  'scheduling.v1.PriorityClass': () => ({ preemptionPolicy: 'PreemptLowerPriority' }),
  'storage.v1.CSIDriverSpec': () => ({
    attachRequired: true,
    podInfoOnMount: false,
    storageCapacity: false,
    fsGroupPolicy: 'ReadWriteOnceWithFSType',
    volumeLifecycleModes: ['Persistent'],
    requiresRepublish: false,
    seLinuxMount: false,
  }),
  'storage.v1.StorageClass': () => ({ reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
};

/** One device, unless all are asked for. */
function devices({ allocationMode = 'ExactCount' }: JsonObject): JsonObject {
  return { allocationMode, ...(allocationMode === 'ExactCount' && { count: 1 }) };
}

/** The details of a rolling update only where it is one. */
function rolling({ type = 'RollingUpdate' }: JsonObject): JsonObject {
  return { type, ...(type === 'RollingUpdate' && { rollingUpdate: {} }) };
}

/** SetDefaults_Job fills in a Job, and not the template of a CronJob. */
function job(value: JsonObject, within: string): JsonObject {
  if (within === 'batch.v1.JobTemplateSpec') return {};
  const { completions, parallelism, backoffLimitPerIndex, podFailurePolicy } = value;
  return {
    ...(completions === undefined && parallelism === undefined && { completions: 1 }),
    parallelism: 1,
    backoffLimit: backoffLimitPerIndex === undefined ? 6 : 2 ** 31 - 1,
    completionMode: 'NonIndexed',
    manualSelector: false,
    suspend: false,
    podReplacementPolicy: podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed',
  };
}

function service(value: JsonObject): JsonObject {
  const type = textAt(value, 'type') || 'ClusterIP';
  if (type === 'ExternalName') return { type, sessionAffinity: 'None' };
  const clusterIp = textAt(value, 'clusterIPs', 0);
  return {
    type,
    sessionAffinity: 'None',
    internalTrafficPolicy: 'Cluster',
    ipFamilyPolicy: 'SingleStack',
    ...(clusterIp && { clusterIP: clusterIp }),
    ...(type !== 'ClusterIP' && { externalTrafficPolicy: 'Cluster' }),
    ...(type === 'LoadBalancer' && { allocateLoadBalancerNodePorts: true }),
    ...(value['sessionAffinity'] === 'ClientIP' && { sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } } }),
  };
}

/** A value with its defaults. @param within the definition that it is a part of */
export function withDefaults(definition: string, value: JsonObject, within: string): JsonObject {
  const missing = defaults[definition]?.(value, within);
  return missing ? merged(missing, value) : value;
}

/** Defaults that depend on the whole object. */
export function withWholeDefaults(type: string, value: JsonObject): JsonObject {
  if (type === 'Namespace')
    return merged(value, { metadata: { labels: { 'kubernetes.io/metadata.name': textAt(value, 'metadata', 'name') } } });
  if (type === 'Secret' && isObject(value['stringData'])) {
    const { stringData, ...secret } = value;
    const written = Object.entries(objectAt(value, 'stringData')).map(([key, text]) => [key, Buffer.from(String(text)).toString('base64')]);
    return merged(secret, { data: Object.fromEntries(written) });
  }
  return value;
}

/** Both, the second before the first where both have a value. */
function merged(value: JsonObject, more: JsonObject): JsonObject {
  const entries = Object.entries(more).map(([name, part]) => {
    const old = value[name];
    return [name, isObject(part) ? merged(isObject(old) ? old : {}, part) : part];
  });
  return { ...value, ...Object.fromEntries(entries) };
}
