import { type Cluster, hostnameLabel } from '../../cluster/cluster';
import { installedClass, isAttached, isDisk, makesDevices, type Reach, reachOf, servesManyNodes } from '../../cluster/storage-classes';
import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { expression } from '../../manifests/selector';
import { exclusivityOf, type MountedClaim } from './claims';
import { unboundBecause } from './named-volume';

type LabelTest = (labels: ReadonlyMap<string, string>) => boolean;

/** From where a claim's volume comes, and from where it can be mounted. */
export interface VolumeSource {
  readonly reach: Reach;
  /** Who chooses its zone: the scheduler when it binds the first pod, or the provisioner before. */
  readonly binding: 'WaitForFirstConsumer' | 'Immediate';
  /** How that is known. */
  readonly source: string;
  /** Which nodes it can be mounted on by their labels. */
  readonly reaches: LabelTest;
  /** The labels of nodes that it asks for. */
  readonly keys: readonly string[];
  /** The volume of the manifests that names its node. */
  readonly onNode?: string;
  /** Whether nodes attach it, though every node can mount it. */
  readonly attached?: boolean;
  /** Whether that is not known. */
  readonly mayAttach?: boolean;
  /** Whether it is one of the manifests that names the zones of its nodes, or other labels of theirs. */
  readonly namesZones?: boolean;
  /** The driver of its class, where that is known. */
  readonly provisioner?: string;
  /** What of it isn't known, as sentences. */
  readonly unknown: readonly string[];
}

const everywhere: Pick<VolumeSource, 'reaches' | 'keys' | 'unknown'> = { reaches: () => true, keys: [], unknown: [] };

/** The volume of a claim: one of the manifests that is bound to it, else one that its class makes. */
export function sourceOf(claim: MountedClaim, workload: WorkloadResource, index: ObjectIndex): VolumeSource {
  const named = claim.spec?.at('storageClassName').value === '' ? '' : claim.spec?.text('storageClassName');
  const found = classOf(named, index);
  // A disk that pods share is on one node at a time, like one of a zone.
  const isShared = claim.held === 'shared' && claim.spec !== undefined && exclusivityOf(claim.spec) !== 'none';
  const made: typeof found = found.attached && isShared ? { ...found, reach: 'zone' } : found;
  if (claim.held === 'shared' && !claim.spec)
    return { ...made, unknown: [`PersistentVolumeClaim/${workload.namespace}/${claim.name} is not in the manifests`] };
  const volumeName = claim.spec?.text('volumeName');
  const volumes = index.ofType('PersistentVolume');
  const bound = volumes.find((volume) => volume.name === volumeName || isReservedFor(volume, claim, workload));
  if (bound && claim.held === 'shared') {
    const { attached, reach, ...found } = ofVolume(bound);
    const unbound = claim.object ? [...unboundBecause(claim.object, bound, index)] : [];
    if (isShared && found.mayAttach) unbound.push(`whether one node at a time attaches ${idOf(bound)} is not known`);
    return {
      ...found,
      attached,
      reach: attached && isShared && reach === 'everywhere' ? 'zone' : reach,
      unknown: [...found.unknown, ...unbound],
    };
  }
  const unknown = bound
    ? [`${idOf(bound)} is reserved for one of the claims of ${idOf(workload)}`]
    : volumeName !== undefined
      ? [`PersistentVolume/${volumeName} is not in the manifests`]
      : [
          ...waitingFor(named, made, volumes, claim, workload),
          ...notServed(claim, made, workload, index),
          // A file system of the network is attached to no node, so pods on several may share the claim.
          ...(isShared && made.mayAttach ? [`${made.source}: whether one node at a time attaches its volumes is not known`] : []),
        ];
  return { ...made, unknown: [...made.unknown, ...unknown] };
}

/** The same on a cluster: a volume that names nodes of several zones is mounted in all of them, unless one node at a time attaches it. */
export function sourceIn({ cells }: Cluster, source: VolumeSource, { held, spec }: MountedClaim): VolumeSource {
  const isExclusive = source.attached === true && held === 'shared' && spec !== undefined && exclusivityOf(spec) !== 'none';
  if (!source.namesZones || isExclusive) return source;
  const zones = new Set(cells.filter(({ labels }) => source.reaches(labels)).map(({ zone }) => zone));
  return zones.size > 1 ? { ...source, reach: 'everywhere' } : source;
}

/** A claim that no provisioner serves takes any volume of its class, and so may one that a provisioner does serve. */
function waitingFor(
  named: string | undefined,
  made: VolumeSource & { readonly provisioned: boolean },
  volumes: readonly KubernetesObject[],
  claim: MountedClaim,
  workload: WorkloadResource,
): readonly string[] {
  const spare = volumes.find(
    (volume) => !volume.root.at('spec', 'claimRef').isThere && volume.root.text('spec', 'storageClassName') === (named || undefined),
  );
  if (spare && named !== undefined) return [`${idOf(spare)} may be bound to claim ${claim.name} of ${idOf(workload)}`];
  return made.provisioned ? [] : [`claim ${claim.name} of ${idOf(workload)} waits for a volume that no manifest holds`];
}

