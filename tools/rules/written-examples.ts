/** Examples of what no manifest shows by itself: settings of an environment, constructs, and the proof. */
export interface WrittenExample {
  readonly language: 'ts' | 'yaml';
  readonly incorrect: string;
  readonly correct: string;
}

const promised = (replicas: number, spread: string) => `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: backend
  namespace: shop
  annotations: { nines.dev/target: 99.95% }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: backend } }
  template:
    metadata: { labels: { app: backend } }
    spec:
${spread}      containers: [{ name: backend, image: "backend:1.0.0" }]
`;

const overZones = `      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: DoNotSchedule
          labelSelector: { matchLabels: { app: backend } }
          matchLabelKeys: [pod-template-hash]
`;

/** By the id of the rule. */
export const writtenExamples: Readonly<Record<string, WrittenExample>> = {
  'error-budget': {
    language: 'yaml',
    incorrect: '# two zones of a provider that commits itself to 99.95%\nmetadata: { annotations: { nines.dev/target: 99.99% } }',
    correct: '# two zones of a provider that commits itself to 99.95%\nmetadata: { annotations: { nines.dev/target: 99.9% } }',
  },
  unreadable: {
    language: 'yaml',
    incorrect: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: backend, namespace: shop\ndata: { currency: EUR }',
    correct: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: backend, namespace: shop }\ndata: { currency: EUR }',
  },
  'invalid-value': {
    language: 'ts',
    incorrect: "new WebService(chart, 'backend', { replicas: 2, needed: 2, ...others });",
    correct: "new WebService(chart, 'backend', { replicas: 3, needed: 2, ...others });",
  },
  'object-in-chart': {
    language: 'ts',
    incorrect:
      "const chart = new Chart(app, 'production', { namespace: 'shop' });\nnew WebService(new Chart(app, 'other'), 'backend', props);\nreturn chart;",
    correct: "const chart = new Chart(app, 'production', { namespace: 'shop' });\nnew WebService(chart, 'backend', props);\nreturn chart;",
  },
  'namespace-fits-kind': {
    language: 'ts',
    incorrect: "new k8s.KubePriorityClass(chart, 'high', { metadata: { name: 'shop-high' }, value: 1000 });",
    correct: "clusterScoped(new k8s.KubePriorityClass(chart, 'high', { metadata: { name: 'shop-high' }, value: 1000 }));",
  },
  'masters-step': {
    language: 'ts',
    incorrect: '// dist/ has 5 masters\nelasticsearch: { masters: 3 },',
    correct:
      "// dist/ has 5 masters\nelasticsearch: {\n  masters: 3,\n  resize: { accept: 'fewer-masters', because: 'elasticsearch-3 and elasticsearch-4 hold no shards' },\n},",
  },
  'unexpected-error': {
    language: 'ts',
    incorrect: 'const [first] = environment.hosts;\nnew Host(first.toLowerCase()); // TypeError: hosts is empty',
    correct:
      "const [first] = environment.hosts;\nif (first === undefined) throw new Error('an environment needs a host');\nnew Host(first.toLowerCase());",
  },
  availability: { language: 'yaml', incorrect: promised(1, ''), correct: promised(3, overZones) },
  'claim-size': {
    language: 'ts',
    incorrect: '// dist/ has 100 GiB\nelasticsearch: { storage: Size.gibibytes(200) },',
    correct:
      "// dist/ has 100 GiB\nelasticsearch: { storage: Size.gibibytes(200) },\nacceptedChanges: [\n  { accept: 'claim-size', of: 'StatefulSet/shop/elasticsearch', because: 'the claims were grown by hand' },\n],",
  },
  'cluster-name': {
    language: 'ts',
    incorrect: "// dist/ has shop-production\nelasticsearch: { clusterName: 'shop' },",
    correct: "// dist/ has shop-production\nelasticsearch: { clusterName: 'shop-production' },",
  },
  'data-at-risk': {
    language: 'ts',
    incorrect: "// dist/ has the namespace shop\nnamespace: 'store',",
    correct: "// dist/ has the namespace shop\nnamespace: 'shop',",
  },
  'database-version': {
    language: 'yaml',
    incorrect: '# dist/ has postgres:16.9\nimage: postgres:17.5',
    correct: '# dist/ has postgres:16.9\nimage: postgres:16.10',
  },
  'elasticsearch-version': {
    language: 'ts',
    incorrect: "// dist/ has 9.5.6\nelasticsearch: { version: '8.19.21' },",
    correct: "// dist/ has 8.19.21\nelasticsearch: { version: '9.5.6' },",
  },
  'immutable-field': {
    language: 'ts',
    incorrect: "// dist/ has { type: 'gp3' }\nstorage: { provisioner: 'ebs.csi.aws.com', parameters: { type: 'io2' } },",
    correct: "// dist/ has { type: 'gp3' }\nstorage: { provisioner: 'ebs.csi.aws.com', parameters: { type: 'gp3' } },",
  },
  'kubernetes-version': {
    language: 'ts',
    incorrect: "// dist/topology has 1.36\nplatform: Platform.aws({ kubernetes: '1.35', ...aws }),",
    correct: "// dist/topology has 1.35\nplatform: Platform.aws({ kubernetes: '1.36', ...aws }),",
  },
  'mass-deletion': {
    language: 'ts',
    incorrect: '// dist/ has the objects of the backend, the frontend and the ingress\nnew Frontend(this, "frontend", props);',
    correct: 'new Backend(this, "backend", props);\nnew Frontend(this, "frontend", props);\nnew Ingress(this, "ingress", props);',
  },
  'refused-object': {
    language: 'yaml',
    incorrect: 'resources:\n  requests: { memory: 2Gi }\n  limits: { memory: 1Gi }',
    correct: 'resources:\n  requests: { memory: 1Gi }\n  limits: { memory: 1Gi }',
  },
  'stuck-rollout': {
    language: 'yaml',
    incorrect: '# dist/ has pods with volumes in eu-west-1a and eu-west-1b\nnodeSelector:\n  topology.kubernetes.io/zone: eu-west-1a',
    correct: '# dist/ has pods with volumes in eu-west-1a and eu-west-1b\nnodeSelector: {}',
  },
  'fewer-masters': {
    language: 'ts',
    incorrect: '// dist/ has 5 masters\nelasticsearch: { masters: 3 },',
    correct: '// dist/ has 3 masters\nelasticsearch: { masters: 5 },',
  },
  'no-security': {
    language: 'ts',
    incorrect: "elasticsearch: { masters: 3, security: { accept: 'no-security', because: '...' } },",
    correct: 'elasticsearch: { masters: 3 },',
  },
  'privileged-init-container': {
    language: 'ts',
    incorrect: "elasticsearch: { masters: 3, mmap: { accept: 'privileged-init-container', because: '...' } },",
    correct: "elasticsearch: { masters: 3, mmap: 'prepared-nodes' },",
  },
  'restart-by-hand': {
    language: 'ts',
    incorrect: "// dist/ has 1 master\nelasticsearch: { masters: 3, resize: { accept: 'restart-by-hand', because: '...' } },",
    correct: '// nothing is deployed yet\nelasticsearch: { masters: 3 },',
  },
  'single-replica': {
    language: 'ts',
    incorrect: "backend: { accept: 'single-replica', because: '...' },",
    correct: 'backend: { replicas: 3 },',
  },
  'no-backup': {
    language: 'ts',
    incorrect: "elasticsearch: { masters: 3, snapshots: { accept: 'no-backup', because: '...' } },",
    correct: "elasticsearch: { masters: 3, snapshots: { repository: { type: 's3', bucket: 'shop-snapshots', region: 'eu-west-1' } } },",
  },
  'small-memory': {
    language: 'ts',
    incorrect:
      "elasticsearch: { resources: { cpu: Cpu.millis(500), memory: Size.gibibytes(1) }, memory: { accept: 'small-memory', because: '...' } },",
    correct: 'elasticsearch: { resources: { cpu: Cpu.millis(500), memory: Size.gibibytes(2) } },',
  },
  'larger-zone': {
    language: 'ts',
    incorrect: "elasticsearch: { masters: 3, zoneLoss: { accept: 'larger-zone', because: '...' } }, // in two zones",
    correct: 'elasticsearch: { masters: 3 }, // in three zones',
  },
  'uneven-spread': {
    language: 'ts',
    incorrect: "backend: { replicas: 3, maxReplicas: 9, scaleDown: { accept: 'uneven-spread', because: '...' } },",
    correct: 'backend: { replicas: 5, needed: 2, maxReplicas: 9 },',
  },
};
