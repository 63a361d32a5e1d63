import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { stringify } from 'yaml';
import topologySchema from '../../src/cluster/topology.schema.json';
import { topologies } from '../../src/platform/topologies';
import answerSchema from '../../src/report/answer.schema.json';
import type { Report } from '../../src/report/report';
import { budget, type DeploymentOptions, spread, workload as unrequested, zones } from '../availability/manifests';
import { writeShop } from '../fixtures/manifests';
import { nines, ninesProcess } from './run';

/** A workload whose pods request little. */
const workload = (options: DeploymentOptions = {}) => {
  const resources = { requests: { cpu: '10m', memory: '16Mi' } };
  return unrequested({ ...options, pod: { containers: [{ name: 'main', image: 'registry.example/main:1', resources }], ...options.pod } });
};

const yaml = (...documents: unknown[]) => documents.map((document) => stringify(document)).join('---\n');
const ruled = (more: Record<string, unknown> = {}) => ({
  topologySpreadConstraints: [spread('zone', { matchLabelKeys: ['pod-template-hash'], ...more })],
});
const proved = yaml(
  workload({
    annotations: { 'nines.dev/needed': '2' },
    pod: ruled(),
    spec: { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
  }),
  budget({ maxUnavailable: 1 }),
);
/** A folder with the manifests of the tests' application in `dist/`. */
const shop = mkdtempSync(join(tmpdir(), 'nines-shop-'));
beforeAll(() => writeShop(join(shop, 'dist')));
afterAll(() => rmSync(shop, { recursive: true, force: true }));

const validAnswer = new Ajv({ strict: false }).compile(answerSchema);

async function answer(args: readonly string[], files: Record<string, string>): Promise<{ code: number; answer: Report }> {
  const { code, out, error } = await nines([...args, '--format', 'json'], files);
  expect(error).toBe('');
  const parsed = JSON.parse(out);
  expect(validAnswer(parsed) ? [] : validAnswer.errors).toEqual([]);
  return { code, answer: parsed };
}

describe('exit codes and answers', () => {
  test('0 and a table when everything asked is proved', async () => {
    const { code, out, error } = await nines(['check', '@app.yaml', '--topology', 'aws-3x2', '--target', '99.95'], { 'app.yaml': proved });
    expect([code, error]).toEqual([0, '']);
    expect(out).toMatch(
      /^SERVICE {2}NEEDED {2}TARGET {2}PROVED {2}BUDGET {2}MINUTES\/YEAR[^\n]* WEAKEST LINK\nweb {6}2 of 3 {2}99\.95% {2}yes/,
    );
  });

  test('1 and a refutation that says what to change', async () => {
    const broken = proved.replace(/ +matchLabelKeys:\n +- pod-template-hash\n/, '');
    const { code, out } = await nines(['check', '@app.yaml', '--topology', 'aws-3x2'], { 'app.yaml': broken });
    expect(code).toBe(1);
    expect(out).toContain(
      'lose zone eu-west-1a: 2 of 3 replicas may run in it after a rollout (2/1/0 by zone), 2 are needed: spread over zones without matchLabelKeys also counts the old pods.',
    );
    expect(out).toContain('To prove it: add matchLabelKeys: [pod-template-hash].');
  });

  const promising = (more: Record<string, string> = {}) =>
    yaml(workload({ annotations: { 'nines.dev/needed': '2', 'nines.dev/target': '99.95%', ...more } }));
  const aws = ['check', '@app.yaml', '--topology', 'aws-3x2'];

  test('a promise that is not proved is a finding of its workload', async () => {
    const { code, answer: found } = await answer(aws, { 'app.yaml': promising() });
    expect(code).toBe(1);
    expect(found.findings).toEqual([
      {
        severity: 'error',
        rule: 'availability',
        place: {
          file: expect.stringMatching(/\/app\.yaml$/),
          line: expect.any(Number),
          column: expect.any(Number),
          object: { kind: 'Deployment', namespace: 'shop', name: 'web' },
          pointer: expect.stringMatching(/^\/spec/),
        },
        message: expect.stringMatching(
          /^refuted \(target 99\.95%\): lose one node: 3 of 3 replicas may run on it, 2 are needed: .*; lose zone eu-west-1a: /,
        ),
        fix: found.services[0]?.advice[0]?.change,
      },
    ]);
  });

  test('in text it is told once, with all that is known of it', async () => {
    const { code, out } = await nines(aws, { 'app.yaml': promising() });
    expect(code).toBe(1);
    expect(out.match(/\[availability\]/g)).toHaveLength(1);
    expect(out).toMatch(
      /\n\nerror: \S+\/app\.yaml:\d+:\d+ Deployment shop\/web \/spec\S*\n {2}refuted \(target 99\.95%\) \[availability\]\n {2}lose one node: 3 of 3 .*\.\n {4}Deployment\/shop\/web \/spec\S*\n/,
    );
    expect(out).toContain('\n  To prove it: ');
  });

  test('in SARIF it is a result', async () => {
    const { code, out } = await nines([...aws, '--format', 'sarif'], { 'app.yaml': promising() });
    expect(code).toBe(1);
    expect(JSON.parse(out).runs[0].results).toMatchObject([{ ruleId: 'availability', level: 'error' }]);
  });

  test('it is accepted with a reason, shown and no failure', async () => {
    const accepting = promising({ 'nines.dev/accept.availability': 'because the third node comes in May' });
    const { code, answer: found } = await answer(aws, { 'app.yaml': accepting });
    expect([code, found.findings, found.services[0]?.verdict]).toEqual([0, [], 'refuted']);
    expect(found.accepted).toMatchObject([{ rule: 'availability', because: 'the third node comes in May' }]);
    const { out } = await nines(aws, { 'app.yaml': accepting });
    expect(out).toMatch(/Accepted:\n {2}Deployment shop\/web \S+: refuted .* \[availability\], because the third node comes in May\n\n/);
  });

  const minikube = ['check', '@app.yaml', '--topology', 'minikube'];
  const single = (annotations: Record<string, string> = {}) => ({ 'app.yaml': yaml(workload({ replicas: 1, annotations })) });
  const oneReplica = 'does not survive every single failure: lose one pod: there is 1 replica, 1 is needed';

  test('a service that promises nothing and does not survive every single failure is a warning in every format, and fails', async () => {
    const { code, answer: found } = await answer(minikube, single());
    expect([code, found.services[0]?.verdict, found.accepted]).toEqual([1, 'refuted', []]);
    expect(found.findings).toEqual([
      {
        severity: 'warning',
        rule: 'availability',
        place: {
          file: expect.stringMatching(/\/app\.yaml$/),
          line: 8,
          column: 13,
          object: { kind: 'Deployment', namespace: 'shop', name: 'web' },
          pointer: '/spec/replicas',
        },
        message: oneReplica,
        fix: 'run 2 replicas',
      },
    ]);
    const { out } = await nines(minikube, single());
    expect(out).toMatch(
      /\n\nwarning: \S+\/app\.yaml:8:13 Deployment shop\/web \/spec\/replicas\n {2}does not survive every single failure \[availability\]\n {2}lose one pod: there is 1 replica, 1 is needed\.\n {4}Deployment\/shop\/web \/spec\/replicas\n {2}To prove it: run 2 replicas\.\n/,
    );
    const log = JSON.parse((await nines([...minikube, '--format', 'sarif'], single())).out);
    expect(log.runs[0].results).toMatchObject([{ ruleId: 'availability', level: 'warning' }]);
  });

  test.each(['availability', 'single-replica'])('accept.%s lets it pass, and every format shows why', async (name) => {
    const files = single({ [`nines.dev/accept.${name}`]: 'because we try it out' });
    const { code, answer: found } = await answer(minikube, files);
    expect([code, found.findings]).toEqual([0, []]);
    expect(found.accepted).toMatchObject([{ rule: 'availability', message: oneReplica, because: 'we try it out' }]);
    const { code: textCode, out } = await nines(minikube, files);
    expect(textCode).toBe(0);
    expect(out).toContain(
      `\n\nAccepted:\n  Deployment shop/web /spec/replicas: ${oneReplica} [availability], because we try it out\n\nThe proof assumes:\n`,
    );
    const sarif = await nines([...minikube, '--format', 'sarif'], files);
    expect(sarif.code).toBe(0);
    expect(JSON.parse(sarif.out).runs[0].results).toMatchObject([
      { ruleId: 'availability', suppressions: [{ kind: 'inSource', justification: 'we try it out' }] },
    ]);
  });

  test('accept.single-replica accepts no broken target', async () => {
    const { code, answer: found } = await answer(
      [...minikube, '--target', '99.95'],
      single({ 'nines.dev/accept.single-replica': 'because we try it out' }),
    );
    expect([code, found.accepted]).toEqual([1, []]);
    expect(found.findings).toMatchObject([{ rule: 'availability', severity: 'error' }]);
  });

  test('what was not found, or is not known, is not called accepted', async () => {
    const files = {
      'app.yaml': proved.replace(
        'annotations:',
        'annotations:\n    nines.dev/accept.image-is-pinned: because a\n    nines.dev/accept.foo: because b\n    nines.dev/accept.single-replica: because c',
      ),
    };
    const { answer: found } = await answer(aws, files);
    expect(found.accepted).toEqual([]);
    expect(found.findings).toMatchObject([{ rule: 'acceptance-names-rule', message: "unknown rule or risk 'foo'" }]);
    expect((await nines(aws, files)).out).not.toContain('Accepted');
  });

  test('an application whose every risk is accepted passes, in every format', async () => {
    const local = ['check', join(shop, 'dist/local'), '--topology', 'minikube'];
    const { code, answer: found } = await answer(local, {});
    expect([code, found.findings]).toEqual([0, []]);
    expect(found.accepted.map(({ rule, place }) => `${place.object?.name} ${rule}`)).toEqual([
      'elasticsearch no-security',
      'elasticsearch availability',
      'backend availability',
      'frontend availability',
    ]);
    const sarif = await nines([...local, '--format', 'sarif']);
    expect(sarif.code).toBe(0);
    expect(JSON.parse(sarif.out).runs[0].results.every((it: object) => 'suppressions' in it)).toBe(true);
  });

  test('the text of a finding says how bad it is', async () => {
    const moving = yaml(workload()).replace('main:1', 'main:dev');
    const { out } = await nines(aws, { 'app.yaml': moving });
    expect(out).toMatch(
      /\n\nwarning: \S+\/app\.yaml:19:18 Deployment shop\/web \/spec\/template\/spec\/containers\/0\/image\n {2}tag 'dev' is not fixed: it moves to the latest push \[image-is-pinned\]\n {2}write a version, or add a digest\n\n/,
    );
  });

  test('a target that nobody can keep is refuted although no single event stops the service', async () => {
    const { code, answer: found } = await answer(['check', '@app.yaml', '--topology', 'aws-3x2', '--target', '99.9999999'], {
      'app.yaml': proved,
    });
    expect(code).toBe(1);
    expect(found.services[0]).toMatchObject({ verdict: 'refuted', singlePointsOfFailure: [], target: 0.999999999 });
  });

  test('the answer for a whole application matches its schema', async () => {
    for (const [name, topology] of [
      ['local', 'minikube'],
      ['staging', 'digitalocean-3'],
      ['production', 'aws-3x2'],
    ] as const) {
      const { out } = await nines(['check', join(shop, 'dist', name), '--topology', topology, '--format', 'json']);
      expect(validAnswer(JSON.parse(out)) ? [] : validAnswer.errors).toEqual([]);
    }
  });

  test('an entry point to a service that is not proved says so', async () => {
    const { out } = await nines(['check', join(shop, 'dist/local'), '--topology', 'minikube']);
    expect(out).toContain('Reached from outside:\n  Ingress/shop/public: backend (refuted), frontend (refuted)\n');
    expect(out).toContain('Ingress/shop/public: always routes to its services (the controller of IngressClass nginx is not judged)');
  });

  test('files, folders and standard input, lists and JSON are read alike', async () => {
    const list = JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [workload({ name: 'a' }), { apiVersion: 'v1', kind: 'DeploymentList', items: [workload({ name: 'b' })] }],
    });
    const { answer: found } = await answer(['check', '@folder', '@one.json', '--topology', 'minikube'], {
      'folder/deep/app.yml': proved,
      'folder/notes.txt': ':::',
      'one.json': list,
    });
    expect(found.services.map((it) => it.service)).toEqual(['web', 'a', 'b']);
  });

  test('words that YAML reads as a boolean or a number are findings where a string belongs', async () => {
    const text =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: default }\ndata:\n  verbose: yes\n  mode: 0644\n  quoted: "yes"\n';
    const { answer: found } = await answer(['check', '@a.yaml', '--topology', 'minikube'], { 'a.yaml': text });
    expect(found.findings).toMatchObject([
      { rule: 'value-type', message: 'must be a string, got a boolean: true', place: { pointer: '/data/verbose', line: 5 } },
      { rule: 'value-type', message: 'must be a string, got an integer: 420', place: { pointer: '/data/mode', line: 6 } },
    ]);
  });

  test('run as a program: standard input in, JSON alone on standard output', () => {
    const { code, out, error } = ninesProcess(['check', '-', '--topology', 'aws-3x2', '--format', 'json'], proved);
    expect([code, error]).toEqual([0, '']);
    expect(JSON.parse(out).services[0].verdict).toBe('proved');
  });

  test('no workload is nothing to refute', async () => {
    const namespace = yaml({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    const { code, out } = await nines(['check', '@app.yaml', '--topology', 'minikube'], { 'app.yaml': namespace });
    expect([code, out.split('\n')[0]]).toEqual([0, 'No Deployment, StatefulSet or DaemonSet found.']);
  });

  test('help and version', async () => {
    expect((await nines(['--help'])).out).toContain('Usage: nines check');
    expect((await nines(['--version'])).out).toBe(`${JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')).version}\n`);
  });
});

