import type { Place } from '../../manifests/place';
import { listAt, valueAt } from '../../manifests/value';
import type { Effect, FieldRule, Versions } from './rules';

const RECREATE = 'delete the object and create it again, or give the new one another name';
const ORPHAN = 'delete it with `--cascade=orphan`, which keeps its pods, and apply again';
const NEW_NAME = 'create a new one with another name';

/** A field that the API server never lets change. */
function immutable(types: string | readonly string[], field: string, fix = RECREATE, except?: readonly string[]): FieldRule {
  const effect = (): Effect => ({ consequence: 'refused', because: 'the API server refuses it: the field is immutable', fix });
  return { types: typeof types === 'string' ? [types] : types, field, except, effect };
}

/** A field that the API server doesn't let change if a condition holds. */
function refusedIf(type: string, field: string, condition: (versions: Versions) => boolean, because: string, fix = RECREATE): FieldRule {
  const effect: FieldRule['effect'] = (_, versions) => (condition(versions) ? { consequence: 'refused', because, fix } : undefined);
  return { types: [type], field, effect };
}

/**
 * The server has filled in a rolling update. An apply takes away only what its own manifest had, so the rest stays, and no other strategy allows it. That of a
 * Deployment goes with a client-side apply, whose patch says which keys to retain.
 */
function staysBehind(type: string, strategy: string, fields: readonly string[]): FieldRule {
  const effect: FieldRule['effect'] = ({ before, after }, { before: object, after: next, kubectl }) => {
    const [details, kept] = [object, next].map(({ root }) => root.at('spec', strategy, 'rollingUpdate')) as [Place, Place];
    // One that is kept is refused as such.
    if (before !== 'RollingUpdate' || after === before || kept.isThere || fields.every((field) => details.at(field).isThere))
      return undefined;
    return {
      consequence: 'refused',
      because: `the API server refuses ${type === 'Deployment.apps' ? 'a server-side apply of it' : 'it'}: the rollingUpdate that it filled in stays, and ${after} allows none`,
      fix: `remove it first: \`${kubectl} --namespace ${object.namespace} patch ${object.kind.toLowerCase()} ${object.name} --type=json -p '[{"op":"replace","path":"/spec/${strategy}","value":{"type":"${after}"}}]'\``,
    };
  };
  return { types: [type], field: `spec.${strategy}.type`, effect };
}

const sidesOf = ({ before, after }: Versions) => [before.root.value, after.root.value];

/** The first family is that of the address; a second one comes and goes. To another type it gives the address back. */
function hasOtherFamily(versions: Versions): boolean {
  const [old, next] = sidesOf(versions).map((value) => listAt(value, 'spec', 'ipFamilies')[0]);
  return old !== undefined && next !== undefined && old !== next && valueAt(versions.after.root.value, 'spec', 'type') !== 'ExternalName';
}

/** A second range may join the first. */
function isOtherRange(versions: Versions): boolean {
  const [old = [], next = []] = sidesOf(versions).map((value) => listAt(value, 'spec', 'cidrs'));
  return next.length < old.length || old.some((range, index) => next[index] !== range);
}

const wasImmutable = ({ before }: Versions) => valueAt(before.root.value, 'immutable') === true;
const isFrozen = 'the API server refuses it: `immutable: true` allows no change of the data, and is never taken back';
const isNamed = 'give it another name, and let the pods refer to that';

/**
 * What the API server refuses to change, by type.
 *
 * Source: the update validation of k8s.io/kubernetes v1.36.3, pkg/apis/GROUP/validation. `test/cluster/changes.test.ts` holds each against a real API server.
 */
