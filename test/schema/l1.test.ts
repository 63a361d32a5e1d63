import { Chart, Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { kubernetesVersions, validate } from '../../src/schema';

/** What the typed classes write, each with as much as it takes to show its shape. */
const examples: Record<string, (chart: Chart) => Construct> = {
  Namespace: (chart) =>
    new k8s.KubeNamespace(chart, 'it', { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } }),
  ConfigMap: (chart) => new k8s.KubeConfigMap(chart, 'it', { data: { 'elasticsearch.yml': 'cluster.name: search' }, immutable: true }),
  Secret: (chart) => new k8s.KubeSecret(chart, 'it', { stringData: { password: 'x' }, data: { token: 'YQ==' } }),
  ServiceAccount: (chart) => new k8s.KubeServiceAccount(chart, 'it', { automountServiceAccountToken: false }),
  Service: (chart) =>
    new k8s.KubeService(chart, 'it', {
      spec: {
        clusterIp: 'None',
        publishNotReadyAddresses: true,
        selector,
        ports: [{ name: 'http', port: 9200, targetPort: k8s.IntOrString.fromString('http') }],
      },
    }),
  Deployment: (chart) =>
    new k8s.KubeDeployment(chart, 'it', {
      spec: {
        replicas: 3,
        selector: { matchLabels: selector },
        strategy: { rollingUpdate: { maxSurge: k8s.IntOrString.fromNumber(1), maxUnavailable: k8s.IntOrString.fromString('25%') } },
        template: pod(),
      },
    }),
  StatefulSet: (chart) =>
    new k8s.KubeStatefulSet(chart, 'it', {
      spec: {
        serviceName: 'it',
        podManagementPolicy: 'Parallel',
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain' },
        selector: { matchLabels: selector },
        template: pod(),
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: k8s.Quantity.fromString('100Gi') } } },
          },
        ],
      },
    }),
  DaemonSet: (chart) => new k8s.KubeDaemonSet(chart, 'it', { spec: { selector: { matchLabels: selector }, template: pod() } }),
  CronJob: (chart) => new k8s.KubeCronJob(chart, 'it', { spec: { schedule: '@daily', jobTemplate: { spec: { template: pod('Never') } } } }),
  Ingress: (chart) =>
    new k8s.KubeIngress(chart, 'it', {
      spec: {
        ingressClassName: 'nginx',
        tls: [{ hosts: ['shop.example'], secretName: 'tls' }],
        rules: [
          {
            host: 'shop.example',
            http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'it', port: { name: 'http' } } } }] },
          },
        ],
      },
    }),
  NetworkPolicy: (chart) =>
    new k8s.KubeNetworkPolicy(chart, 'it', {
      spec: {
        podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['it'] }] },
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ podSelector: {} }], ports: [{ port: k8s.IntOrString.fromNumber(9200), protocol: 'TCP' }] }],
      },
    }),
  PodDisruptionBudget: (chart) =>
    new k8s.KubePodDisruptionBudget(chart, 'it', {
      spec: { minAvailable: k8s.IntOrString.fromNumber(2), selector: { matchLabels: selector }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
    }),
  HorizontalPodAutoscaler: (chart) =>
    new k8s.KubeHorizontalPodAutoscalerV2(chart, 'it', {
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'it' },
        maxReplicas: 5,
        metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }],
      },
    }),
  StorageClass: (chart) =>
    new k8s.KubeStorageClass(chart, 'it', {
      provisioner: 'ebs.csi.aws.com',
      volumeBindingMode: 'WaitForFirstConsumer',
      reclaimPolicy: 'Retain',
    }),
  Role: (chart) => new k8s.KubeRole(chart, 'it', { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] }),
  RoleBinding: (chart) =>
    new k8s.KubeRoleBinding(chart, 'it', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'it' },
      subjects: [{ kind: 'ServiceAccount', name: 'it' }],
    }),
  PriorityClass: (chart) => new k8s.KubePriorityClass(chart, 'it', { value: 1000 }),
};

const selector = { app: 'it' };

function pod(restartPolicy?: string): k8s.PodTemplateSpec {
  return {
    metadata: { labels: selector },
    spec: {
      restartPolicy,
      securityContext: { runAsNonRoot: true, fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule' }],
      containers: [
        {
          name: 'it',
          image: 'example/it:1.0',
          ports: [{ name: 'http', containerPort: 9200 }],
          env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'it', key: 'password' } } }],
          resources: { requests: { cpu: k8s.Quantity.fromNumber(0.5), memory: k8s.Quantity.fromString('512Mi') } },
          readinessProbe: { httpGet: { path: '/', port: k8s.IntOrString.fromString('http') } },
          lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
        },
      ],
    },
  };
}

describe.each(kubernetesVersions)('Kubernetes %s', (version) => {
  test.each(Object.keys(examples))('accepts what the typed class of a %s writes', (kind) => {
    const chart = new Chart(Testing.app(), 'chart', { disableResourceNameHashes: true });
    examples[kind]?.(chart);
    const [manifest] = Testing.synth(chart);
    expect(manifest.kind).toBe(kind);
    expect(validate(manifest, version)).toEqual([]);
  });
});

const classes = Object.values(k8s).filter((value): value is typeof k8s.KubePod => typeof value === 'function' && 'GVK' in value);
const kinds = classes.map(({ GVK: { apiVersion, kind } }) => [apiVersion, kind] as const).filter(([, kind]) => !kind.endsWith('List'));
const forgotten = ['ClusterCIDR', 'ResourceClass', 'PodSchedulingContext'];
const noManifest = ['Eviction', 'Scale', 'TokenRequest', 'Status', 'ComponentStatus'];

test.each(kinds)('%s %s of the typed classes is known, or known to be removed', (apiVersion, kind) => {
  const problems = validate({ apiVersion, kind, metadata: { name: 'it' } }, '1.36').map(({ problem }) => problem);
  expect(problems.includes('unknown-kind')).toBe(forgotten.includes(kind) || noManifest.includes(kind));
  expect(problems).not.toContain('skipped');
});
