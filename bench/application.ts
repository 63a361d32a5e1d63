/** Manifests of many workloads with 3 to 12 replicas, each with a budget. In a mixed application some lack a spread constraint, and some depend on others. */
export function application(workloads: number, proved: boolean): unknown[] {
  return Array.from({ length: workloads }, (_, index) => {
    const replicas = 3 + (index % 10);
    const name = `web-${index}`;
    const rules = proved || index % 3 === 0;
    const dependency: Record<string, string> = index % 4 === 1 ? { 'nines.dev/depends-on': `Deployment/web-${index - 1}` } : {};
    const annotations = {
      'nines.dev/needed': String(Math.max(1, replicas - (proved ? Math.ceil(replicas / 3) : 1 + (index % 2)))),
      ...dependency,
    };
    return [workload(name, replicas, rules, annotations), budget(name)];
  }).flat();
}

function workload(name: string, replicas: number, rules: boolean, annotations: Record<string, string>): unknown {
  const labelSelector = { matchLabels: { app: name } };
  const rule = (topologyKey: string) => ({
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector,
    ...(rules ? { matchLabelKeys: ['pod-template-hash'] } : {}),
  });
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'bench', annotations },
    spec: {
      replicas,
      selector: labelSelector,
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          topologySpreadConstraints: [rule('topology.kubernetes.io/zone'), ...(rules ? [rule('kubernetes.io/hostname')] : [])],
          containers: [{ name: 'main', image: 'registry.example/main:1', resources: { requests: { cpu: '100m', memory: '256Mi' } } }],
        },
      },
    },
  };
}

function budget(name: string): unknown {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: 'bench' },
    spec: { maxUnavailable: 1, selector: { matchLabels: { app: name } } },
  };
}