export const immutableFields: readonly FieldRule[] = [
  immutable(['DaemonSet.apps', 'Deployment.apps', 'ReplicaSet.apps'], 'spec.selector', ORPHAN),
  staysBehind('Deployment.apps', 'strategy', ['maxSurge', 'maxUnavailable']),
  staysBehind('StatefulSet.apps', 'updateStrategy', ['partition']),
  immutable('StatefulSet.apps', 'spec', ORPHAN, [
    'spec.minReadySeconds',
    'spec.ordinals',
    'spec.persistentVolumeClaimRetentionPolicy',
    'spec.replicas',
    'spec.revisionHistoryLimit',
    'spec.template',
    'spec.updateStrategy',
  ]),
  ...['completionMode', 'managedBy', 'manualSelector', 'podFailurePolicy', 'selector', 'successPolicy', 'backoffLimitPerIndex'].map(
    (field) => immutable('Job.batch', `spec.${field}`),
  ),
  immutable('Job.batch', 'spec.template'),
  immutable('Job.batch', 'spec.completions'),
  ...['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode'].map((field) =>
    immutable('StorageClass.storage.k8s.io', field, NEW_NAME),
  ),
  ...['driverName', 'parameters'].map((field) => immutable('VolumeAttributesClass.storage.k8s.io', field, NEW_NAME)),
  immutable('PersistentVolumeClaim', 'spec', 'create a new claim, and copy the data', [
    'spec.resources.requests.storage',
    'spec.volumeAttributesClassName',
  ]),
  refusedIf('ConfigMap', 'data', wasImmutable, isFrozen, isNamed),
  refusedIf('ConfigMap', 'binaryData', wasImmutable, isFrozen, isNamed),
  refusedIf('ConfigMap', 'immutable', wasImmutable, isFrozen, isNamed),
  refusedIf('Secret', 'data', wasImmutable, isFrozen, isNamed),
  refusedIf('Secret', 'immutable', wasImmutable, isFrozen, isNamed),
  immutable('Secret', 'type'),
  immutable(['ClusterRoleBinding.rbac.authorization.k8s.io', 'RoleBinding.rbac.authorization.k8s.io'], 'roleRef'),
  immutable('PriorityClass.scheduling.k8s.io', 'value', NEW_NAME),
  immutable('PriorityClass.scheduling.k8s.io', 'preemptionPolicy', NEW_NAME),
  immutable('RuntimeClass.node.k8s.io', 'handler', NEW_NAME),
  immutable('IngressClass.networking.k8s.io', 'spec.controller', NEW_NAME),
  immutable('ResourceQuota', 'spec.scopes'),
  immutable('EndpointSlice.discovery.k8s.io', 'addressType'),
  refusedIf('ServiceCIDR.networking.k8s.io', 'spec.cidrs', isOtherRange, 'the API server refuses it: the field is immutable', NEW_NAME),
  immutable('ControllerRevision.apps', 'data', NEW_NAME),
  immutable(['ResourceClaim.resource.k8s.io', 'ResourceClaimTemplate.resource.k8s.io'], 'spec', NEW_NAME),
  immutable('CustomResourceDefinition.apiextensions.k8s.io', 'spec.scope'),
  immutable('CustomResourceDefinition.apiextensions.k8s.io', 'spec.group'),
  immutable('PersistentVolume', 'spec', NEW_NAME, [
    'spec.accessModes',
    'spec.capacity',
    'spec.claimRef',
    'spec.mountOptions',
    'spec.persistentVolumeReclaimPolicy',
    'spec.storageClassName',
    'spec.volumeAttributesClassName',
    'spec.volumeMode',
    'spec.nodeAffinity',
  ]),
  refusedIf(
    'PersistentVolume',
    'spec.nodeAffinity',
    ({ before }) => before.root.at('spec', 'nodeAffinity').isThere,
    'the API server refuses it: the field is immutable',
    NEW_NAME,
  ),
  immutable('PersistentVolume', 'spec.volumeMode', NEW_NAME),
  ...['attachRequired', 'volumeLifecycleModes'].map((field) => immutable('CSIDriver.storage.k8s.io', `spec.${field}`)),
  immutable('Pod', 'spec', RECREATE, [
    'spec.activeDeadlineSeconds',
    'spec.containers.*.image',
    'spec.initContainers.*.image',
    'spec.tolerations',
    'spec.schedulingGates',
  ]),
  refusedIf(
    'Service',
    'spec.loadBalancerClass',
    (versions) => sidesOf(versions).every((value) => valueAt(value, 'spec', 'type') === 'LoadBalancer'),
    'the API server refuses it: the field is immutable',
  ),
  refusedIf('Service', 'spec.ipFamilies', hasOtherFamily, 'the API server refuses it: the field is immutable'),
  {
    types: ['Service'],
    field: 'spec.clusterIP',
    effect: ({ before, after }, { after: next }) => {
      // To another type it gives the address back.
      if (next.root.text('spec', 'type') === 'ExternalName') return undefined;
      if (after === undefined)
        return { consequence: 'none', because: 'the server keeps the address that it has; a new cluster gives out another' };
      if (before === undefined && after !== 'None')
        return { consequence: 'refused', because: 'the API server refuses it: the Service has an address already', fix: RECREATE };
      return { consequence: 'refused', because: 'the API server refuses it: the field is immutable', fix: RECREATE };
    },
  },
];
