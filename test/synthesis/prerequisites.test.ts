import type { Manifest } from '../../src/synthesis/manifest';
import { prerequisitesOf } from '../../src/synthesis/prerequisites';
import { indexed } from '../indexed';

function object(apiVersion: string, kind: string, more: object = {}): Manifest {
  return { apiVersion, kind, metadata: { name: 'x', namespace: 'shop' }, ...more };
}

test('kinds that are no part of Kubernetes need their CRDs, each once', () => {
  const manifests = [
    object('cert-manager.io/v1', 'Certificate', { spec: { secretName: 'x' } }),
    object('cert-manager.io/v1', 'Certificate', { spec: { secretName: 'y' } }),
    object('gateway.networking.k8s.io/v1', 'HTTPRoute'),
    object('v1', 'Service'),
    object('apps/v1', 'DaemonSet'),
    object('rbac.authorization.k8s.io/v1', 'Role'),
  ];
  expect(prerequisitesOf(indexed(manifests)).crds).toEqual(['Certificate.cert-manager.io', 'HTTPRoute.gateway.networking.k8s.io']);
});

test('an own class requires its driver, a class of the platform must exist', () => {
  const own = object('storage.k8s.io/v1', 'StorageClass', { metadata: { name: 'own' }, provisioner: 'ebs.csi.aws.com' });
  const set = (storageClassName: string) =>
    object('apps/v1', 'StatefulSet', { spec: { volumeClaimTemplates: [{ spec: { storageClassName } }] } });
  const claim = object('v1', 'PersistentVolumeClaim', { spec: { storageClassName: 'platform' } });
  expect(prerequisitesOf(indexed([own, set('own'), claim])).cluster).toEqual([
    'the CSI driver ebs.csi.aws.com',
    'the StorageClass platform',
  ]);
});

test('the StorageClass of an ephemeral volume must be there', () => {
  const volumes = [{ name: 'tmp', ephemeral: { volumeClaimTemplate: { spec: { storageClassName: 'scratch' } } } }];
  expect(prerequisitesOf(indexed([object('v1', 'Pod', { spec: { volumes } })])).cluster).toEqual(['the StorageClass scratch']);
});

test('an Ingress needs its controller and its issuer', () => {
  const metadata = { name: 'x', annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' } };
  const ingress = object('networking.k8s.io/v1', 'Ingress', { metadata, spec: { ingressClassName: 'traefik' } });
  expect(prerequisitesOf(indexed([ingress]), { traefik: 'Traefik' }).cluster).toEqual([
    'cert-manager with the ClusterIssuer letsencrypt',
    'the IngressClass traefik: Traefik',
  ]);
});

test('a Gateway needs its controller, and a Certificate its ClusterIssuer', () => {
  const gateway = object('gateway.networking.k8s.io/v1', 'Gateway', { spec: { gatewayClassName: 'cilium' } });
  const certificate = (kind: string) =>
    object('cert-manager.io/v1', 'Certificate', { spec: { secretName: 'x', issuerRef: { kind, name: 'letsencrypt' } } });
  expect(prerequisitesOf(indexed([gateway, certificate('ClusterIssuer'), certificate('Issuer')]), { cilium: 'Cilium' }).cluster).toEqual([
    'cert-manager with the ClusterIssuer letsencrypt',
    'the GatewayClass cilium: Cilium',
  ]);
});

test('autoscaling and network policies need who carries them out', () => {
  const manifests = [object('autoscaling/v2', 'HorizontalPodAutoscaler'), object('networking.k8s.io/v1', 'NetworkPolicy')];
  expect(prerequisitesOf(indexed(manifests)).cluster).toEqual([
    'a CNI plugin that enforces NetworkPolicies, such as Calico or Cilium',
    'metrics-server, for the HorizontalPodAutoscalers',
  ]);
});

describe('the retries of TCP', () => {
  const needs = [
    "nodes that set net.ipv4.tcp_retries2=5 in their pods, or writes stop for 94 seconds when the machine of Elasticsearch's master dies: docs/elasticsearch-failures.md",
  ];
  const cluster = (pod: object, replicas = 3, annotations: object = { 'nines.dev/elasticsearch.roles': 'master, data' }) => {
    const manifest = object('apps/v1', 'StatefulSet', {
      metadata: { name: 'x', annotations },
      spec: { replicas, template: { spec: pod } },
    });
    return prerequisitesOf(indexed([manifest])).cluster;
  };

  test('must be set by the nodes, for several nodes of Elasticsearch', () => {
    expect(cluster({})).toEqual(needs);
    expect(cluster({ securityContext: { sysctls: [{ name: 'net.ipv4.ip_local_port_range', value: '1024 65535' }] } })).toEqual(needs);
    expect(cluster({ initContainers: [{ name: 'x', command: ['sh', '-c', 'true'] }] })).toEqual(needs);
    expect(cluster({}, 1)).toEqual([]);
    expect(cluster({}, 3, {})).toEqual([]);
  });

  test('may be set by the pod', () => {
    expect(cluster({ securityContext: { sysctls: [{ name: 'net.ipv4.tcp_retries2', value: '5' }] } })).toEqual([]);
    expect(cluster({ initContainers: [{ name: 'x', command: ['sh', '-c', 'echo 5 >/proc/sys/net/ipv4/tcp_retries2'] }] })).toEqual([]);
  });
});

test('mapped files need nodes that allow them, unless the pod sees to it', () => {
  const maps = { containers: [{ name: 'x', env: [{ name: 'ES_SETTING_NODE_STORE_ALLOW__MMAP', value: 'true' }] }] };
  const cluster = (pod: object, annotations: object = { 'nines.dev/elasticsearch.roles': 'master, data' }) => {
    const spec = { replicas: 1, template: { spec: pod } };
    return prerequisitesOf(indexed([object('apps/v1', 'StatefulSet', { metadata: { name: 'x', annotations }, spec })])).cluster;
  };
  expect(cluster(maps)).toEqual([
    'nodes with a vm.max_map_count of 262144 or more, as the images of EKS have, or Elasticsearch does not start',
  ]);
  const raise = { name: 'x', command: ['sh', '-c', 'echo 1048576 >/proc/sys/vm/max_map_count'] };
  expect(cluster({ ...maps, initContainers: [raise] })).toEqual([]);
  expect(cluster({ containers: [{ name: 'x' }] })).toEqual([]);
  expect(cluster(maps, {})).toEqual([]);
});

test('a load balancer that pools connections needs servers that keep them for longer', () => {
  const ingress = (ingressClassName: string, annotations = {}) => {
    const metadata = { name: 'x', annotations };
    const { cluster } = prerequisitesOf(indexed([object('networking.k8s.io/v1', 'Ingress', { metadata, spec: { ingressClassName } })]));
    return cluster.filter((it) => it.startsWith('servers'));
  };
  const needs = (seconds: number) => [
    `servers that keep idle connections for more than ${seconds} seconds (those of Node close them after 5), or a few requests get a 502: docs/troubleshooting.md`,
  ];
  expect(ingress('alb')).toEqual(needs(60));
  expect(ingress('alb', { 'alb.ingress.kubernetes.io/load-balancer-attributes': 'idle_timeout.timeout_seconds=300' })).toEqual(needs(300));
  expect(ingress('nginx')).toEqual([]);
});

test('plain objects need nothing', () => {
  expect(prerequisitesOf(indexed([object('v1', 'ConfigMap')]))).toEqual({ crds: [], cluster: [], secrets: [] });
});
