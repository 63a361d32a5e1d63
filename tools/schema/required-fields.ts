/**
 * Fields that the API server requires although the OpenAPI document does not: most of them have `omitempty` in Go.
 *
 * Each was found by removing it from an object that Kubernetes 1.35 and 1.36 accept.
 */
const demanded = new Set([
  'admissionregistration.v1.RuleWithOperations.apiGroups',
  'admissionregistration.v1.RuleWithOperations.apiVersions',
  'admissionregistration.v1.RuleWithOperations.operations',
  'admissionregistration.v1.RuleWithOperations.resources',
  'admissionregistration.v1.ValidatingAdmissionPolicy.spec',
  'admissionregistration.v1.ValidatingAdmissionPolicySpec.matchConstraints',
  'apiextensions.v1.CustomResourceDefinitionVersion.schema',
  'apps.v1.DaemonSet.spec',
  'apps.v1.Deployment.spec',
  'apps.v1.ReplicaSet.spec',
  'apps.v1.ReplicaSetSpec.template',
  'apps.v1.StatefulSet.spec',
  'autoscaling.v2.HorizontalPodAutoscaler.spec',
  'batch.v1.CronJob.spec',
  'batch.v1.Job.spec',
  'batch.v1.JobTemplateSpec.spec',
  'core.v1.ConfigMapEnvSource.name',
  'core.v1.ConfigMapKeySelector.name',
  'core.v1.ConfigMapProjection.name',
  'core.v1.ConfigMapVolumeSource.name',
  'core.v1.Container.image',
  'core.v1.EphemeralVolumeSource.volumeClaimTemplate',
  'core.v1.ExecAction.command',
  'core.v1.PersistentVolume.spec',
  'core.v1.PersistentVolumeClaim.spec',
  'core.v1.PersistentVolumeClaimSpec.accessModes',
  'core.v1.PersistentVolumeClaimSpec.resources',
  'core.v1.PersistentVolumeSpec.accessModes',
  'core.v1.PersistentVolumeSpec.capacity',
  'core.v1.Pod.spec',
  'core.v1.PodDNSConfigOption.name',
  'core.v1.PodTemplateSpec.spec',
  'core.v1.ReplicationControllerSpec.template',
  'core.v1.SecretEnvSource.name',
  'core.v1.SecretKeySelector.name',
  'core.v1.SecretProjection.name',
  'core.v1.SecretVolumeSource.secretName',
  'core.v1.VolumeNodeAffinity.required',
  'core.v1.VolumeResourceRequirements.requests',
  'networking.v1.Ingress.spec',
  'networking.v1.IngressClass.spec',
  'networking.v1.IngressClassSpec.controller',
  'networking.v1.IngressServiceBackend.port',
]);

/** Fields that the document requires and the API server does not; found in the same way. */
const waived = new Set([
  'apiextensions.v1.CustomResourceDefinitionVersion.served',
  'batch.v1.PodFailurePolicy.rules',
  'core.v1.HTTPHeader.value',
  'core.v1.LimitRangeSpec.limits',
  'core.v1.PreferredSchedulingTerm.preference',
  'core.v1.SleepAction.seconds',
  'core.v1.Sysctl.value',
  'rbac.v1.RoleRef.apiGroup',
  'storage.v1.CSIDriver.spec',
  'storage.v1.TokenRequest.audience',
]);

/** Whether the API server rejects an object without this field. */
export function isRequired(definition: string, field: string, required: readonly string[] = []): boolean {
  const path = `${definition}.${field}`;
  return demanded.has(path) || (required.includes(field) && !waived.has(path));
}
