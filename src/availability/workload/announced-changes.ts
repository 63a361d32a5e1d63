import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { undelivered } from './delivery';

/**
 * Labels and annotations by which manifests ask programs of a cluster to add containers to pods, or to hold them back.
 *
 * Source: istio.io, Resource Labels and Annotations; linkerd.io, Proxy injection; HashiCorp, Vault Agent Injector annotations; docs.dapr.io, annotations; Google Cloud, Cloud
 * Storage FUSE; opentelemetry.io, Injecting a sidecar; kueue.sigs.k8s.io, Labels and annotations;
 * goldilocks.docs.fairwinds.com, Advanced usage; developer.hashicorp.com, Consul annotations; kuma.io, Data plane on Kubernetes; jaegertracing.io, Operator;
 * azure.github.io/azure-workload-identity, Service account labels and annotations; bank-vaults.dev, Annotations; docs.aws.amazon.com, App Mesh.
 */
const asking: readonly string[] = [
  'istio-injection',
  'istio.io/rev',
  'sidecar.istio.io/inject',
  'linkerd.io/inject',
  'vault.hashicorp.com/agent-inject',
  'dapr.io/enabled',
  'gke-gcsfuse/volumes',
  'sidecar.opentelemetry.io/inject',
  'kueue.x-k8s.io/queue-name',
  'goldilocks.fairwinds.com/vpa-update-mode',
  'consul.hashicorp.com/connect-inject',
  'kuma.io/sidecar-injection',
  'sidecar.jaegertracing.io/inject',
  'azure.workload.identity/inject-proxy-sidecar',
  'vault.security.banzaicloud.io/vault-addr',
  'openservicemesh.io/sidecar-injection',
  'appmesh.k8s.aws/sidecarInjectorWebhook',
  'cloud.google.com/default-compute-class',
  'cloud.google.com/default-compute-class-non-daemonset',
];

/** OpenTelemetry's operator adds a container for each language; for `sdk` only variables. */
const INSTRUMENTATION = /^instrumentation\.opentelemetry\.io\/inject-(?!sdk$)/;

const declining = /^(?:false|disabled|n|no|off)$/i;

/** What manifests themselves say that others will change: containers that are added to pods, and objects that are deleted or not applied; as sentences. */
export function announcedChanges(workload: WorkloadResource, index: ObjectIndex): readonly string[] {
  const { namespace, pod } = workload;
  const place = index.find('Namespace', '', namespace);
  const templates = [pod.labels, pod.template.texts('metadata', 'annotations')];
  const objects = [workload, ...(place ? [place] : [])];
  const found = [...templates, ...objects.flatMap(({ labels, annotations }) => [labels, annotations])].flatMap((it) => [...it]);
  const asked = new Set(found.flatMap(([key, value]) => (asks(key) && !declining.test(value) ? [key] : [])));
  return [...[...asked].map((key) => `${key} asks for a change of its pods that is not modelled`), ...undelivered(workload, index)];
}

function asks(key: string): boolean {
  return asking.includes(key) || INSTRUMENTATION.test(key);
}
