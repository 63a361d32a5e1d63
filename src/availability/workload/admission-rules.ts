import type { Topology } from '../../cluster/topology';
import { type AdmissionRequest, matchesRequest, selectsNamespace } from '../../manifests/admission-rules';
import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { accountOf } from '../../manifests/pod';
import { mutators, validators } from '../fields/changers';
import { mountedClaims } from './claims';
import { addedLabelsOn } from './controller-labels';

/** A kind of requests that the pods of a workload depend on. */
interface Request extends AdmissionRequest {
  /** Whether the object is of no namespace, or of another than the workload. */
  readonly isElsewhere?: boolean;
}

/** Of webhooks and policies. */
const kinds = [mutators, validators].flatMap((types) => Object.entries(types).map(([type, path]) => ({ types, type, path })));

/** The webhooks and policies of the manifests that change or refuse what the pods of a workload depend on, as sentences. */
export function ruledByOthers(workload: WorkloadResource, index: ObjectIndex, topology: Topology): readonly string[] {
  const registered = kinds.filter(({ type }) => index.ofType(type).length > 0);
  if (registered.length === 0) return [];
  const requests = requestsOf(workload, index, addedLabelsOn(topology));
  return registered.flatMap(({ types, type, path }) =>
    index.ofType(type).flatMap((object) => {
      const rules = rulesOf(object, path);
      const near = rules.filter((it) => selectsNamespace(it, workload.namespace, index));
      const request = requests.find((it) => (it.isElsewhere ? rules : near).some((each) => matchesRequest(each, it)));
      return request ? [`${idOf(object)} may ${consequence(request, types === mutators)}, and is not modelled`] : [];
    }),
  );
}

function consequence({ resource }: Request, isMutator: boolean): string {
  if (resource !== 'pods' && resource !== 'pods/eviction') return `${isMutator ? 'change or refuse' : 'refuse'} requests for ${resource}`;
  return isMutator ? 'change its pods' : 'refuse its pods or their evictions';
}

const written = ['CREATE', 'UPDATE'];
const isElsewhere = true;

const ofAll: readonly Request[] = [
  { group: '', resource: 'pods/eviction', operations: ['CREATE'] },
  { group: '', resource: 'pods/binding', operations: ['CREATE'] },
  { group: '', resource: 'nodes', operations: written, isElsewhere },
  // The kubelet of a new node asks for its certificate.
  { group: 'certificates.k8s.io', resource: 'certificatesigningrequests', operations: ['CREATE'], isElsewhere },
  { group: '', resource: 'nodes/status', operations: ['UPDATE'], isElsewhere },
  { group: 'coordination.k8s.io', resource: 'leases', operations: written, isElsewhere },
];

/** What controllers, the scheduler and the kubelets write so that pods run, are replaced and move; evictions are created. */
function requestsOf(workload: WorkloadResource, index: ObjectIndex, added: ReadonlySet<string>): readonly Request[] {
  const [kind = '', group = ''] = workload.type.split('.');
  const own = `${kind.toLowerCase()}s`;
  const { labels } = workload.pod;
  const mounts = mountedClaims(workload, index).length > 0;
  const isScaled = index.autoscalersOf(workload).length > 0;
  return [
    { group: '', resource: 'pods', operations: ['CREATE', 'DELETE'], labels, added },
    { group: '', resource: 'pods/status', operations: ['UPDATE'], labels, added },
    { group, resource: own, operations: written, labels: workload.labels },
    { group, resource: `${own}/status`, operations: ['UPDATE'], labels: workload.labels },
    ...(own === 'deployments'
      ? [
          { group, resource: 'replicasets', operations: [...written, 'DELETE'], labels, added },
          { group, resource: 'replicasets/status', operations: ['UPDATE'], labels, added },
        ]
      : []),
    ...(mountsToken(workload, index) ? [{ group: '', resource: 'serviceaccounts/token', operations: ['CREATE'] }] : []),
    ...(own === 'statefulsets' || own === 'daemonsets' ? [{ group, resource: 'controllerrevisions', operations: written }] : []),
    ...(isScaled
      ? [
          { group, resource: `${own}/scale`, operations: ['UPDATE'] },
          { group: 'autoscaling', resource: 'horizontalpodautoscalers', operations: written },
        ]
      : []),
    ...(index.budgetsOf(workload).length > 0
      ? [
          { group: 'policy', resource: 'poddisruptionbudgets', operations: written },
          { group: 'policy', resource: 'poddisruptionbudgets/status', operations: ['UPDATE'] },
        ]
      : []),
    ...(mounts
      ? [
          { group: '', resource: 'persistentvolumeclaims', operations: written },
          { group: '', resource: 'persistentvolumeclaims/status', operations: ['UPDATE'] },
          { group: '', resource: 'persistentvolumes', operations: written, isElsewhere },
          { group: '', resource: 'persistentvolumes/status', operations: ['UPDATE'], isElsewhere },
          { group: 'storage.k8s.io', resource: 'volumeattachments/status', operations: ['UPDATE'], isElsewhere },
          { group: 'storage.k8s.io', resource: 'csinodes', operations: written, isElsewhere },
          { group: 'storage.k8s.io', resource: 'volumeattachments', operations: [...written, 'DELETE'], isElsewhere },
        ]
      : []),
    ...ofNamespace(workload, index),
    ...ofAll,
  ];
}

/**
 * What is written before a pod of a namespace is made: the use of its quotas, and in a new namespace the service account and the certificates that each pod mounts.
 *
 * Source: k8s.io/apiserver v0.36.3, pkg/admission/plugin/resourcequota, UpdateQuotaStatus; k8s.io/kubernetes v1.36.3, pkg/controller/serviceaccount and
 * pkg/controller/certificates/rootcacertpublisher.
 */
function ofNamespace({ namespace, pod }: WorkloadResource, index: ObjectIndex): readonly Request[] {
  const isIn = (it: KubernetesObject) => it.namespace === namespace;
  const isNew = index.find('Namespace', '', namespace) !== undefined;
  const account = accountOf(pod.spec);
  const makesAccount = isNew && account === 'default' && !index.find('ServiceAccount', namespace, account);
  return [
    ...(index.ofType('ResourceQuota').some(isIn) ? [{ group: '', resource: 'resourcequotas/status', operations: ['UPDATE'] }] : []),
    ...(makesAccount ? [{ group: '', resource: 'serviceaccounts', operations: ['CREATE'], labels: unlabelled }] : []),
    ...(isNew ? [{ group: '', resource: 'configmaps', operations: ['CREATE'], labels: unlabelled }] : []),
  ];
}

const unlabelled: ReadonlyMap<string, string> = new Map();

/** Whether the kubelet asks for a token before it starts a pod: for the volume that admission adds, or for one of the manifest. */
function mountsToken({ namespace, pod: { spec } }: WorkloadResource, index: ObjectIndex): boolean {
  const account = index.find('ServiceAccount', namespace, accountOf(spec));
  const wanted = spec.at('automountServiceAccountToken').value ?? account?.root.at('automountServiceAccountToken').value;
  const projected = spec.items('volumes').flatMap((volume) => volume.items('projected', 'sources'));
  return wanted !== false || projected.some((source) => source.at('serviceAccountToken').isThere);
}

/** Each webhook, or the one set of constraints of a policy. */
function rulesOf({ root }: KubernetesObject, path: readonly string[]): readonly Place[] {
  const place = root.at(...path);
  return Array.isArray(place.value) ? place.items() : [place];
}