/** What the driver of a class may refuse of a claim, so that its volume is never made. */
function notServed(
  { spec, name }: MountedClaim,
  { provisioner, binding }: VolumeSource,
  workload: WorkloadResource,
  index: ObjectIndex,
): readonly string[] {
  const found: string[] = [];
  const shared = spec?.items('accessModes').find(({ value }) => value === 'ReadWriteMany' || value === 'ReadOnlyMany');
  if (shared && provisioner !== undefined && !servesManyNodes(provisioner))
    found.push(`claim ${name} of ${idOf(workload)} asks for ${shared.text()}, and the volumes of ${provisioner} are mounted by one node`);
  if (spec?.text('volumeMode') === 'Block' && provisioner !== undefined && !makesDevices(provisioner))
    found.push(`claim ${name} of ${idOf(workload)} asks for a raw device, and ${provisioner} may make none`);
  const driver = index.find('CSIDriver.storage.k8s.io', '', provisioner ?? '');
  if (driver?.root.at('spec', 'storageCapacity').value === true && binding === 'WaitForFirstConsumer')
    found.push(`${idOf(driver)} has storageCapacity, and which nodes have room for claim ${name} of ${idOf(workload)} is not known`);
  const wanted = spec?.text('volumeAttributesClassName');
  if (wanted === undefined) return found;
  const attributes = index.find('VolumeAttributesClass.storage.k8s.io', '', wanted);
  if (!attributes) found.push(`VolumeAttributesClass ${wanted} is not in the manifests: whether it exists is not known`);
  else if (attributes.root.text('driverName') !== provisioner)
    found.push(`VolumeAttributesClass ${wanted} may be of another driver than the class of claim ${name} of ${idOf(workload)}`);
  return found;
}

function isReservedFor({ root }: KubernetesObject, { held, name }: MountedClaim, workload: WorkloadResource): boolean {
  const reference = root.at('spec', 'claimRef');
  if (reference.text('namespace') !== workload.namespace) return false;
  const reserved = reference.text('name') ?? '';
  return held === 'shared' ? reserved === name : held === 'own' && reserved.startsWith(`${name}-${workload.name}-`);
}

/** Sources of volumes that a node attaches. */
const diskSources = ['fc', 'iscsi', 'vsphereVolume'];

/** Sources whose plugins decide whether a node attaches a volume. */
const openSources = ['flexVolume', 'portworxVolume'];

/** A volume of the manifests. Its labels bind its pods to nodes of equal ones, whatever it says else. */
function ofVolume(volume: KubernetesObject): VolumeSource {
  const found = ofAffinity(volume);
  const keys = volumeLabels.filter((key) => volume.labels.has(key)).map((key) => currentLabel(key));
  if (keys.length === 0) return found;
  const reaches: LabelTest = (labels) => found.reaches(labels) && suitsLabels(volume, labels);
  const isWide = found.reach === 'everywhere';
  return { ...found, reaches, keys: [...found.keys, ...keys], ...(isWide ? { reach: 'zone', namesZones: true } : {}) };
}

/** The labels of a volume that the scheduler compares with those of nodes. */
const volumeLabels: readonly string[] = ['topology.kubernetes.io', 'failure-domain.beta.kubernetes.io'].flatMap((domain) => [
  `${domain}/zone`,
  `${domain}/region`,
]);

function currentLabel(key: string): string {
  return key.replace(/^failure-domain\.beta\./, 'topology.');
}

/** Source: k8s.io/kubernetes v1.36.3, pkg/scheduler/framework/plugins/volumezone: several values stand with `__` between them, and nodes without any such label take all volumes. */
function suitsLabels(volume: KubernetesObject, node: ReadonlyMap<string, string>): boolean {
  if (!volumeLabels.some((key) => node.has(key))) return true;
  return volumeLabels.every((key) => {
    const value = volume.labels.get(key);
    return value === undefined || value.split('__').includes(node.get(key) ?? node.get(currentLabel(key)) ?? '');
  });
}

function ofAffinity(volume: KubernetesObject): VolumeSource {
  const required = volume.root.at('spec', 'nodeAffinity', 'required');
  const source = `${idOf(volume)} in the manifests`;
  const driver = volume.root.text('spec', 'csi', 'driver');
  const attached = driver === undefined ? diskSources.some((it) => volume.root.at('spec', it).isThere) : isDisk(driver);
  const mayAttach = driver === undefined ? openSources.some((it) => volume.root.at('spec', it).isThere) : reachOf(driver) === undefined;
  if (!required.isThere) {
    const isZonal = driver !== undefined && reachOf(driver) === 'zone';
    const unknown = isZonal ? [`${idOf(volume)} has no nodeAffinity, and in which zone ${driver} attaches it is not known`] : [];
    return { ...everywhere, reach: 'everywhere', binding: 'WaitForFirstConsumer', source, attached, mayAttach, unknown };
  }
  const alternatives = required.items('nodeSelectorTerms').map((term) => {
    const requirements = term.items('matchExpressions').filter((it) => it.text('key') !== hostnameLabel);
    const tests = requirements.map(({ value }) => expression(value));
    return (labels: ReadonlyMap<string, string>) => tests.every((test) => test(labels));
  });
  const keys = required.items('nodeSelectorTerms').flatMap((term) => term.items('matchExpressions').map((it) => it.text('key') ?? ''));
  const namesNodes =
    keys.includes(hostnameLabel) || required.items('nodeSelectorTerms').some((term) => term.items('matchFields').length > 0);
  return {
    reach: namesNodes ? 'node' : 'zone',
    binding: 'WaitForFirstConsumer',
    source,
    reaches: (labels) => alternatives.some((test) => test(labels)),
    keys: keys.filter((key) => key !== hostnameLabel),
    unknown: [],
    attached,
    mayAttach,
    namesZones: !namesNodes,
    ...(namesNodes ? { onNode: idOf(volume) } : {}),
  };
}

