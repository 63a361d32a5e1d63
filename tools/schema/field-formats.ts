import type { Limits, Written } from '../../src/schema/notation';

/**
 * What the API server requires of a field beyond its type in the OpenAPI document.
 *
 * The scalars are those of `src/schema/scalars.ts`. Read from `pkg/apis/<group>/validation/validation.go` of Kubernetes 1.35
 * and 1.36 in the functions that are named, and compared with the answers of API servers of both versions.
 */
const formats: Readonly<Record<string, Written>> = {
  // ValidateObjectMeta, v1validation.ValidateLabels, ValidateAnnotations; metadata.name depends on the kind: src/schema/names.ts
  'meta.v1.ObjectMeta.namespace': 'dns-label',
  'meta.v1.ObjectMeta.labels': labels(),
  'meta.v1.ObjectMeta.annotations': ['map', 'string', 'annotation-key'],

  // ValidateLabelSelector, ValidateLabelSelectorRequirement
  'meta.v1.LabelSelector.matchLabels': labels(),
  'meta.v1.LabelSelectorRequirement.key': 'label-key',
  'meta.v1.LabelSelectorRequirement.operator': '=In|NotIn|Exists|DoesNotExist',
  'meta.v1.LabelSelectorRequirement.values': 'label-value[]',

  // ValidatePodSpec and its callees
  'core.v1.PodSpec.containers': some('core.v1.Container'),
  'core.v1.PodSpec.nodeSelector': labels(),
  'core.v1.PodSpec.serviceAccountName': 'dns-name',
  'core.v1.PodSpec.priorityClassName': 'dns-name',
  'core.v1.PodOS.name': '=linux|windows',
  'core.v1.PodReadinessGate.conditionType': 'label-key',
  'core.v1.PodSpec.hostname': 'dns-label',
  'core.v1.PodSpec.subdomain': 'dns-label',
  'core.v1.HostAlias.ip': 'ip',
  'core.v1.HostAlias.hostnames': 'dns-name[]',
  'core.v1.PodDNSConfig.nameservers': 'ip[]',
  'core.v1.Toleration.key': 'optional-label-key',
  'core.v1.Toleration.value': 'label-value',
  'core.v1.NodeSelector.nodeSelectorTerms': some('core.v1.NodeSelectorTerm'),
  'core.v1.NodeSelectorRequirement.key': 'label-key',
  'core.v1.PodAffinityTerm.topologyKey': 'label-key',
  'core.v1.PreferredSchedulingTerm.weight': range(1, 100),
  'core.v1.WeightedPodAffinityTerm.weight': range(1, 100),
  'core.v1.TopologySpreadConstraint.maxSkew': 'positive',
  'core.v1.TopologySpreadConstraint.minDomains': 'positive',
  'core.v1.TopologySpreadConstraint.matchLabelKeys': 'label-key[]',
  'core.v1.PodSecurityContext.runAsUser': 'user',
  'core.v1.PodSecurityContext.runAsGroup': 'user',
  'core.v1.PodSecurityContext.fsGroup': 'user',
  'core.v1.PodSecurityContext.supplementalGroups': 'user[]',
  'core.v1.SecurityContext.runAsUser': 'user',
  'core.v1.SecurityContext.runAsGroup': 'user',

  // validateVolumes, validateConfigMapVolumeSource and the like
  'core.v1.Volume.name': 'dns-label',
  'core.v1.CSIVolumeSource.driver': 'dns-name',
  'core.v1.CSIPersistentVolumeSource.driver': 'dns-name',
  'core.v1.EmptyDirVolumeSource.sizeLimit': 'amount',
  'core.v1.ConfigMapVolumeSource.defaultMode': range(0, 0o777),
  'core.v1.SecretVolumeSource.defaultMode': range(0, 0o777),
  'core.v1.DownwardAPIVolumeSource.defaultMode': range(0, 0o777),
  'core.v1.ProjectedVolumeSource.defaultMode': range(0, 0o777),
  'core.v1.KeyToPath.mode': range(0, 0o777),

  // validateContainerCommon, validateContainerPorts, ValidateEnv
  'core.v1.Container.name': 'dns-label',
  'core.v1.Container.restartPolicy': '=Always|Never|OnFailure',
  'core.v1.EphemeralContainer.name': 'dns-label',
  'core.v1.ContainerPort.containerPort': 'port',
  'core.v1.ContainerPort.hostPort': 'optional-port',
  'core.v1.ContainerPort.name': 'port-name',
  'core.v1.ContainerResizePolicy.resourceName': '=cpu|memory',
  'core.v1.ContainerResizePolicy.restartPolicy': '=NotRequired|RestartContainer',
  'core.v1.EnvVar.name': 'env-name',
  'core.v1.ConfigMapKeySelector.key': 'config-key',
  'core.v1.ConfigMapKeySelector.name': 'dns-name',
  'core.v1.ConfigMapEnvSource.name': 'dns-name',
  'core.v1.SecretKeySelector.key': 'config-key',
  'core.v1.SecretKeySelector.name': 'dns-name',
  'core.v1.SecretEnvSource.name': 'dns-name',

  // validateProbe, validateExecAction, ValidatePortNumOrName, IsHTTPHeaderName
  'core.v1.ExecAction.command': some('string'),
  'core.v1.HTTPHeader.name': ['limit', 'string', { pattern: '^[-A-Za-z0-9]+$' }],
  'core.v1.HTTPGetAction.port': 'port-or-name',
  'core.v1.TCPSocketAction.port': 'port-or-name',
  'core.v1.GRPCAction.port': 'port',
  'core.v1.Probe.initialDelaySeconds': 'count',
  'core.v1.Probe.timeoutSeconds': 'count',
  'core.v1.Probe.periodSeconds': 'count',
  'core.v1.Probe.successThreshold': 'count',
  'core.v1.Probe.failureThreshold': 'count',
  'core.v1.Probe.terminationGracePeriodSeconds': ['limit', 'int64', { minimum: 1 }],

  // validateContainerResourceName, ValidateResourceQuantityValue
  'core.v1.ResourceRequirements.limits': ['map', 'amount', 'resource-name'],
  'core.v1.ResourceRequirements.requests': ['map', 'amount', 'resource-name'],
  'core.v1.VolumeResourceRequirements.limits': 'amount{}',
  'core.v1.VolumeResourceRequirements.requests': 'amount{}',

  // ValidateConfigMap, ValidateSecret, ValidatePersistentVolumeClaimSpec
  'core.v1.ConfigMap.data': ['map', 'string', 'config-key'],
  'core.v1.ConfigMap.binaryData': ['map', 'bytes', 'config-key'],
  // ValidateLimitRange, ValidateResourceQuotaResourceName
  'core.v1.LimitRangeItem.type': ['limit', 'string', { pattern: '^(Container|Pod|PersistentVolumeClaim|.+/.+)$' }],
  'core.v1.ResourceQuotaSpec.hard': ['map', 'amount', 'quota-name'],
  'core.v1.Secret.data': ['map', 'bytes', 'config-key'],
  'core.v1.Secret.stringData': ['map', 'string', 'config-key'],
  'core.v1.PersistentVolumeClaimSpec.accessModes': some('=ReadOnlyMany|ReadWriteMany|ReadWriteOnce|ReadWriteOncePod'),
  'core.v1.PersistentVolumeClaimSpec.storageClassName': 'dns-name',
  'core.v1.PersistentVolumeSpec.storageClassName': 'dns-name',

  // ValidateService, validateServicePort; an unset target port is the port itself (SetDefaults_Service)
  'core.v1.ServiceSpec.selector': labels(),
  'core.v1.ServiceSpec.clusterIP': ['limit', 'string', { pattern: '^(None|[0-9a-fA-F.:]*)$' }],
  'core.v1.ServiceSpec.externalName': 'dns-name',
  'core.v1.ServiceSpec.loadBalancerSourceRanges': 'cidr[]',
  'core.v1.ServiceSpec.trafficDistribution': '=PreferClose|PreferSameNode|PreferSameZone',
  'core.v1.ServiceSpec.loadBalancerClass': 'optional-label-key',
  'core.v1.ServicePort.appProtocol': 'optional-label-key',
  'core.v1.ServicePort.name': 'dns-label',
  'core.v1.ServicePort.port': 'port',
  'core.v1.ServicePort.targetPort': 'optional-port-or-name',
  'core.v1.ServicePort.nodePort': 'optional-port',

  // ValidateDeploymentSpec, ValidateStatefulSetSpec, ValidateDaemonSetSpec, ValidatePositiveIntOrPercent
  'apps.v1.DeploymentSpec.replicas': 'count',
  'apps.v1.DeploymentSpec.minReadySeconds': 'count',
  'apps.v1.DeploymentSpec.revisionHistoryLimit': 'count',
  'apps.v1.DeploymentSpec.progressDeadlineSeconds': 'positive',
  'apps.v1.RollingUpdateDeployment.maxSurge': 'count-or-percent',
  'apps.v1.RollingUpdateDeployment.maxUnavailable': 'count-or-percent',
  'apps.v1.ReplicaSetSpec.replicas': 'count',
  'apps.v1.StatefulSetSpec.replicas': 'count',
  'apps.v1.StatefulSetSpec.minReadySeconds': 'count',
  'apps.v1.StatefulSetSpec.serviceName': 'dns-label',
  'apps.v1.StatefulSetOrdinals.start': 'count',
  'apps.v1.RollingUpdateStatefulSetStrategy.partition': 'count',
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': '=Retain|Delete',
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': '=Retain|Delete',
  'apps.v1.StatefulSetSpec.revisionHistoryLimit': 'count',
  'apps.v1.ReplicaSetSpec.minReadySeconds': 'count',
  'apps.v1.DaemonSetSpec.revisionHistoryLimit': 'count',
  'apps.v1.DaemonSetSpec.minReadySeconds': 'count',
  'apps.v1.RollingUpdateDaemonSet.maxSurge': 'count-or-percent',
  'apps.v1.RollingUpdateDaemonSet.maxUnavailable': 'count-or-percent',

  // ValidateJobSpec, validateCronJobSpec
  'batch.v1.JobSpec.parallelism': 'count',
  'batch.v1.JobSpec.completions': 'count',
  'batch.v1.JobSpec.backoffLimit': 'count',
  'batch.v1.JobSpec.activeDeadlineSeconds': ['limit', 'int64', { minimum: 0 }],
  'batch.v1.JobSpec.ttlSecondsAfterFinished': 'count',
  'batch.v1.JobSpec.maxFailedIndexes': 'count',
  'batch.v1.JobSpec.backoffLimitPerIndex': 'count',
  'batch.v1.CronJobSpec.schedule': 'schedule',
  'batch.v1.CronJobSpec.timeZone': 'time-zone',
  'batch.v1.PodFailurePolicyOnExitCodesRequirement.containerName': 'dns-label',
  'batch.v1.PodFailurePolicyOnPodConditionsPattern.status': '=False|True|Unknown',
  'batch.v1.CronJobSpec.startingDeadlineSeconds': ['limit', 'int64', { minimum: 0 }],
  'batch.v1.CronJobSpec.successfulJobsHistoryLimit': 'count',
  'batch.v1.CronJobSpec.failedJobsHistoryLimit': 'count',

  // validateHorizontalPodAutoscalerSpec, ValidatePodDisruptionBudgetSpec
  'autoscaling.v2.HorizontalPodAutoscalerSpec.minReplicas': 'count',
  'autoscaling.v2.HorizontalPodAutoscalerSpec.maxReplicas': 'positive',
  'autoscaling.v2.MetricSpec.type': '=ContainerResource|External|Object|Pods|Resource',
  'autoscaling.v2.MetricTarget.type': '=AverageValue|Utilization|Value',
  'autoscaling.v2.HPAScalingPolicy.type': '=Percent|Pods',
  'autoscaling.v2.HPAScalingPolicy.value': 'positive',
  'autoscaling.v2.HPAScalingPolicy.periodSeconds': range(1, 1800),
  'autoscaling.v2.HPAScalingRules.selectPolicy': '=Disabled|Max|Min',
  'autoscaling.v2.HPAScalingRules.stabilizationWindowSeconds': range(0, 3600),
  'autoscaling.v2.CrossVersionObjectReference.apiVersion': ['limit', 'string', { pattern: '^([^/]+/[^/]+|v1)?$' }],
  'policy.v1.PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy': ['limit', '=AlwaysAllow|IfHealthyBudget', {}],
  'policy.v1.PodDisruptionBudgetSpec.minAvailable': 'count-or-percent',
  'policy.v1.PodDisruptionBudgetSpec.maxUnavailable': 'count-or-percent',

  // ValidateIngressSpec, ValidateIngressClassSpec, ValidateNetworkPolicyPort, ValidateIPBlock
  'networking.v1.IngressSpec.ingressClassName': 'dns-name',
  'networking.v1.IngressRule.host': 'host',
  'networking.v1.IngressTLS.hosts': 'host[]',
  'networking.v1.IngressTLS.secretName': 'dns-name',
  'networking.v1.HTTPIngressPath.path': ['limit', 'string', { pattern: '^(/.*)?$' }],
  'networking.v1.HTTPIngressRuleValue.paths': some('networking.v1.HTTPIngressPath'),
  'networking.v1.IngressServiceBackend.name': 'dns-label',
  'networking.v1.ServiceBackendPort.number': 'optional-port',
  'networking.v1.ServiceBackendPort.name': 'port-name',
  'networking.v1.IngressClassSpec.controller': ['limit', 'string', { pattern: '^[a-z0-9.-]+/.+$' }],
  'networking.v1.IngressClassParametersReference.name': segment(),
  'networking.v1.IngressClassParametersReference.apiGroup': 'dns-name',
  'networking.v1.IngressClassParametersReference.scope': ['limit', '=Cluster|Namespace', {}],
  'networking.v1.NetworkPolicySpec.policyTypes': ['limit', '=Egress|Ingress[]', { maxItems: 2 }],
  'networking.v1.NetworkPolicyPort.port': 'port-or-name',
  // A pointer: an empty string is a value.
  'networking.v1.NetworkPolicyPort.protocol': ['limit', '=SCTP|TCP|UDP', {}],
  'networking.v1.NetworkPolicyPort.endPort': 'port',
  'networking.v1.IPBlock.cidr': 'cidr',
  'networking.v1.IPBlock.except': 'cidr[]',

  // ValidatePolicyRule, ValidateRoleBinding, ValidateRoleBindingSubject
  'rbac.v1.PolicyRule.verbs': some('string'),
  'rbac.v1.RoleRef.apiGroup': '=rbac.authorization.k8s.io',
  'rbac.v1.RoleRef.kind': '=ClusterRole|Role',
  'rbac.v1.RoleRef.name': segment(),
  'rbac.v1.Subject.apiGroup': '=rbac.authorization.k8s.io',
  'rbac.v1.Subject.kind': '=Group|ServiceAccount|User',

  // validateValidatingWebhook, ValidateWebhookService
  'admissionregistration.v1.ValidatingWebhook.timeoutSeconds': range(1, 30),
  'admissionregistration.v1.MutatingWebhook.timeoutSeconds': range(1, 30),
  'admissionregistration.v1.ServiceReference.port': 'port',
  'admissionregistration.v1.ServiceReference.path': ['limit', 'string', { pattern: '^/' }],
  'admissionregistration.v1.RuleWithOperations.operations': some('=*|CONNECT|CREATE|DELETE|UPDATE'),
  'admissionregistration.v1.RuleWithOperations.resources': some('string'),
  'discovery.v1.EndpointPort.name': 'dns-label',
  'admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec.policyName': 'dns-name',

  // validateOverhead, ValidateLeaseSpec, validateCSIDriverSpec, ValidateCustomResourceConversion, validateFlowSchemaSubject
  'node.v1.Overhead.podFixed': ['map', 'amount', 'resource-name'],
  'coordination.v1.LeaseSpec.leaseDurationSeconds': 'positive',
  'node.v1.RuntimeClass.handler': 'dns-label',
  'node.v1.Scheduling.nodeSelector': labels(),
  'storage.v1.StorageClass.provisioner': [
    'limit',
    'string',
    { pattern: '^[A-Za-z0-9.-]+(/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$', maxLength: 253 },
  ],
  'storage.v1.CSIDriverSpec.fsGroupPolicy': '=File|None|ReadWriteOnceWithFSType',
  'storage.v1.CSIDriverSpec.volumeLifecycleModes': '=Ephemeral|Persistent[]',
  'apiextensions.v1.CustomResourceConversion.strategy': '=None|Webhook',
  'flowcontrol.v1.Subject.kind': '=Group|ServiceAccount|User',
  'flowcontrol.v1.ServiceAccountSubject.name': 'dns-name',
  'flowcontrol.v1.ServiceAccountSubject.namespace': 'dns-label',
};

