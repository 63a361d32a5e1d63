import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, type Chart, JsonPatch, Testing } from 'cdk8s';
import { annotationsOf, runsOn, synthesisOf } from '../../src';
import { zoned } from '../platforms';
import { chartIn, refusal, web } from './service';

let outdir: string;
let app: App;
beforeEach(() => {
  outdir = join(mkdtempSync(join(tmpdir(), 'nines-')), 'dist');
  app = new App({ outdir });
});
afterEach(() => rmSync(outdir, { recursive: true, force: true }));

const written = () => (existsSync(outdir) ? readdirSync(outdir) : []);
const heading = (name: string, verdict = 'refuted') => [
  'Validation failed with the following errors:',
  expect.stringMatching(new RegExp(`^ {2}\\[shop\\] error: Deployment shop/${name} \\S+ \\(made by shop/${name}/deployment\\)$`)),
  `    ${verdict} (target 99.95%) [availability]`,
];

test('a promise that is proved is written', () => {
  web(chartIn(app, 'shop'), 'web');
  app.synth();
  expect(written()).toEqual(['shop.k8s.yaml']);
});

test('a broken promise ends the synth of a stranger’s app before anything is written, and says how to keep it', () => {
  const service = web(chartIn(app, 'shop'), 'web');
  const zoneRule = '/spec/template/spec/topologySpreadConstraints/0';
  (service.node.findChild('deployment') as ApiObject).addJsonPatch(JsonPatch.remove(`${zoneRule}/matchLabelKeys`));
  expect(refusal(() => app.synth()).slice(0, 6)).toEqual([
    'Validation failed with the following errors:',
    `  [shop] error: Deployment shop/web ${zoneRule} (made by shop/web/deployment)`,
    '    refuted (target 99.95%) [availability]',
    expect.stringMatching(/^ {4}lose zone a: .+\.$/),
    `      Deployment/shop/web ${zoneRule}`,
    '    To prove it: add matchLabelKeys: [pod-template-hash].',
  ]);
  expect(written()).toEqual([]);
});

test.each<[string, (chart: Chart) => unknown]>([
  ['app.synth()', () => app.synth()],
  ['app.synthYaml()', () => app.synthYaml()],
  ['chart.toJson()', (chart) => chart.toJson()],
  ['Testing.synth(chart)', (chart) => Testing.synth(chart)],
])('%s refuses it', (_, synth) => {
  const chart = chartIn(app, 'shop');
  web(chart, 'web', { single: true });
  expect(refusal(() => synth(chart)).slice(0, 3)).toEqual(heading('web'));
});

test('the proof sees a JSON patch', () => {
  const service = web(chartIn(app, 'shop'), 'web');
  const deployment = service.node.findChild('deployment') as ApiObject;
  deployment.addJsonPatch(JsonPatch.replace('/spec/replicas', 1));
  expect(refusal(() => app.synth()).slice(0, 3)).toEqual(heading('web'));
});

test('a patch between two synths is seen as well', () => {
  const service = web(chartIn(app, 'shop'), 'web');
  expect(refusal(() => app.synthYaml())).toEqual([]);
  (service.node.findChild('deployment') as ApiObject).addJsonPatch(JsonPatch.replace('/spec/replicas', 1));
  expect(refusal(() => app.synthYaml()).slice(0, 3)).toEqual(heading('web'));
});

test('a chart that is validated alone looks again', () => {
  const chart = chartIn(app, 'shop');
  const service = web(chart, 'web');
  app.synthYaml();
  expect(chart.node.validate()).toEqual([]);
  (service.node.findChild('deployment') as ApiObject).addJsonPatch(JsonPatch.replace('/spec/replicas', 1));
  expect(chart.node.validate()).toEqual([expect.stringContaining('refuted (target 99.95%) [availability]')]);
});

test('several charts tell a broken promise once', () => {
  web(chartIn(app, 'shop'), 'web', { single: true });
  web(chartIn(app, 'other', 'other'), 'other');
  expect(refusal(() => app.synth()).filter((line) => line.includes('[availability]'))).toHaveLength(1);
});

test('a broken promise with an accepted risk is written, as nines check has it', () => {
  const service = web(chartIn(app, 'shop'), 'web', { single: true });
  (service.node.findChild('deployment') as ApiObject).metadata.addAnnotation('nines.dev/accept.availability', 'because we try it out');
  app.synth();
  expect(written()).toEqual(['shop.k8s.yaml']);
});

test('a construct that promises nothing may be weak', () => {
  web(chartIn(app, 'shop'), 'web', { single: true, availability: 'none' });
  app.synth();
  expect(written()).toEqual(['shop.k8s.yaml']);
});

test('the promise of an object that no construct of ours made is proved once its chart says where it runs', () => {
  const chart = chartIn(app, 'shop');
  const deployment = (id: string) =>
    new ApiObject(chart, id, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: id, annotations: annotationsOf({ needed: 1, availability: '99.95%' }) },
      spec: {
        selector: { matchLabels: { app: id } },
        template: { metadata: { labels: { app: id } }, spec: { containers: [{ name: id, image: 'registry.example/a:1' }] } },
      },
    });
  deployment('raw');
  app.synth();
  runsOn(chart, zoned());
  const told = refusal(() => app.synth());
  expect(told[1]).toMatch(/^ {2}\[shop\] error: Deployment shop\/raw \/spec\/replicas \(made by shop\/raw\)$/);
  expect(told[2]).toBe('    refuted (target 99.95%) [availability]');
});

test('what no API server takes is refused in the namespace of a promise: the proof takes for granted that it is applied', () => {
  const chart = chartIn(app, 'shop');
  web(chart, 'web');
  new ApiObject(chart, 'misspelt', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, dat: {} });
  expect(refusal(() => app.synth())).toEqual([
    'Validation failed with the following errors:',
    '  [shop] error: ConfigMap shop/a /dat (made by shop/misspelt)',
    expect.stringMatching(/^ {4}.*dat.* \[known-field\]$/),
    expect.stringMatching(/^ {4}\S/),
  ]);
});

test('elsewhere it is somebody’s business, but not the promise’s', () => {
  web(chartIn(app, 'shop'), 'web');
  new ApiObject(chartIn(app, 'other', 'other'), 'misspelt', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, dat: {} });
  expect(refusal(() => app.synth())).toEqual([]);
});

test('a promise that can’t be read is refused', () => {
  const service = web(chartIn(app, 'shop'), 'web');
  (service.node.findChild('deployment') as ApiObject).metadata.addAnnotation('nines.dev/target', 'high');
  expect(refusal(() => app.synth()).slice(1)).toEqual([
    '  [shop] error: Deployment shop/web /metadata/annotations/nines.dev~1target (made by shop/web/deployment)',
    "    'high' is not a percentage above 1% and up to 100% [annotation-value]",
    '    write a percentage such as 99.95%',
  ]);
});

test('synthesize proves by itself: no promise is told twice', () => {
  const { problems } = synthesisOf({ name: 'test', platform: zoned() }, (root) => {
    const chart = chartIn(root as App, 'test');
    web(chart, 'web', { single: true });
    return chart;
  });
  expect(problems.filter(({ message }) => message.startsWith('refuted'))).toHaveLength(1);
  expect(problems).toHaveLength(1);
});
