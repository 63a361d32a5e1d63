import { kinds } from '../../../src/availability/fields/kinds';
import { typeOf } from '../../../src/manifests/scope';
import { kubernetesVersions } from '../../../src/schema';
import { catalogFor } from '../../../src/schema/catalogs';

/** The kinds of Kubernetes whose fields are not classified, by why no field of theirs changes in silence where or whether pods run. */
const others: Readonly<Record<string, readonly string[]>> = {
  'their pods count as neighbours': ['CronJob.batch', 'Job.batch', 'Pod', 'PodTemplate', 'ReplicaSet.apps', 'ReplicationController'],
  'what changes or refuses pods leaves nothing proved': [
    'MutatingAdmissionPolicy.admissionregistration.k8s.io',
    'MutatingAdmissionPolicyBinding.admissionregistration.k8s.io',
    'MutatingWebhookConfiguration.admissionregistration.k8s.io',
    'ValidatingAdmissionPolicy.admissionregistration.k8s.io',
    'ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io',
    'ValidatingWebhookConfiguration.admissionregistration.k8s.io',
  ],
  'they act on pods by resourceClaims, schedulingGroup, workloadRef or a resource of a DeviceClass, which leave nothing proved': [
    'DeviceClass.resource.k8s.io',
    'DeviceTaintRule.resource.k8s.io',
    'PodGroup.scheduling.k8s.io',
    'ResourceClaim.resource.k8s.io',
    'ResourceClaimTemplate.resource.k8s.io',
    'ResourcePoolStatusRequest.resource.k8s.io',
    'ResourceSlice.resource.k8s.io',
    'Workload.scheduling.k8s.io',
  ],
  'the model reads what pods and claims need of them': [
    'CSIDriver.storage.k8s.io',
    'Namespace',
    'ServiceAccount',
    'VolumeAttributesClass.storage.k8s.io',
  ],
  'pods that lack one never start, which rules find where the manifests hold the others': ['ConfigMap', 'Secret'],
  'Kubernetes writes them, and nobody applies them': [
    'Binding',
    'CSINode.storage.k8s.io',
    'CSIStorageCapacity.storage.k8s.io',
    'ControllerRevision.apps',
    'Event',
    'Event.events.k8s.io',
    'IPAddress.networking.k8s.io',
    'Lease.coordination.k8s.io',
    'LeaseCandidate.coordination.k8s.io',
    'StorageVersion.internal.apiserver.k8s.io',
    'VolumeAttachment.storage.k8s.io',
  ],
  'they are about requests, connections, names and rights': [
    'APIService.apiregistration.k8s.io',
    'CertificateSigningRequest.certificates.k8s.io',
    'ClusterRole.rbac.authorization.k8s.io',
    'ClusterRoleBinding.rbac.authorization.k8s.io',
    'ClusterTrustBundle.certificates.k8s.io',
    'CustomResourceDefinition.apiextensions.k8s.io',
    'EndpointSlice.discovery.k8s.io',
    'Endpoints',
    'FlowSchema.flowcontrol.apiserver.k8s.io',
    'Ingress.networking.k8s.io',
    'IngressClass.networking.k8s.io',
    'LocalSubjectAccessReview.authorization.k8s.io',
    'NetworkPolicy.networking.k8s.io',
    'PodCertificateRequest.certificates.k8s.io',
    'PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io',
    'Role.rbac.authorization.k8s.io',
    'RoleBinding.rbac.authorization.k8s.io',
    'SelfSubjectAccessReview.authorization.k8s.io',
    'SelfSubjectReview.authentication.k8s.io',
    'SelfSubjectRulesReview.authorization.k8s.io',
    'Service',
    'ServiceCIDR.networking.k8s.io',
    'StorageVersionMigration.storagemigration.k8s.io',
    'SubjectAccessReview.authorization.k8s.io',
    'TokenReview.authentication.k8s.io',
  ],
};

test('every kind of every known version of Kubernetes is classified, or cannot change in silence where pods run', () => {
  const served = kubernetesVersions.flatMap((version) => {
    const catalog = catalogFor('v1', version);
    return catalog.apiVersions().flatMap((apiVersion) => catalog.kindsOf(apiVersion).map((kind) => typeOf(apiVersion, kind)));
  });

  expect([...Object.keys(kinds), ...Object.values(others).flat()].sort()).toEqual([...new Set(served)].sort());
});