/** What the API server requires of the fields of a definition together; from the same functions. */
export const definitionLimits: Readonly<Record<string, Limits>> = {
  // validateHandler
  'core.v1.Probe': { oneOf: ['exec', 'grpc', 'httpGet', 'tcpSocket'] },
  'core.v1.LifecycleHandler': { oneOf: ['exec', 'httpGet', 'sleep', 'tcpSocket'] },

  // validateVolumeSource, validateProjectionSources
  'core.v1.Volume': { oneBeside: ['name'] },
  'core.v1.VolumeProjection': { oneBeside: [] },

  // validateEnvVarValueFrom, validateEnvFrom
  'core.v1.EnvVar': { oneBeside: ['name'] },
  'core.v1.EnvVarSource': { oneOf: ['configMapKeyRef', 'fieldRef', 'fileKeyRef', 'resourceFieldRef', 'secretKeyRef'] },
  'core.v1.EnvFromSource': { oneOf: ['configMapRef', 'secretRef'] },

  // validateIngressBackend, ValidateNetworkPolicyPeer
  'networking.v1.IngressBackend': { oneOf: ['resource', 'service'] },
  'networking.v1.ServiceBackendPort': { oneOf: ['name', 'number'] },
  'networking.v1.NetworkPolicyPeer': { minProperties: 1 },
};

function labels(): Written {
  return ['map', 'label-value', 'label-key'];
}

function some(item: string): Written {
  return ['limit', `${item}[]`, { minItems: 1 }];
}

/** A path segment: IsValidPathSegmentName. */
function segment(): Written {
  return ['limit', 'string', { pattern: '^(?!\\.{1,2}$)[^/%]+$' }];
}

function range(minimum: number, maximum: number): Written {
  return ['limit', 'int32', { minimum, maximum }];
}

/** The type of a field for which the OpenAPI document is incomplete. */
export function formatOf(definition: string, field: string): Written | undefined {
  return formats[`${definition}.${field}`];
}
