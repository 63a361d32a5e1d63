import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workload } from '../availability/requesting';
import { writeShop } from '../fixtures/manifests';
import { answer, proved, yaml } from './answer';
import { nines, ninesProcess } from './run';

/** A folder with the manifests of the tests' application in `dist/`. */
const shop = mkdtempSync(join(tmpdir(), 'nines-shop-'));
beforeAll(() => writeShop(join(shop, 'dist')));
afterAll(() => rmSync(shop, { recursive: true, force: true }));

test('0 and a table when everything asked is proved', async () => {
  const { code, out, error } = await nines(['check', '@app.yaml', '--topology', 'aws-3x2', '--target', '99.95'], { 'app.yaml': proved });
  expect([code, error]).toEqual([0, '']);
  expect(out).toMatch(
    /^No findings; 1 of 1 service proved\.\n\nSERVICE {2}NEEDED {2}TARGET {2}PROVED {2}BUDGET {2}MINUTES\/YEAR[^\n]* WEAKEST LINK\nweb {6}2 of 3 {2}99\.95% {2}yes/,
  );
});

test('1 and a refutation that says what to change', async () => {
  const broken = proved.replace(/ +matchLabelKeys:\n +- pod-template-hash\n/, '');
  const { code, out } = await nines(['check', '@app.yaml', '--topology', 'aws-3x2', '--fail-on', 'warning'], { 'app.yaml': broken });
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

test('a service that promises nothing and does not survive every single failure is a warning in every format, and fails if asked', async () => {
  const { code, answer: found } = await answer(minikube, single());
  expect([code, found.services[0]?.verdict, found.accepted]).toEqual([0, 'refuted', []]);
  expect((await nines([...minikube, '--fail-on', 'warning'], single())).code).toBe(1);
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
    'elasticsearch no-backup',
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
    await answer(['check', join(shop, 'dist', name), '--topology', topology], {});
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
  const { code, out, error } = ninesProcess(['check', '-', '--topology', 'aws-3x2', '--format', 'json'], { input: proved });
  expect([code, error]).toEqual([0, '']);
  expect(JSON.parse(out).services[0].verdict).toBe('proved');
});

test('no workload is nothing to refute', async () => {
  const namespace = yaml({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
  const { code, out } = await nines(['check', '@app.yaml', '--topology', 'minikube'], { 'app.yaml': namespace });
  expect([code, out.split('\n').slice(0, 3)]).toEqual([0, ['No findings.', '', 'No Deployment, StatefulSet or DaemonSet found.']]);
});

test.each([[[]], [['help']], [['help', 'slo']], [['slo', '--help']]])('%j prints the usage', async (args: readonly string[]) => {
  expect(await nines(args)).toMatchObject({ code: 0, out: expect.stringMatching(/^Usage: nines check/) });
});

test('help and version', async () => {
  expect((await nines(['--help'])).out).toContain('Usage: nines check');
  expect((await nines(['--version'])).out).toBe(`${JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')).version}\n`);
});
