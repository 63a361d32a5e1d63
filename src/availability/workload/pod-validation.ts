import type { Place } from '../../manifests/place';
import { namespaceOfSysctl } from '../fields/sysctls';

/**
 * What the API server's validation of a pod's specification refuses, as a sentence: fields that exclude each other, or that a kind of container may not have.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/apis/core/validation, ValidatePodSpec.
 */
export function validationRefusal(spec: Place): string | undefined {
  return (
    podRefusal(spec) ??
    firstOf(spec.items('initContainers'), initRefusal) ??
    firstOf([...spec.items('initContainers'), ...spec.items('containers')], containerRefusal) ??
    portRefusal(spec) ??
    windowsRefusal(spec) ??
    selectionRefusal(spec)
  );
}

/** The first sentence that a check finds. */
export function firstOf(places: readonly Place[], refusal: (place: Place) => string | undefined): string | undefined {
  for (const place of places) {
    const because = refusal(place);
    if (because !== undefined) return because;
  }
  return undefined;
}

function podRefusal(spec: Place): string | undefined {
  const isOn = (field: string) => spec.at(field).value === true;
  const ofHost = ['hostNetwork', 'hostPID', 'hostIPC'].find(isOn);
  const sysctl = sysctlOfHost(spec, isOn);
  if (sysctl !== undefined) return sysctl;
  if (spec.at('hostUsers').value === false && ofHost) return `${ofHost} excludes hostUsers: false`;
  const devices = [...spec.items('initContainers'), ...spec.items('containers')].find((it) => it.items('volumeDevices').length > 0);
  if (spec.at('hostUsers').value === false && devices) return `volumeDevices of container ${nameOf(devices)} exclude hostUsers: false`;
  if (isOn('shareProcessNamespace') && isOn('hostPID')) return 'hostPID excludes shareProcessNamespace';
  if (spec.text('dnsPolicy') === 'None' && spec.items('dnsConfig', 'nameservers').length === 0)
    return 'dnsPolicy None needs dnsConfig.nameservers';
  return undefined;
}

/**
 * A kernel setting of a namespace that the pod shares with the node: of older API servers the kubelet refuses it.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/apis/core/validation, ValidateHostSysctl; pkg/kubelet/sysctl/allowlist.go, validateSysctl.
 */
function sysctlOfHost(spec: Place, isOn: (field: string) => boolean): string | undefined {
  const shared = { net: isOn('hostNetwork') && 'hostNetwork', ipc: isOn('hostIPC') && 'hostIPC' };
  return firstOf(spec.items('securityContext', 'sysctls'), (sysctl) => {
    const name = sysctl.text('name') ?? '';
    const namespace = namespaceOfSysctl(name);
    const field = namespace && shared[namespace];
    return field ? `${field} excludes the sysctl ${name}` : undefined;
  });
}

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'];

function initRefusal(container: Place): string | undefined {
  if (container.text('restartPolicy') === 'Always') return undefined;
  const field = [...probes, 'lifecycle'].find((it) => container.at(it).isThere);
  return field && `init container ${nameOf(container)} has a ${field}, which only sidecars may have`;
}

function containerRefusal(container: Place): string | undefined {
  const of = `of container ${nameOf(container)}`;
  const impatient = ['livenessProbe', 'startupProbe'].find((probe) => (container.number(probe, 'successThreshold') ?? 1) > 1);
  if (impatient) return `successThreshold of the ${impatient} ${of} must be 1`;
  if (container.at('readinessProbe', 'terminationGracePeriodSeconds').isThere)
    return `the readinessProbe ${of} may not have terminationGracePeriodSeconds`;
  const context = container.at('securityContext');
  const shares = container.items('volumeMounts').some((mount) => mount.text('mountPropagation') === 'Bidirectional');
  if (shares && context.at('privileged').value !== true) return `mountPropagation Bidirectional ${of} needs privileged: true`;
  const isAdmin = context.items('capabilities', 'add').some(({ value }) => value === 'CAP_SYS_ADMIN');
  if (context.at('allowPrivilegeEscalation').value === false && (isAdmin || context.at('privileged').value === true))
    return `allowPrivilegeEscalation: false ${of} excludes privileged and the capability CAP_SYS_ADMIN`;
  const outside = container
    .items('volumeMounts')
    .map((mount) => mount.text('subPath') ?? mount.text('subPathExpr') ?? '')
    .find((path) => path.startsWith('/') || path.split('/').includes('..'));
  return outside === undefined ? undefined : `the subPath ${outside} ${of} leaves its volume`;
}

/** A port of the node that two containers ask for. */
function portRefusal(spec: Place): string | undefined {
  const isOfHost = spec.at('hostNetwork').value === true;
  const seen = new Set<string>();
  for (const port of spec.items('containers').flatMap((container) => container.items('ports'))) {
    const number = port.number('hostPort') || (isOfHost && port.number('containerPort')) || 0;
    if (number === 0) continue;
    const key = `${port.text('protocol') ?? 'TCP'}/${port.text('hostIP') ?? ''}/${number}`;
    if (seen.has(key)) return `two of its ports have the hostPort ${number}`;
    seen.add(key);
  }
  return undefined;
}

/** Options of Windows beside another system, or containers that run on the node's own beside others. */
function windowsRefusal(spec: Place): string | undefined {
  const containers = [...spec.items('initContainers'), ...spec.items('containers')];
  const [own, ...ofContainers] = [spec, ...containers].map((it) => it.at('securityContext', 'windowsOptions'));
  if (spec.text('os', 'name') === 'linux' && [own, ...ofContainers].some((it) => it?.isThere)) return 'os linux excludes windowsOptions';
  const whole = own?.at('hostProcess').value;
  const each = ofContainers.map((it) => it.at('hostProcess').value ?? whole ?? false);
  if (new Set(each).size > 1 || (typeof whole === 'boolean' && each.some((it) => it !== whole)))
    return 'hostProcess of windowsOptions is not the same for the pod and all containers';
  return each.includes(true) && spec.at('hostNetwork').value !== true ? 'hostProcess of windowsOptions needs hostNetwork' : undefined;
}

/** A requirement of node affinity whose number of values doesn't fit its operator. */
function selectionRefusal(spec: Place): string | undefined {
  const affinity = spec.at('affinity', 'nodeAffinity');
  const terms = [
    ...affinity.items('requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms'),
    ...affinity.items('preferredDuringSchedulingIgnoredDuringExecution').map((it) => it.at('preference')),
  ];
  const requirements = terms.flatMap((term) => [...term.items('matchExpressions'), ...term.items('matchFields')]);
  return firstOf(requirements, (requirement) => {
    const operator = requirement.text('operator') ?? '';
    const values = requirement.items('values').length;
    const fits = {
      In: values > 0,
      NotIn: values > 0,
      Exists: values === 0,
      DoesNotExist: values === 0,
      Gt: values === 1,
      Lt: values === 1,
    };
    if (Object.hasOwn(fits, operator) && fits[operator as keyof typeof fits]) return undefined;
    return `operator ${operator} of a node affinity does not take ${values} values`;
  });
}

function nameOf(container: Place): string {
  return container.text('name') ?? '';
}