describe('the topology file', () => {
  const validTopology = new Ajv({ strict: false }).compile(topologySchema);
  const file = readFileSync(join(__dirname, 'fixtures/topology.yaml'), 'utf8');

  test('the one in the documentation is read, field for field', async () => {
    const documents = proved.replaceAll('web', 'backend').replaceAll(/ +annotations:\n +nines.dev\/needed: "2"\n/g, '');
    const store = yaml(workload({ kind: 'StatefulSet', name: 'elasticsearch' }));
    const { answer: found } = await answer(['check', '@app.yaml', '--topology', '@topology.yaml'], {
      'app.yaml': `${documents}---\n${store}`,
      'topology.yaml': file,
    });
    expect(found.services.map((it) => [it.service, it.target])).toEqual([
      ['backend', 0.9995],
      ['elasticsearch', 0.9995],
    ]);
    expect(found.services[0]?.events[0]?.needed).toBe(2);
    expect(found.services[0]?.singlePointsOfFailure.some((it) => it.object.startsWith('StatefulSet'))).toBe(true);
    expect(found.assumptions).toContainEqual({ what: 'zone eu-west-1a mtbf', value: '8766h', source: 'assumption' });
  });

  test('a version without schemas is judged by the newest, and the answer says so', async () => {
    const { answer: found } = await answer(['check', '@app.yaml', '--topology', '@t.yaml'], {
      'app.yaml': proved,
      't.yaml': file.replace('1.36', '1.99').replace(/services:[\s\S]*/, ''),
    });
    expect(found.assumptions).toContainEqual({
      what: 'fields of Kubernetes 1.99',
      value: 'those of 1.36',
      source: 'its own schemas are not known',
    });
  });

  test('the built-in topologies match the schema', () => {
    for (const topology of topologies.values())
      expect(validTopology(JSON.parse(JSON.stringify(topology))) ? [] : validTopology.errors).toEqual([]);
    expect(validTopology(JSON.parse(JSON.stringify(zones([1, 2]))))).toBe(true);
  });

  test.each([
    [
      'an unknown field',
      (text: string) => text.replace('count: 2', 'count: 2\n        nodes: 3'),
      '@t.yaml:8:16: zones[0].pools[0].nodes: unknown field; remove it, or use name, count, labels, taints, allocatable, reserved, autoscaling or rate',
    ],
    [
      'no count',
      (text: string) => text.replace('        count: 2\n', ''),
      "@t.yaml:6:9: zones[0].pools[0]: 'count' is missing; add 'count', the number of nodes",
    ],
    [
      'a negative count',
      (text: string) => text.replace('count: 2', 'count: -1'),
      '@t.yaml:7:16: zones[0].pools[0].count: -1 is out of range; write an integer from 1 to 100000',
    ],
    [
      'a bad duration',
      (text: string) => text.replace('8766h', '1 year'),
      "@t.yaml:4:19: zones[0].rate.mtbf: '1 year' is not a duration; write a duration such as 8766h, 15m or 90s",
    ],
    [
      'a bad quantity',
      (text: string) => text.replace('1900m', '1900 millis'),
      "@t.yaml:10:29: zones[0].pools[0].allocatable.cpu: '1900 millis' is not a quantity; write a quantity such as 1900m",
    ],
    [
      'a zero mtbf',
      (text: string) => text.replace('8766h', '0h'),
      "@t.yaml:4:19: zones[0].rate.mtbf: '0h' must be greater than 0; write a duration such as 8766h, 15m or 90s",
    ],
    [
      'a version that is a number',
      (text: string) => text.replace('"1.36"', '1.36'),
      '@t.yaml:1:13: kubernetes: must be a string, got a number: 1.36; write a minor version in quotes, such as "1.36"',
    ],
    [
      'a patch version',
      (text: string) => text.replace('1.36', 'v1.36.3'),
      "@t.yaml:1:13: kubernetes: 'v1.36.3' is not a minor version of Kubernetes; write '1.36'",
    ],
    [
      'a version without its 1',
      (text: string) => text.replace('1.36', '36'),
      "@t.yaml:1:13: kubernetes: '36' is not a minor version of Kubernetes; write '1.36'",
    ],
    [
      'a billion nodes',
      (text: string) => text.replace('count: 2', 'count: 1000000000'),
      '@t.yaml:7:16: zones[0].pools[0].count: 1000000000 is out of range; write an integer from 1 to 100000',
    ],
    [
      'more nodes in all than a cluster has',
      (text: string) => text.replaceAll('count: 2', 'count: 50000'),
      '@t.yaml:23:16: zones[2].pools[0].count: 150000 nodes in total, at most 100000 are supported; write 100000 or fewer',
    ],
    [
      'a target that is a fraction',
      (text: string) => text.replace('target: 99.95%', 'target: 0.9995'),
      "@t.yaml:30:76: services[0].target: '0.9995' is a fraction, must be a percentage; write 99.95%",
    ],
    [
      'a target above all',
      (text: string) => text.replace('target: 99.95%', 'target: 110%'),
      "@t.yaml:30:76: services[0].target: '110%' is not a percentage above 1% and up to 100%; write a percentage such as 99.95%",
    ],
    [
      'a second entry for a workload',
      (text: string) => `${text.trimEnd()}\n  - { kind: Deployment, namespace: shop, name: backend }\n`,
      "@t.yaml:32:48: services[2].name: duplicate entry for 'Deployment/shop/backend', first in services[0]; keep one entry for each workload",
    ],
    [
      'a service that no workload is',
      (text: string) => text.replace('name: backend', 'name: bakend').replace(/\n {2}- [{] kind: StatefulSet.*/, ''),
      "@t.yaml:30:48: services.0: no workload 'Deployment/shop/bakend' in the manifests; did you mean 'Deployment/shop/backend'?",
    ],
    [
      'a duplicate zone',
      (text: string) => text.replace('eu-west-1b', 'eu-west-1a'),
      "@t.yaml:12:11: zones[1].name: duplicate name 'eu-west-1a'; use unique names",
    ],
    ['broken YAML', (text: string) => text.replace('pools:', 'pools: ['), '@t.yaml:'],
    ['no document', () => '', '@t.yaml: the topology file is empty; write one topology'],
  ])('%s is an error with its place', async (_, change, message) => {
    const { code, out, error } = await nines(['check', '@app.yaml', '--topology', '@t.yaml'], {
      'app.yaml': proved.replaceAll('web', 'backend'),
      't.yaml': change(file),
    });
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain(`nines: ${message}`);
    expect(error.split('\n')).toHaveLength(2);
  });
});

describe('unusable input', () => {
  test.each([
    [['check', '@app.yaml'], '--topology is missing; add a file, or minikube, digitalocean-3 or aws-3x2'],
    [['check', '@none.yaml', '--topology', 'minikube'], 'no such file or folder: @none.yaml; check the path'],
    [['check', '@app.yaml', '--topology', 'moon'], "unknown topology 'moon'; name a file, or one of minikube, digitalocean-3, aws-3x2"],
    [
      ['check', '@app.yaml', '--topology', 'minikube', '--target', 'high'],
      "--target 'high' is not a percentage above 1% and up to 100%; write a percentage such as 99.95%",
    ],
    [
      ['check', '@app.yaml', '--topology', 'minikube', '--target', '100.1'],
      "--target '100.1' is not a percentage above 1% and up to 100%; write a percentage such as 99.95%",
    ],
    [
      ['check', '@app.yaml', '--topology', 'minikube', '--target', '0.9999'],
      "--target '0.9999' is a fraction, must be a percentage; write 99.99%",
    ],
    [['check', '@app.yaml', '--topology', 'minikube', '--target', '0.5'], "--target '0.5' is a fraction, must be a percentage; write 50%"],
    [['check', '@app.yaml', '--topology', 'minikube', '--target', '1'], "--target '1' is a fraction, must be a percentage; write 100%"],
    [['check', '@app.yaml', '--topology', 'minikub'], "unknown topology 'minikub'; write 'minikube'"],
    [['check', '@app.yaml', '--topology', 'minikube', '--format', 'xml'], "unknown format 'xml'; write text, json or sarif"],
    [['check', '@app.yaml', '--topology', 'minikube', '--speed'], "unknown option '--speed'; nines --help lists the options"],
    [['check', '@app.yaml', '--topolgy', 'minikube'], "unknown option '--topolgy'; write --topology"],
    [['prove'], "unknown command 'prove'; write nines check, diff, slo, rules or help"],
    [['chek'], "unknown command 'chek'; write nines check"],
    [['rules', 'foo'], "rules takes no arguments, got 'foo'; write nines rules"],
  ])('%j', async (args, message) => {
    const { code, out, error } = await nines(args, { 'app.yaml': proved });
    expect([code, out]).toEqual([2, '']);
    expect(error).toBe(`nines: ${message}\n`);
  });

  test('no path, in a folder whose dist/ has a folder for each environment', async () => {
    const home = process.cwd();
    process.chdir(shop);
    // What Argo CD reads is no environment.
    mkdirSync('dist/argocd');
    try {
      const message = 'dist/ holds several environments: local, production, staging; write nines check dist/production';
      expect(await nines(['check', '--topology', 'aws-3x2'])).toEqual({ code: 2, out: '', error: `nines: ${message}\n` });
    } finally {
      rmSync('dist/argocd', { recursive: true });
      process.chdir(home);
    }
  });
});
