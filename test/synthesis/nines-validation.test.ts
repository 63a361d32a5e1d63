import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { NinesValidation, type NinesValidationProperties, type Violation } from '../../src';
import { budget, spread } from '../availability/manifests';
import { workload } from '../availability/requesting';

const web = (more: Record<string, string> = {}, matchLabelKeys = ['pod-template-hash']) =>
  workload({
    annotations: { 'nines.dev/needed': '2', 'nines.dev/target': '99.95%', ...more },
    pod: { topologySpreadConstraints: [spread('zone', { matchLabelKeys })], securityContext: { runAsNonRoot: true, runAsUser: 10001 } },
    spec: { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
  });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nines-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What the plugin reports of a file with these objects. */
async function report(objects: readonly unknown[] | string, properties: Partial<NinesValidationProperties> = {}, metadata = {}) {
  const file = join(folder, 'shop.k8s.yaml');
  writeFileSync(file, typeof objects === 'string' ? objects : objects.map((object) => stringify(object)).join('---\n'));
  const violations: Violation[] = [];
  const submitted: unknown[] = [];
  await new NinesValidation({ topology: 'aws-3x2', ...properties }).validate({
    manifests: [file],
    metadata,
    report: { addViolation: (violation) => void violations.push(violation), submit: (...summary) => void submitted.push(summary) },
  });
  const places = violations.map(({ violatingResources, ...rest }) => ({ ...rest, resource: violatingResources[0] }));
  return { violations: JSON.parse(JSON.stringify(places).replaceAll(`${folder}/`, '@')), submitted };
}

const named = (name: string) => ({ ...budget({ maxUnavailable: 1 }), metadata: { name, namespace: 'shop' } });
const kept = [web(), named('budget')];

test('a promise that is proved is a row of the summary', async () => {
  const { violations, submitted } = await report(kept);
  expect(violations).toEqual([]);
  expect(submitted).toEqual([
    [
      'success',
      { 'Deployment/shop/web': expect.stringMatching(/^99\.95% proved, error budget kept: [\d.]+ \([\d.]+ to [\d.]+\) minutes a year$/) },
    ],
  ]);
});

test('advice is told, and fails nothing', async () => {
  const database = {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: { name: 'orders', namespace: 'shop' },
    spec: { instances: 2, storage: { size: '1Gi' } },
  };
  const { violations, submitted } = await report([database]);
  expect(violations).toMatchObject([{ ruleName: 'data-has-backup' }]);
  expect(submitted).toMatchObject([['success', {}]]);
});

test('a broken promise is a violation with its place, its construct, the event and the fix', async () => {
  const metadata = { web: { path: 'shop/web' } };
  const { violations, submitted } = await report([web({}, []), named('budget')], {}, metadata);
  expect(submitted).toEqual([['failure', { 'Deployment/shop/web': expect.stringMatching(/^99\.95% refuted, /) }]]);
  expect(violations).toEqual([
    {
      ruleName: 'availability',
      recommendation: expect.stringMatching(
        /^refuted \(target 99\.95%\): lose one node: .+; lose zone eu-west-1a: .+ \(made by shop\/web\)$/,
      ),
      fix: 'add matchLabelKeys: [pod-template-hash]',
      resource: {
        resourceName: 'Deployment/shop/web',
        manifestPath: '@shop.k8s.yaml',
        locations: [expect.stringMatching(/^\/spec\/template\/spec \(line \d+\)$/)],
      },
    },
  ]);
});

test('objects that share a name are reported without their constructs', async () => {
  const { violations } = await report([web({}, []), named('web')], {}, { web: { path: 'shop/budget' } });
  expect(violations).toHaveLength(1);
  expect(violations[0].recommendation).not.toContain('made by');
});

test('an accepted promise is a row with its reason', async () => {
  const { violations, submitted } = await report([web({ 'nines.dev/accept.availability': 'because we try it out' }, [])]);
  expect(violations).toEqual([]);
  expect(submitted).toMatchObject([['success', { 'Deployment/shop/web availability': 'accepted, because we try it out' }]]);
});

test('an object without a known schema is a row', async () => {
  const thing = { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'a', namespace: 'shop' } };
  expect((await report([...kept, thing])).submitted).toMatchObject([['success', { 'Thing/shop/a': 'not checked: no schema is known' }]]);
});

test('a declaration that can’t be read is a violation', async () => {
  const { violations } = await report([web({ 'nines.dev/needed': 'two' })]);
  expect(violations).toMatchObject([{ ruleName: 'annotation-value' }]);
});

test('a file that can’t be read is one as well', async () => {
  const { violations } = await report('a: [');
  expect(violations).toMatchObject([{ ruleName: 'unreadable', resource: { manifestPath: '@shop.k8s.yaml' } }]);
});

test('a topology that doesn’t exist is one as well', async () => {
  const { violations } = await report(kept, { topology: 'aws-3x3' });
  expect(violations).toMatchObject([{ ruleName: 'unreadable', recommendation: "unknown topology 'aws-3x3'", fix: "write 'aws-3x2'" }]);
});

test('target, provided and kubernetes are as those of nines check', async () => {
  const bare = workload({ pod: { volumes: [{ name: 'a', configMap: { name: 'settings' } }] } });
  const names = async (properties: Partial<NinesValidationProperties>) =>
    (await report([bare], properties)).violations.map(({ ruleName }: Violation) => ruleName);
  expect(await names({})).toContain('config-map-exists');
  expect(await names({ provided: ['ConfigMap/shop/settings'] })).not.toContain('config-map-exists');
  const { submitted } = await report(kept, { target: '99.9', kubernetes: '1.35' });
  expect(submitted).toMatchObject([['success', { 'Deployment/shop/web': expect.stringContaining('99.95% proved') }]]);
});

test.each<[unknown, string]>([
  [undefined, 'properties must be an object; write properties: { topology: aws-3x2 }'],
  [{}, 'topology is missing; write properties: { topology: aws-3x2 }, or a file'],
  [{ topolgy: 'aws-3x2' }, "unknown property 'topolgy'; write topology"],
  [{ topology: 'aws-3x2', x: 1 }, "unknown property 'x'; write topology, kubernetes, target, provided or rules"],
  [{ topology: 'aws-3x2', kubernetes: 1.36 }, "kubernetes must be '1.36' or '1.35', got 1.36; put it in quotes, or omit it"],
  [{ topology: 'aws-3x2', target: '0.999' }, "target '0.999' is a fraction, must be a percentage; write 99.9%"],
  [
    { topology: 'aws-3x2', provided: 'Secret/shop/a' },
    "provided must be a list, got 'Secret/shop/a'; write Kind/name or Kind/namespace/name, such as Secret/shop/smtp, with * for any part of a name",
  ],
  [
    { topology: 'aws-3x2', provided: ['secret'] },
    "provided[0] must name an object, got 'secret'; write Kind/name or Kind/namespace/name, such as Secret/shop/smtp, with * for any part of a name",
  ],
])('%j is refused', (properties, message) => {
  expect(() => new NinesValidation(properties as NinesValidationProperties)).toThrow(new Error(`NinesValidation: ${message}`));
});