/** The annotations by which a class serves the claims that name none. Source: k8s.io/kubernetes v1.36.3, pkg/volume/util, IsDefaultAnnotation. */
const defaultClass = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];

/** The name of the class that serves the claims that name none, where the manifests hold it; of several, the newest does, which nobody knows here. */
export function defaultClassOf(index: ObjectIndex): string | undefined {
  return defaultClassesOf(index)[0]?.name;
}

function defaultClassesOf(index: ObjectIndex): readonly KubernetesObject[] {
  return index
    .ofType('StorageClass.storage.k8s.io')
    .filter(({ annotations }) => defaultClass.some((annotation) => annotations.get(annotation) === 'true'));
}

function classOf(name: string | undefined, index: ObjectIndex): VolumeSource & { readonly provisioned: boolean } {
  if (name === '')
    return { ...everywhere, reach: 'node', binding: 'Immediate', source: 'a volume that no class makes', provisioned: false };
  const defaults = name === undefined ? defaultClassesOf(index) : [];
  const declared = name === undefined ? defaults[0] : index.find('StorageClass.storage.k8s.io', '', name);
  if (declared) {
    const several = defaults.map(idOf).join(' and ');
    const found = ofClass(declared);
    return defaults.length < 2
      ? found
      : { ...found, unknown: [...found.unknown, `${several} are both the default, and which is newer is not known`] };
  }
  const known = installedClass(name ?? '');
  const installed = known && { reach: reachOf(known.provisioner) ?? unlisted, binding: known.volumeBindingMode };
  const source = known ? `StorageClass ${name} as its provider installs it` : `StorageClass ${name ?? '(default)'} is not in the manifests`;
  const { provisioner } = known ?? {};
  const unknown = [`${source}, so which nodes can mount its volumes is not known; add it to the manifests`];
  const assumed = { reach: unlisted, binding: 'WaitForFirstConsumer', unknown } as const;
  return { ...everywhere, ...(installed ?? assumed), source, provisioner, provisioned: true };
}

/** How the volumes of a driver that isn't listed are taken while nothing is proved of them. */
const unlisted: Reach = 'zone';

function ofClass({ root, name }: KubernetesObject): VolumeSource & { readonly provisioned: boolean } {
  const provisioner = root.text('provisioner') ?? '';
  const terms = root.items('allowedTopologies').map((term) => term.items('matchLabelExpressions'));
  const reach = reachOf(provisioner, root.texts('parameters'));
  // A bound claim asks for what its volume says, and drivers without topology write nothing there.
  const isOpen = reach === 'everywhere' && terms.length > 0;
  const open = [`StorageClass ${name} says where ${provisioner} makes volumes, and not which nodes mount them`];
  return {
    reach: reach ?? unlisted,
    binding: root.text('volumeBindingMode') === 'WaitForFirstConsumer' ? 'WaitForFirstConsumer' : 'Immediate',
    source: `StorageClass ${name} in the manifests`,
    reaches: isOpen ? () => true : allowedBy(terms),
    keys: terms.flat().map((requirement) => requirement.text('key') ?? ''),
    unknown: isOpen ? open : reach ? [] : [`which nodes can mount the volumes of StorageClass ${name} (${provisioner}) is not known`],
    attached: isAttached(provisioner),
    provisioner,
    provisioned: provisioner !== 'kubernetes.io/no-provisioner',
  };
}

/**
 * Which nodes the terms of `allowedTopologies` let a volume be made for: one term that holds as a whole, and is not empty.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/scheduler/framework/plugins/volumebinding, checkVolumeProvisions; k8s.io/component-helpers, MatchTopologySelectorTerms.
 */
function allowedBy(terms: readonly (readonly Place[])[]): LabelTest {
  if (terms.length === 0) return () => true;
  const tests = terms.map((term) =>
    term.map((requirement) => {
      const key = requirement.text('key') ?? '';
      const values = new Set(requirement.items('values').map(({ value }) => String(value)));
      return (labels: ReadonlyMap<string, string>) => values.has(labels.get(key) ?? '');
    }),
  );
  return (labels) => tests.some((term) => term.length > 0 && term.every((test) => test(labels)));
}
