import { minorOf } from '../../cluster/features';
import { idOf, inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { isSafeSysctl } from '../fields/sysctls';
import { annotatedProfiles } from './app-armor';
import { neverRuns, type Obstacle } from './obstacle';

/**
 * What the Pod Security level that a namespace enforces refuses.
 *
 * Source: kubernetes.io, Pod Security Standards; k8s.io/pod-security-admission v0.36.3, policy. Exemptions in the API server's configuration are not read.
 */
export function podSecurityObstacles(workload: WorkloadResource, spec: Place, index: ObjectIndex, kubernetes: string): readonly Obstacle[] {
  const namespace = index.find('Namespace', '', workload.namespace);
  const level = namespace?.labels.get('pod-security.kubernetes.io/enforce');
  if (!namespace || level === undefined || level === 'privileged') return [];
  const version = Math.min(enforcedVersion(namespace), minorOf(kubernetes));
  if (version < OLDEST)
    return [neverRuns(idOf(workload), `its pods may be refused: the Pod Security Standards of 1.${version} are not modelled`, false)];
  const held = { profiles: [...annotatedProfiles(workload).values()], spec, version };
  const violation = [...baseline(held), ...(level === 'baseline' ? [] : restricted(held))][0];
  if (violation === undefined) return [];
  return [neverRuns(idOf(workload), `its pods are never created: ${inWords(namespace)} enforces ${level}, which forbids ${violation}`)];
}

/** Before it the standards differed in more than is told apart here. */
const OLDEST = 25;

/** The minor version of the standards; infinite for the latest one. */
function enforcedVersion({ labels }: KubernetesObject): number {
  const [, minor] = /^v1\.(\d+)$/.exec(labels.get('pod-security.kubernetes.io/enforce-version') ?? '') ?? [];
  return minor === undefined ? Number.POSITIVE_INFINITY : Number(minor);
}

/** A pod, and the minor version of Kubernetes whose standards it is held against. */
interface Held {
  /** The AppArmor profiles that annotations give to containers. */
  readonly profiles: readonly string[];
  readonly spec: Place;
  readonly version: number;
}

const containersOf = (spec: Place) => [...spec.items('initContainers'), ...spec.items('containers')];

/** The security contexts of the pod and of its containers. */
const contextsOf = (spec: Place) => [spec, ...containersOf(spec)].map((it) => it.at('securityContext'));

const baselineCapabilities: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

const seLinuxTypes: readonly string[] = ['', 'container_t', 'container_init_t', 'container_kvm_t'];

/** What `baseline` forbids and the pod has, in words. */
function baseline(held: Held): readonly string[] {
  const { spec } = held;
  const containers = containersOf(spec);
  const contexts = contextsOf(spec);
  const found: string[] = [];
  if (contexts.some((it) => it.at('windowsOptions', 'hostProcess').value === true)) found.push('hostProcess');
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) if (spec.at(field).value === true) found.push(field);
  if (contexts.some((it) => it.at('privileged').value === true)) found.push('privileged containers');
  const added = capabilities(containers, 'add').find((it) => !baselineCapabilities.has(it));
  if (added !== undefined) found.push(`the capability ${added}`);
  if (spec.items('volumes').some((volume) => volume.at('hostPath').isThere)) found.push('hostPath volumes');
  if (containers.some((it) => it.items('ports').some((port) => (port.number('hostPort') ?? 0) !== 0))) found.push('host ports');
  if (contexts.some((it) => ['user', 'role'].some((field) => it.text('seLinuxOptions', field))))
    found.push('a user or role in seLinuxOptions');
  if (contexts.some((it) => it.text('seccompProfile', 'type') === 'Unconfined')) found.push('an unconfined seccompProfile');
  if (
    contexts.some((it) => it.text('appArmorProfile', 'type') === 'Unconfined') ||
    held.profiles.some((it) => it !== 'runtime/default' && !it.startsWith('localhost/'))
  )
    found.push('an unconfined appArmorProfile');
  return [...found, ...versioned(held)];
}

