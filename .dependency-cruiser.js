// The data flows one way: a folder imports only what lies before it. Type imports count.

/** Each layer of the library, and those that it may import besides itself. */
const layers = {
  manifests: [],
  schema: ['manifests'],
  cluster: ['manifests'],
  constructs: ['manifests', 'cluster', 'promise'],
  // A platform runs a version of Kubernetes whose fields are known.
  platform: ['manifests', 'schema', 'cluster', 'constructs'],
  // Node objects become a topology, with the rates of the platforms that have some.
  nodes: ['manifests', 'schema', 'cluster', 'platform'],
  availability: ['manifests', 'cluster'],
  rules: ['manifests', 'schema', 'cluster', 'availability'],
  change: ['manifests', 'schema', 'cluster', 'availability', 'rules'],
  report: ['manifests', 'cluster', 'availability', 'rules', 'change'],
  // Its own code runs in a browser, where only what it imports goes along.
  page: ['manifests', 'cluster', 'availability', 'change', 'report'],
  // Which findings are asked for, accepted and known.
  gate: ['manifests', 'cluster', 'availability', 'rules', 'report'],
  proof: ['manifests', 'schema', 'cluster', 'availability', 'rules', 'report'],
  // What a construct promises is proved wherever the construct is synthesized, so constructs stand on the judge.
  promise: ['manifests', 'cluster', 'availability', 'rules', 'report', 'proof'],
  deploy: ['manifests', 'change'],
  synthesis: [
    'manifests',
    'schema',
    'cluster',
    'constructs',
    'platform',
    'availability',
    'rules',
    'change',
    'report',
    'page',
    'proof',
    'promise',
    'deploy',
  ],
  cli: [
    'manifests',
    'schema',
    'cluster',
    'platform',
    'nodes',
    'availability',
    'rules',
    'change',
    'report',
    'page',
    'gate',
    'proof',
    'deploy',
  ],
};

/** The same within the model of availability. Its other files join these. */
const model = {
  fields: [],
  dependencies: [],
  workload: ['fields', 'dependencies'],
  placement: ['workload'],
  probability: ['workload', 'placement'],
  verdict: ['workload', 'placement', 'probability'],
  advice: ['workload', 'placement', 'probability', 'verdict'],
};

/** The same within the constructs: what they share comes first, and Elasticsearch has the client of a WebService. */
const constructs = {
  parts: [],
  'web-service': ['parts'],
  elasticsearch: ['parts', 'web-service'],
  ingress: ['parts'],
  quota: ['parts'],
  observability: ['parts', 'web-service', 'elasticsearch'],
  gitops: ['parts'],
};

/** The layers that judge manifests whoever wrote them: they know no construct. */
const judging = '^src/(manifests|schema|cluster|nodes|availability|rules|change|report|page|gate|proof|deploy|cli)/';

const within = (root, folders) =>
  Object.entries(folders).map(([folder, below]) => ({
    name: `${root}/${folder} imports only ${['itself', ...below].join(', ')}`,
    severity: 'error',
    from: { path: `^${root}/${folder}/` },
    to: { path: `^(${root}/[^/]+/|main|lib|environments|examples)`, pathNot: `^${root}/(${[folder, ...below].join('|')})/` },
  }));

module.exports = {
  forbidden: [
    { name: 'no cycle', severity: 'error', from: {}, to: { circular: true } },
    ...within('src', layers),
    ...within('src/constructs', constructs),
    ...within('src/availability', model),
    {
      name: 'only the barrel knows all',
      severity: 'error',
      from: { path: '^src/.+/' },
      to: { path: '^(src/index|main|lib/|environments/|examples/)' },
    },
    {
      name: 'the application imports the barrel alone',
      severity: 'error',
      from: { path: '^(main|lib/|environments/|examples/)', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/', pathNot: '^src/index\\.ts$' },
    },
    {
      name: 'what ships knows no test and no tool',
      severity: 'error',
      from: { path: '^(main|src/|lib/|environments/|examples/)', pathNot: '\\.test\\.ts$' },
      to: { path: '^(test|tools|bench)/' },
    },
    {
      // An adopter changes the application: only its own tests, and its acceptance tests on a control plane, may turn red.
      name: 'the tests of the product know no application',
      severity: 'error',
      from: { path: '^(test|bench|tools|examples)/', pathNot: '^test/(cluster/acceptance|gitops)/' },
      to: { path: '^(main\\.ts$|environments/|lib/)' },
    },
    {
      name: 'the command that creates a repository is a package of its own',
      severity: 'error',
      from: { path: '^create/' },
      to: { pathNot: '^(create/|[a-z_]+$)' },
    },
    {
      name: 'what judges knows no construct',
      severity: 'error',
      from: { path: judging },
      to: { path: '(^|node_modules/)(cdk8s|cdk8s-plus-27|constructs)(/|$)' },
    },
    {
      // The CLI takes topologies from `platform`, whose other files know constructs: neither may come in by a detour.
      name: 'what the command line imports leads to no construct',
      severity: 'error',
      from: { path: '^src/(cli|nodes)/' },
      to: { path: '(^src/constructs/|(^|node_modules/)(cdk8s|cdk8s-plus-27|constructs)(/|$))', reachable: true },
    },
    {
      name: 'one reader of YAML, and one writer',
      severity: 'error',
      from: { path: '^(src|main|lib|environments|examples)(/|\\.)', pathNot: '^src/manifests/yaml(/|\\.ts$)' },
      to: { path: 'node_modules/yaml/' },
    },
    {
      name: 'the model reads no file',
      severity: 'error',
      from: { path: '^src/(availability|schema|rules|change)/' },
      to: { path: '^(fs|child_process|http|https)(/|$)' },
    },
  ],
  options: { tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' }, doNotFollow: { path: 'node_modules' } },
};
