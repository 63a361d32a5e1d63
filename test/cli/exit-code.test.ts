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
