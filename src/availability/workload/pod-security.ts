import { idOf, inWords } from '../../manifests/identity';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { safeSysctls } from '../fields/sysctls';
import { neverRuns, type Obstacle } from './obstacle';

/**
 * What the Pod Security level that a namespace enforces refuses.
 *
 * Source: kubernetes.io, Pod Security Standards; k8s.io/pod-security-admission v0.36.3, policy. Exemptions in the API server's configuration are not read.
 */
export function podSecurityObstacles(workload: WorkloadResource, spec: Place, index: ObjectIndex): readonly Obstacle[] {
  const namespace = index.find('Namespace', '', workload.namespace);
  const level = namespace?.labels.get('pod-security.kubernetes.io/enforce');
  if (!namespace || (level !== 'baseline' && level !== 'restricted')) return [];
  const violation = [...baseline(spec), ...(level === 'restricted' ? restricted(spec) : [])][0];
  if (violation === undefined) return [];
  return [neverRuns(idOf(workload), `its pods are never created: ${inWords(namespace)} enforces ${level}, which forbids ${violation}`)];
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

const seLinuxTypes: ReadonlySet<string> = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t']);

/** What `baseline` forbids and the pod has, in words. */
function baseline(spec: Place): readonly string[] {
  const containers = containersOf(spec);
  const contexts = contextsOf(spec);
  const found: string[] = [];
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) if (spec.at(field).value === true) found.push(field);
  if (contexts.some((it) => it.at('windowsOptions', 'hostProcess').value === true)) found.push('hostProcess');
  if (contexts.some((it) => it.at('privileged').value === true)) found.push('privileged containers');
  const added = capabilities(containers, 'add').find((it) => !baselineCapabilities.has(it));
  if (added !== undefined) found.push(`the capability ${added}`);
  if (spec.items('volumes').some((volume) => volume.at('hostPath').isThere)) found.push('hostPath volumes');
  if (containers.some((it) => it.items('ports').some((port) => (port.number('hostPort') ?? 0) !== 0))) found.push('host ports');
  if (contexts.some((it) => !seLinuxTypes.has(it.text('seLinuxOptions', 'type') ?? ''))) found.push('that type of seLinuxOptions');
  if (contexts.some((it) => ['user', 'role'].some((field) => it.text('seLinuxOptions', field))))
    found.push('a user or role in seLinuxOptions');
  if (contexts.some((it) => it.text('seccompProfile', 'type') === 'Unconfined')) found.push('an unconfined seccompProfile');
  if (contexts.some((it) => it.text('appArmorProfile', 'type') === 'Unconfined')) found.push('an unconfined appArmorProfile');
  const sysctl = spec
    .items('securityContext', 'sysctls')
    .map((it) => it.text('name') ?? '')
    .find((name) => !safeSysctls.includes(name));
  if (sysctl !== undefined) found.push(`the sysctl ${sysctl}`);
  return found;
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
function restricted(spec: Place): readonly string[] {
  const containers = containersOf(spec);
  const found: string[] = [];
  const strange = spec
    .items('volumes')
    .find((volume) => !restrictedVolumes.some((type) => volume.at(type).isThere) && volume.parts().length > 1);
  if (strange) found.push(`the type of volume ${strange.text('name') ?? ''}`);
  if (containers.some((it) => it.at('securityContext', 'allowPrivilegeEscalation').value !== false))
    found.push('containers without allowPrivilegeEscalation: false');
  // In a user namespace of its own, root is nobody on the node.
  if (spec.at('hostUsers').value !== false) found.push(...asRoot(spec, containers));
  const isConfined = (it: Place) => it.at('securityContext', 'seccompProfile', 'type').isThere;
  if (!isConfined(spec) && !containers.every(isConfined)) found.push('pods without seccompProfile');
  if (containers.some((it) => !capabilities([it], 'drop').includes('ALL'))) found.push('containers that do not drop the capability ALL');
  const added = capabilities(containers, 'add').find((it) => it !== 'NET_BIND_SERVICE');
  if (added !== undefined) found.push(`the capability ${added}`);
  return found;
}

function asRoot(spec: Place, containers: readonly Place[]): readonly string[] {
  const nonRoot = (it: Place) => it.at('securityContext', 'runAsNonRoot').value;
  const isSafe = containers.every((it) => (nonRoot(it) ?? nonRoot(spec)) === true);
  const isRoot = [spec, ...containers].some((it) => it.at('securityContext', 'runAsUser').value === 0);
  return [...(isSafe ? [] : ['pods without runAsNonRoot: true']), ...(isRoot ? ['runAsUser: 0'] : [])];
}

function capabilities(containers: readonly Place[], list: 'add' | 'drop'): readonly string[] {
  return containers.flatMap((it) => it.items('securityContext', 'capabilities', list).map(({ value }) => String(value)));
}
