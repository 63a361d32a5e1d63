import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { budget } from '../availability/manifests';
import { workload } from '../availability/requesting';
import { nines, ninesProcess } from './run';

const spread = (topologyKey: string) => ({
  maxSkew: 1,
  topologyKey,
  whenUnsatisfiable: 'DoNotSchedule',
  labelSelector: { matchLabels: { app: 'web' } },
  matchLabelKeys: ['pod-template-hash'],
});
const web = (pod: object) =>
  workload({
    annotations: { 'nines.dev/needed': '2', 'nines.dev/target': '99.9%' },
    spec: { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
    pod: {
      containers: [{ name: 'main', image: 'registry.example/main:1', resources: { requests: { cpu: '100m', memory: '64Mi' } } }],
      topologySpreadConstraints: [spread('topology.kubernetes.io/zone'), spread('kubernetes.io/hostname')],
      ...pod,
    },
  });

/** Affinity to pods that nobody knows may keep a pod waiting: that can neither be proved nor refuted. */
const elsewhere = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'cache' } } };

const designs = {
  proved: web({}),
  refuted: web({ topologySpreadConstraints: [] }),
  unknown: web({ affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [elsewhere] } } }),
};
const manifests = (design: object) => [design, budget({ maxUnavailable: 1 })].map((object) => stringify(object)).join('---\n');

test.each([
  ['proved', 0],
  ['refuted', 1],
  ['unknown', 1],
] as const)('what is %s ends with exit code %i', async (verdict, code) => {
  const run = await nines(['check', '@a.yaml', '--topology', 'aws-3x2', '--format', 'json'], { 'a.yaml': manifests(designs[verdict]) });
  expect(JSON.parse(run.out).services).toMatchObject([{ verdict }]);
  expect(run.code).toBe(code);
});

describe('--fail-on', () => {
  const image = 'registry.example/main:dev';
  const containers = [{ name: 'main', image, resources: { requests: { cpu: '100m', memory: '64Mi' } } }];
  const service = (targetPort: number | string) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort }] },
  });
  const ports = [{ name: 'main', containerPort: 8080 }];
  const readinessProbe = { tcpSocket: { port: 'main' } };
  const found = {
    error: [web({}), service('http')],
    warning: [web({ containers })],
    hint: [web({ containers: [{ ...containers[0], image: 'registry.example/main:1', ports, readinessProbe }] }), service(8081)],
  };

  test.each([
    ['error', [1, 1, 1]],
    ['warning', [0, 1, 1]],
    ['hint', [0, 0, 1]],
  ] as const)('a finding of severity %s ends error, warning and hint with %j', async (severity, codes) => {
    const files = { 'a.yaml': [...found[severity], budget({ maxUnavailable: 1 })].map((object) => stringify(object)).join('---\n') };
    const check = ['check', '@a.yaml', '--topology', 'aws-3x2'];
    const runs = await Promise.all(['error', 'warning', 'hint'].map((least) => nines([...check, '--fail-on', least], files)));
    expect(runs.map(({ code }) => code)).toEqual(codes);
    expect(runs[0]?.out).toContain(`\n${severity}: `);
    expect((await nines(check, files)).code).toBe(codes[0]);
  });

  test('an unknown severity is refused', async () => {
    const run = await nines(['check', '@a.yaml', '--topology', 'aws-3x2', '--fail-on', 'note'], { 'a.yaml': manifests(designs.proved) });
    expect(run).toEqual({ code: 2, out: '', error: "nines: unknown severity 'note'; write error, warning or hint\n" });
  });
});

describe('as a process', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'nines-exit-'));
    writeFileSync(join(folder, 'unknown.yaml'), manifests(designs.unknown));
    writeFileSync(join(folder, 'no-object.yaml'), '');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['unknown.yaml', 1],
    ['no-object.yaml', 2],
  ])('%s ends with exit code %i', (file, code) => {
    expect(ninesProcess(['check', join(folder, file), '--topology', 'aws-3x2']).code).toBe(code);
  });
});
