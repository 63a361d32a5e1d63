import { ProjectCopy } from '../project-copy';
import type { Ended } from '../run-here';

let project: ProjectCopy;
beforeEach(() => {
  project = new ProjectCopy();
});
afterEach(() => project.remove());

/** The first lines that tell of a broken promise of production. */
const refuted = (construct: string) =>
  new RegExp(
    `^error: dist/production/\\S+ .*\\(made by production/${construct}\\)\n {2}refuted \\(target 99\\.95?%\\) \\[availability\\]\n`,
    'm',
  );

/** Takes something away from production and synthesizes it. */
function without(...edits: readonly (readonly [string, string])[]): Ended {
  for (const [from, to] of edits) project.edit('environments/production.ts', from, to);
  return production();
}

/** Synthesizes production. */
function production(): Ended {
  const before = project.files('dist');
  const ended = project.synth('production');
  if (ended.code !== 0) expect(project.files('dist')).toEqual(before);
  return ended;
}

test('every promise is proved, and listed in a table', () => {
  const { code, stdout } = production();
  expect(code).toBe(0);
  const rows = stdout.split('\n').slice(1, 5);
  expect(rows.map((row) => row.trim().split(/ {2,}/).slice(0, 4))).toEqual([
    ['SERVICE', 'NEEDED', 'TARGET', 'PROVED'],
    ['elasticsearch', '2 of 3', '99.95%', 'yes'],
    ['backend', '2 of 3', '99.9%', 'yes'],
    ['frontend', '2 of 3', '99.9%', 'yes'],
  ]);
  expect(stdout).toContain(
    '\n  requires node auto repair of EKS, or a lost node is away for longer than the hour that is counted: docs/availability.md\n',
  );
});

test('removing the spread over zones is refused', () => {
  project.patch('backend/deployment', "remove('/spec/template/spec/topologySpreadConstraints/0')");
  const { code, stderr } = production();
  expect(code).toBe(1);
  expect(stderr).toMatch(refuted('backend/deployment'));
  expect(stderr).toMatch(/lose zone eu-west-1a: .*no required constraint spreads them over zones/);
});

test('removing matchLabelKeys is refused, with the placement after a rollout', () => {
  for (const spread of [0, 1])
    project.patch('backend/deployment', `remove('/spec/template/spec/topologySpreadConstraints/${spread}/matchLabelKeys')`);
  const { code, stderr } = production();
  expect(code).toBe(1);
  expect(stderr).toMatch(/2 of 3 replicas may run in it after a rollout \(2\/1\/0 by zone\), 2 are needed/);
  expect(stderr).toContain('add matchLabelKeys: [pod-template-hash]');
});

test('removing a replica is refused', () => {
  project.patch('frontend/autoscaler', "replace('/spec/minReplicas', 2)");
  const { code, stderr } = production();
  expect(code).toBe(1);
  expect(stderr).toMatch(refuted('frontend/deployment'));
  expect(stderr).toContain('To prove it: run 3 replicas');
});

test('one replica, accepted and yet promised, is refused', () => {
  const single = "accept: 'single-replica', because: 'we try it out'";
  const { code, stderr } = without(["replicas: 3,\n    needed: 2,\n    maxReplicas: 6,\n    scaleDown: 'never'", single]);
  expect(code).toBe(1);
  expect(stderr).toMatch(refuted('frontend/deployment'));
});

test("Elasticsearch's awareness taken away from two nodes in a zone is refused", () => {
  const masters = ['masters: 3', 'masters: 5'] as const;
  const aware = without(masters, ['Size.gibibytes(4)', 'Size.gibibytes(2)']);
  expect([aware.code, aware.stderr]).toEqual([0, expect.not.stringContaining('[availability]')]);
  project.patch('elasticsearch/stateful-set', "replace('/metadata/annotations/nines.dev~1elasticsearch.awareness', '')");
  const { code, stderr } = production();
  expect(code).toBe(1);
  expect(stderr).toMatch(refuted('elasticsearch/stateful-set'));
  expect(stderr).toMatch(/lose zone eu-west-1a: .* every copy of a shard may be lost/);
});

test('a budget that allows nothing is refused: a drain would never end', () => {
  project.patch('backend/budget', "replace('/spec/maxUnavailable', 0)");
  const { code, stderr } = production();
  expect(code).toBe(1);
  expect(stderr).toContain('maxUnavailable: 0 of 3 pods, the minReplicas of an autoscaler, allows no evictions [budget-leaves-room]');
});

test('a target that the proof or the error budget misses is refused with the one that is kept', () => {
  const promising = (target: string, before: string) => without([`availability: '${before}%'`, `availability: '${target}%'`]);
  const least = (found: RegExpStringIterator<RegExpExecArray>) => Math.min(...[...found].map(([, percent]) => Number(percent)));
  const ten = promising('99.99999999', '99.95');
  expect(ten.code).toBe(1);
  const provable = least(ten.stderr.matchAll(/(\d+\.\d+)% is proved as it is: promise that or less/g));
  expect(provable).toBeGreaterThan(99.99);
  const five = promising(String(provable), '99.99999999');
  expect([five.code, five.stderr]).toEqual([1, expect.not.stringContaining('[availability]')]);
  expect(five.stderr).toContain('misses its error budget');
  const kept = least(five.stderr.matchAll(/(\d+\.\d+)% is kept as it is: promise that or less/g));
  expect(kept).toBe(99.96);
  expect(promising(String(kept), String(provable)).code).toBe(0);
});

test('the summary of local states that it promises nothing', () => {
  const { stdout } = project.synth('local');
  expect(stdout).toContain('\n  promises no availability\n  accepts\n');
  expect(stdout).toContain('[availability], because minikube has one node, and a second replica would fail with it\n');
});
