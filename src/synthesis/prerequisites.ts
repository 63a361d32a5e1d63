import { elasticsearchRoles } from '../manifests/annotations';
import { claimsOf } from '../manifests/claims';
import type { KubernetesObject } from '../manifests/object';
import type { ObjectIndex } from '../manifests/object-index';
import { type RequiredSecret, requiredSecrets } from './secrets';

/** The prerequisites of the manifests in a cluster. */
export interface Prerequisites {
  /** The kinds that are not built into Kubernetes, each as `kind.group`, sorted: their CRDs must be installed. */
  readonly crds: readonly string[];

  /** Other prerequisites, in words. */
  readonly cluster: readonly string[];

  /** The Secrets to create by hand, since no manifest contains one. */
  readonly secrets: readonly RequiredSecret[];
}

/**
 * Reads the prerequisites from the manifests.
 *
 * @param controllers the controllers of IngressClasses and GatewayClasses, by the name of the class
 */
export function prerequisitesOf(index: ObjectIndex, controllers: Readonly<Record<string, string>> = {}): Prerequisites {
  const { objects } = index;
  return {
    crds: unique(objects.filter(isCustom).map(({ type }) => type)),
    cluster: unique([
      ...objects.flatMap(driver),
      ...storageClasses(index),
      ...objects.flatMap((object) => entryClass(object, controllers)),
      ...objects.flatMap(clusterIssuer),
      ...objects.flatMap(tcpRetries),
      ...objects.flatMap(mappedFiles),
      ...objects.flatMap(keepAlive),
      ...(has(index, 'HorizontalPodAutoscaler.autoscaling') ? ['metrics-server, for the HorizontalPodAutoscalers'] : []),
      ...(has(index, 'NetworkPolicy.networking.k8s.io') ? ['a CNI plugin that enforces NetworkPolicies, such as Calico or Cilium'] : []),
    ]),
    secrets: requiredSecrets(index),
  };
}

function has(index: ObjectIndex, type: string): boolean {
  return index.ofType(type).length > 0;
}

/** Built-in API groups have no dot or end with `.k8s.io`. Gateway API's also does, but isn't built in. */
function isCustom({ apiVersion }: KubernetesObject): boolean {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return group.includes('.') && (!group.endsWith('.k8s.io') || group === 'gateway.networking.k8s.io');
}

function driver({ type, root }: KubernetesObject): string[] {
  return type === 'StorageClass.storage.k8s.io' ? [`the CSI driver ${root.text('provisioner')}`] : [];
}

function storageClasses(index: ObjectIndex): string[] {
  const names = index.objects.flatMap(claimsOf).flatMap((claim) => claim.text('spec', 'storageClassName') ?? []);
  return names.filter((name) => !index.find('StorageClass.storage.k8s.io', '', name)).map((name) => `the StorageClass ${name}`);
}

function entryClass({ type, kind, root }: KubernetesObject, controllers: Readonly<Record<string, string>>): string[] {
  if (type !== 'Ingress.networking.k8s.io' && type !== 'Gateway.gateway.networking.k8s.io') return [];
  const name = root.text('spec', 'ingressClassName') ?? root.text('spec', 'gatewayClassName') ?? 'default';
  return [`the ${kind}Class ${name}${controllers[name] ? `: ${controllers[name]}` : ''}`];
}

function clusterIssuer({ type, root, annotations }: KubernetesObject): string[] {
  const issuer = type === 'Certificate.cert-manager.io' ? root.at('spec', 'issuerRef') : undefined;
  const name = issuer?.text('kind') === 'ClusterIssuer' ? issuer.text('name') : annotations.get('cert-manager.io/cluster-issuer');
  return name ? [`cert-manager with the ClusterIssuer ${name}`] : [];
}

/**
 * A dead machine doesn't close its connections. Each network namespace starts with the kernel's own 15 retries, whatever its node is set to, and only the
 * node's CNI plugin, its kubelet or a privileged container can change that.
 */
function tcpRetries({ type, root, annotations }: KubernetesObject): string[] {
  const isCluster = type === 'StatefulSet.apps' && elasticsearchRoles(annotations) !== undefined && root.at('spec', 'replicas').value !== 1;
  const pod = root.at('spec', 'template', 'spec');
  const byPod = pod.items('securityContext', 'sysctls').some((sysctl) => sysctl.text('name') === 'net.ipv4.tcp_retries2');
  const byContainer = pod
    .items('initContainers')
    .some((container) => container.items('command').some((word) => word.text()?.includes('tcp_retries2')));
  if (!isCluster || byPod || byContainer) return [];
  return [
    "nodes that set net.ipv4.tcp_retries2=5 in their pods, or writes stop for 94 seconds when the machine of Elasticsearch's master dies: docs/elasticsearch-failures.md",
  ];
}

/** Elasticsearch refuses to start where it may map fewer files, unless a container of the pod raises the limit. */
function mappedFiles({ type, root, annotations }: KubernetesObject): string[] {
  if (type !== 'StatefulSet.apps' || elasticsearchRoles(annotations) === undefined) return [];
  const pod = root.at('spec', 'template', 'spec');
  const settings = pod.items('containers').flatMap((container) => container.items('env'));
  const maps = settings.some((it) => it.text('name') === 'ES_SETTING_NODE_STORE_ALLOW__MMAP' && it.text('value') === 'true');
  const raised = pod.items('initContainers').some((it) => it.items('command').some((word) => word.text()?.includes('max_map_count')));
  return maps && !raised
    ? ['nodes with a vm.max_map_count of 262144 or more, as the images of EKS have, or Elasticsearch does not start']
    : [];
}

const ALB_ATTRIBUTES = 'alb.ingress.kubernetes.io/load-balancer-attributes';

/** A load balancer that pools connections sends a request on one that the server is just closing, and answers 502. */
function keepAlive({ type, root, annotations }: KubernetesObject): string[] {
  if (type !== 'Ingress.networking.k8s.io' || root.text('spec', 'ingressClassName') !== 'alb') return [];
  const seconds = /idle_timeout\.timeout_seconds=(\d+)/.exec(String(annotations.get(ALB_ATTRIBUTES) ?? ''))?.[1] ?? '60';
  return [
    `servers that keep idle connections for more than ${seconds} seconds (those of Node close them after 5), or a few requests get a 502: docs/troubleshooting.md`,
  ];
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items)].sort();
}
