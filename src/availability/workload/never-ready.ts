import { type ConfigurationReference, configMapsOf, secretsOf } from '../../manifests/configuration';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { declares, portsOf } from '../../manifests/pod';
import { bytes } from '../../manifests/quantity';
import { secretsMadeOf } from '../../manifests/secret-sources';

/** What keeps a container from starting, or its pod from being ready, by the manifests alone; as sentences. */
export function neverReady(workload: WorkloadResource, index: ObjectIndex): readonly string[] {
  const { spec, containers } = workload.pod;
  return [
    ...[...configMapsOf(workload), ...secretsOf(workload)].flatMap((reference) => missingKeys(reference, index)),
    ...containers.flatMap((container) => ofContainer(container, spec)),
    ...hugePagesAsked(workload),
  ];
}

/**
 * A volume of huge pages that no container requests is never mounted.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/volume/emptydir/empty_dir.go, getPageSizeMountOption.
 */
function hugePagesAsked({ pod: { spec, containers } }: WorkloadResource): readonly string[] {
  const requested = new Set(
    ['requests', 'limits'].flatMap((list) => [spec, ...containers].flatMap((it) => [...it.texts('resources', list).keys()])),
  );
  const isRequested = (medium: string) =>
    medium === 'HugePages'
      ? [...requested].some((it) => it.startsWith('hugepages-'))
      : requested.has(medium.replace('HugePages', 'hugepages'));
  return spec.items('volumes').flatMap((volume) => {
    const medium = volume.text('emptyDir', 'medium') ?? '';
    if (!medium.startsWith('HugePages') || isRequested(medium)) return [];
    return [`volume ${volume.text('name')} is of ${medium}, which no container requests: its pods do not start`];
  });
}

/** Without a key the kubelet makes no container, or mounts no volume. */
function missingKeys({ type, namespace, name, keys, optional }: ConfigurationReference, index: ObjectIndex): readonly string[] {
  const held = index.all(type, namespace, name);
  if (optional || held.length === 0) return [];
  const made = type === 'Secret' ? held.flatMap(secretsMadeOf) : [];
  if (type === 'Secret' && made.some((it) => it.keys === undefined)) return [];
  const known = new Set([
    ...made.flatMap((it) => it.keys ?? []),
    ...(type === 'ConfigMap'
      ? held.flatMap(({ root }) => ['data', 'binaryData'].flatMap((field) => root.parts(field).map(({ key }) => key)))
      : []),
  ]);
  const missing = keys.map((key) => key.text() ?? '').filter((key) => !known.has(key));
  return [...new Set(missing)].map((key) => `${type}/${namespace}/${name} has no key ${key}, without which its pods do not start`);
}

/** A memory limit below which no container has ever started: 400m is less than a byte. */
const LEAST_MEMORY = 2 ** 20;

/**
 * Source: k8s.io/kubernetes v1.36.3, pkg/kubelet/kuberuntime/security_context.go, verifyRunAsNonRoot; pkg/probe, ResolveContainerPort; pkg/kubelet/container/helpers.go,
 * ExpandContainerVolumeMounts.
 */
function ofContainer(container: Place, spec: Place): readonly string[] {
  const name = container.text('name') ?? '';
  const effective = (field: string) => {
    const own = container.at('securityContext', field);
    return own.isThere ? own.value : spec.at('securityContext', field).value;
  };
  const ports = portsOf(container);
  const asked = ['startupProbe', 'readinessProbe', 'livenessProbe'].flatMap((probe) =>
    ['httpGet', 'tcpSocket'].map((handler) => container.at(probe, handler, 'port')),
  );
  const unnamed = asked.find(({ value }) => typeof value === 'string' && !/^\d+$/.test(value) && !declares(ports, value));
  const variables = new Set(container.items('env').map((it) => it.text('name')));
  const isWhole = container.items('envFrom').length > 0;
  const paths = container.items('volumeMounts').flatMap((mount) => mount.text('subPathExpr') ?? []);
  const unset = paths.flatMap((path) => [...path.matchAll(/(?<!\$)\$\(([\w.-]+)\)/g)]).find(([, it]) => !variables.has(it));
  const memory = bytes(container.at('resources', 'limits', 'memory').value);
  return [
    ...(effective('runAsNonRoot') === true && effective('runAsUser') === 0
      ? [`container ${name} has runAsNonRoot and runAsUser 0, and the kubelet does not start it`]
      : []),
    ...(unnamed ? [`a probe of container ${name} asks port ${unnamed.text()}, which it does not declare: its pods are never ready`] : []),
    ...(unset && !isWhole
      ? [`subPathExpr of container ${name} names variable ${unset[1]}, which it does not have: the kubelet does not start it`]
      : []),
    ...(memory !== undefined && memory > 0 && memory < LEAST_MEMORY
      ? [`the memory limit of container ${name}, ${memory} bytes, is too small for it to start`]
      : []),
  ];
}
