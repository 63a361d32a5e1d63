import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from './project';

// Whole processes, on a machine that may be busy.
jest.setTimeout(240_000);

const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));

/** An app that knows nothing of nines, with a promise in an annotation. */
const app = `
const { ApiObject, App, Chart } = require('cdk8s');
const app = new App();
const chart = new Chart(app, 'shop', { namespace: 'shop' });
const labels = { app: 'web' };
const spread = (topologyKey) => ({ topologyKey, maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: labels }, matchLabelKeys: ['pod-template-hash'] });
const container = { name: 'web', image: 'registry.example/web:1.0.0', resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '128Mi' } } };
new ApiObject(chart, 'web', {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', annotations: { 'nines.dev/needed': '2', 'nines.dev/target': '99.95%' } },
  spec: {
    replicas: Number(process.env.REPLICAS ?? 3),
    selector: { matchLabels: labels },
    strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    template: {
      metadata: { labels },
      spec: {
        topologySpreadConstraints: [spread('topology.kubernetes.io/zone'), spread('kubernetes.io/hostname')],
        securityContext: { runAsNonRoot: true, runAsUser: 10001 },
        containers: [container],
      },
    },
  },
});
new ApiObject(chart, 'budget', {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'web-budget' },
  spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
});
app.synth();
`;

const config = (plugin: string, properties: string) => `language: typescript
app: node app.cjs
validations:
  - package: ${plugin}
    version: ${version}
    class: NinesValidation
    properties:
      ${properties}
`;

const topology = `kubernetes: '1.36'
zones:
  - name: hall-1
    rate: never
    pools:
      - { name: workers, count: 3, allocatable: { cpu: '4', memory: 8Gi, pods: 110 }, rate: never }
`;

/** What npx starts. */
const CDK8S = 'node_modules/.bin/cdk8s';

// One project for all: each test writes its own cdk8s.yaml.
let project: Project;
beforeAll(() => {
  project = new Project({ 'app.cjs': app, 'topology.yaml': topology });
});
afterEach(() => project.delete('dist'));
afterAll(() => project.remove());

test('the installed package is a plugin by its folder: a promise that is proved passes', () => {
  project.write('cdk8s.yaml', config('./node_modules/nines', 'topology: aws-3x2'));
  const { code, out, error } = project.run(CDK8S, ['synth']);
  expect([code, error]).toEqual([0, '']);
  expect(out).toMatch(/Deployment\/shop\/web +│ 99\.95% proved, error budget kept: [\d.]+ \([\d.]+ to [\d.]+\) minutes a year/);
});

test('a broken promise fails with its place, its construct, the event and the fix', () => {
  project.write('cdk8s.yaml', config('./node_modules/nines', 'topology: aws-3x2'));
  const { code, out } = project.run(CDK8S, ['synth'], { REPLICAS: '2' });
  expect(code).toBe(2);
  expect(out).toMatch(/availability \(1 occurrences\)/);
  expect(out).toContain('- Manifest Path: dist/shop.k8s.yaml\n    - Resource Name: Deployment/shop/web\n');
  expect(out).toMatch(/Recommendation: refuted \(target 99\.95%\): lose one pod: .+ \(made by shop\/web\)\n {2}How to fix: run 3 replicas/);
});

test('rules of your own run as well', () => {
  project.write(
    'rules.js',
    `const { defineRule } = require('nines');
    exports.namesTeam = defineRule({
      id: 'names-team', severity: 'warning', title: 'Workloads name their team', why: 'Nobody knows whom to call.', fix: 'add the label team',
      appliesTo: ['Deployment'],
      *check(object) { if (!object.labels.has('team')) yield { at: object.root.at('metadata', 'labels'), message: "the label 'team' is missing" }; },
    });`,
  );
  project.write('cdk8s.yaml', config('./node_modules/nines', 'topology: aws-3x2\n      rules: ./rules.js'));
  const { code, out } = project.run(CDK8S, ['synth']);
  expect(code).toBe(2);
  expect(out).toMatch(/names-team \(1 occurrences\)/);
  expect(out).toContain("Recommendation: the label 'team' is missing (made by shop/web)\n  How to fix: add the label team");
});

test('an invalid property is reported', () => {
  project.write('cdk8s.yaml', config('./node_modules/nines', 'topolgy: aws-3x2'));
  const { code, error } = project.run(CDK8S, ['synth']);
  expect(code).toBe(1);
  expect(error).toContain("Error: NinesValidation: unknown property 'topolgy'; write topology\n");
});

// The last one, since it takes the package away.
test('by its name it comes from the plugins folder of the CLI, and its topology from a file', () => {
  project.install(`.cdk8s/plugins/nines/${version}/node_modules/nines`);
  project.delete('node_modules/nines');
  project.write('cdk8s.yaml', config('nines', 'topology: ./topology.yaml'));
  const { code, out, error } = project.run('npx', ['cdk8s', 'synth'], { HOME: project.path });
  expect([code, error]).toEqual([0, '']);
  expect(out).toMatch(/Deployment\/shop\/web +│ 99\.95% proved, /);
});
