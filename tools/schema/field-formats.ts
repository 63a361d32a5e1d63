import type { Written } from '../../lib/schema/notation';

/**
 * What the API server demands of a field beyond the type that the OpenAPI document gives it.
 *
 * The scalars are those of `lib/schema/scalars.ts`. Read from `pkg/apis/<group>/validation/validation.go` of Kubernetes 1.35
 * and 1.36, where both agree: each line below names the function.
 */
const formats: Readonly<Record<string, Written>> = {
  // ValidateObjectMeta, v1validation.ValidateLabels, ValidateAnnotations; metadata.name depends on the kind, see lib/schema/names.ts
  'meta.v1.ObjectMeta.namespace': 'dns-label',
  'meta.v1.ObjectMeta.labels': labels(),
  'meta.v1.ObjectMeta.annotations': ['map', 'string', 'annotation-key'],

  // ValidateLabelSelector, ValidateLabelSelectorRequirement; the OpenAPI document has no words for the operator
  'meta.v1.LabelSelector.matchLabels': labels(),
  'meta.v1.LabelSelectorRequirement.key': 'label-key',
  'meta.v1.LabelSelectorRequirement.operator': '=In|NotIn|Exists|DoesNotExist',

  // ValidatePodSpec, validateVolumes, validateContainerCommon, validateContainerPorts, ValidateEnv
  'core.v1.PodSpec.nodeSelector': labels(),
  'core.v1.PodSpec.serviceAccountName': 'dns-name',
  'core.v1.PodSpec.hostname': 'dns-label',
  'core.v1.PodSpec.subdomain': 'dns-label',
  'core.v1.PodAffinityTerm.topologyKey': 'label-key',
  'core.v1.TopologySpreadConstraint.maxSkew': 'positive',
  'core.v1.TopologySpreadConstraint.minDomains': 'positive',
  'core.v1.Volume.name': 'dns-label',
  'core.v1.Container.name': 'dns-label',
  'core.v1.EphemeralContainer.name': 'dns-label',
  'core.v1.ContainerPort.containerPort': 'port',
  'core.v1.ContainerPort.hostPort': 'optional-port',
  'core.v1.ContainerPort.name': 'port-name',
  'core.v1.EnvVar.name': 'env-name',
  'core.v1.ConfigMapKeySelector.key': 'config-key',
  'core.v1.SecretKeySelector.key': 'config-key',

  // ValidatePortNumOrName, validateProbe
  'core.v1.HTTPGetAction.port': 'port-or-name',
  'core.v1.TCPSocketAction.port': 'port-or-name',
  'core.v1.GRPCAction.port': 'port',
  'core.v1.Probe.initialDelaySeconds': 'count',
  'core.v1.Probe.timeoutSeconds': 'count',
  'core.v1.Probe.periodSeconds': 'count',
  'core.v1.Probe.successThreshold': 'count',
  'core.v1.Probe.failureThreshold': 'count',

  // validateContainerResourceName, ValidateResourceQuantityValue
  'core.v1.ResourceRequirements.limits': ['map', 'amount', 'resource-name'],
  'core.v1.ResourceRequirements.requests': ['map', 'amount', 'resource-name'],
  'core.v1.VolumeResourceRequirements.limits': 'amount{}',
  'core.v1.VolumeResourceRequirements.requests': 'amount{}',
  'core.v1.EmptyDirVolumeSource.sizeLimit': 'amount',

  // ValidateConfigMap, ValidateSecret
  'core.v1.ConfigMap.data': ['map', 'string', 'config-key'],
  'core.v1.ConfigMap.binaryData': ['map', 'bytes', 'config-key'],
  'core.v1.Secret.data': ['map', 'bytes', 'config-key'],
  'core.v1.Secret.stringData': ['map', 'string', 'config-key'],

  // ValidatePersistentVolumeClaimSpec
  'core.v1.PersistentVolumeClaimSpec.storageClassName': 'dns-name',

  // ValidateService, validateServicePort; a target port of nothing is the port itself (SetDefaults_Service)
  'core.v1.ServiceSpec.selector': labels(),
  'core.v1.ServicePort.name': 'dns-label',
  'core.v1.ServicePort.port': 'port',
  'core.v1.ServicePort.targetPort': 'optional-port-or-name',
  'core.v1.ServicePort.nodePort': 'optional-port',

  // ValidateDeploymentSpec, ValidateStatefulSetSpec, ValidateReplicaSetSpec, ValidatePositiveIntOrPercent
  'apps.v1.DeploymentSpec.replicas': 'count',
  'apps.v1.DeploymentSpec.minReadySeconds': 'count',
  'apps.v1.DeploymentSpec.revisionHistoryLimit': 'count',
  'apps.v1.RollingUpdateDeployment.maxSurge': 'count-or-percent',
  'apps.v1.RollingUpdateDeployment.maxUnavailable': 'count-or-percent',
  'apps.v1.ReplicaSetSpec.replicas': 'count',
  'apps.v1.StatefulSetSpec.replicas': 'count',
  'apps.v1.StatefulSetSpec.minReadySeconds': 'count',
  'apps.v1.StatefulSetSpec.serviceName': 'dns-label',

  // ValidateHorizontalPodAutoscalerSpec, ValidatePodDisruptionBudgetSpec
  'autoscaling.v2.HorizontalPodAutoscalerSpec.maxReplicas': 'positive',
  'policy.v1.PodDisruptionBudgetSpec.minAvailable': 'count-or-percent',
  'policy.v1.PodDisruptionBudgetSpec.maxUnavailable': 'count-or-percent',

  // validateIngressRules, validateIngressTLS, validateIngressBackend, ValidateNetworkPolicyPort
  'networking.v1.IngressRule.host': 'host',
  'networking.v1.IngressTLS.hosts': 'host[]',
  'networking.v1.ServiceBackendPort.number': 'optional-port',
  'networking.v1.ServiceBackendPort.name': 'port-name',
  'networking.v1.NetworkPolicyPort.port': 'port-or-name',
};

function labels(): Written {
  return ['map', 'label-value', 'label-key'];
}

/** The type of a field, where the OpenAPI document doesn't say all of it. */
export function formatOf(definition: string, field: string): Written | undefined {
  return formats[`${definition}.${field}`];
}