/** What `baseline` forbids in some versions only, in words. */
function versioned({ spec, version }: Held): readonly string[] {
  const containers = containersOf(spec);
  const found: string[] = [];
  const types = version >= 31 ? [...seLinuxTypes, 'container_engine_t'] : seLinuxTypes;
  if (contextsOf(spec).some((it) => !types.includes(it.text('seLinuxOptions', 'type') ?? ''))) found.push('that type of seLinuxOptions');
  if (!(version >= 35 && hasOwnUsers(spec)) && containers.some(unmasksProc)) found.push('an unmasked procMount');
  if (version >= 34 && containers.some(namesHost)) found.push('a host in probes or lifecycle hooks');
  const sysctls = spec.items('securityContext', 'sysctls').map((it) => it.text('name') ?? '');
  const sysctl = sysctls.find((name) => !isSafeSysctl(name, version));
  if (sysctl !== undefined) found.push(`the sysctl ${sysctl}`);
  return found;
}

function unmasksProc(container: Place): boolean {
  return (container.text('securityContext', 'procMount') ?? 'Default') !== 'Default';
}

function namesHost(container: Place): boolean {
  const handlers = [
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe) => container.at(probe)),
    ...['postStart', 'preStop'].map((hook) => container.at('lifecycle', hook)),
  ];
  return handlers.some((it) => it.text('httpGet', 'host') !== undefined || it.text('tcpSocket', 'host') !== undefined);
}

/** In a user namespace of its own, root is nobody on the node. */
function hasOwnUsers(spec: Place): boolean {
  return spec.at('hostUsers').value === false;
}

const restrictedVolumes: readonly string[] = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/** What `restricted` forbids besides, and the pod has or lacks, in words. */
function restricted({ spec, version }: Held): readonly string[] {
  const containers = containersOf(spec);
  const found: string[] = [];
  const strange = spec
    .items('volumes')
    .find((volume) => !restrictedVolumes.some((type) => volume.at(type).isThere) && volume.parts().length > 1);
  if (strange) found.push(`the type of volume ${strange.text('name') ?? ''}`);
  if (containers.some(unmasksProc)) found.push('an unmasked procMount');
  if (!(version >= 35 && hasOwnUsers(spec))) found.push(...asRoot(spec, containers));
  return spec.text('os', 'name') === 'windows' ? found : [...found, ...linuxOnly(spec, containers)];
}

/** What pods of Windows needn't state. */
function linuxOnly(spec: Place, containers: readonly Place[]): readonly string[] {
  const found: string[] = [];
  if (containers.some((it) => it.at('securityContext', 'allowPrivilegeEscalation').value !== false))
    found.push('containers without allowPrivilegeEscalation: false');
  const isConfined = (it: Place) => it.at('securityContext', 'seccompProfile', 'type').isThere;
  if (!isConfined(spec) && !containers.every(isConfined)) found.push('pods without seccompProfile');
  if (containers.some((it) => !capabilities([it], 'drop').includes('ALL'))) found.push('containers that do not drop the capability ALL');
  const added = capabilities(containers, 'add').find((it) => it !== 'NET_BIND_SERVICE');
  if (added !== undefined) found.push(`the capability ${added}`);
  return found;
}

function asRoot(spec: Place, containers: readonly Place[]): readonly string[] {
  const nonRoot = (it: Place) => it.at('securityContext', 'runAsNonRoot').value;
  const isSafe = nonRoot(spec) !== false && containers.every((it) => (nonRoot(it) ?? nonRoot(spec)) === true);
  const isRoot = [spec, ...containers].some((it) => it.at('securityContext', 'runAsUser').value === 0);
  return [...(isSafe ? [] : ['pods without runAsNonRoot: true']), ...(isRoot ? ['runAsUser: 0'] : [])];
}

function capabilities(containers: readonly Place[], list: 'add' | 'drop'): readonly string[] {
  return containers.flatMap((it) => it.items('securityContext', 'capabilities', list).map(({ value }) => String(value)));
}
