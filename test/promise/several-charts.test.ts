import { ApiObject, type App, Chart, Testing } from 'cdk8s';
import { runsOn } from '../../src';
import { flat, zoned } from '../platforms';
import { chartIn, refusal, web } from './service';

let app: App;
beforeEach(() => {
  app = Testing.app();
});

const synth = () => refusal(() => app.synth());
const configMap = (chart: Chart) => new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } });
const errors = (message: readonly string[]) => message.filter((line) => line.startsWith('  ['));

test('charts with equal platforms are one cluster: what one depends on may be in another', () => {
  const data = chartIn(app, 'data');
  const shop = chartIn(app, 'shop');
  const search = web(data, 'search');
  const service = web(shop, 'web');
  const deployment = service.node.findChild('deployment') as ApiObject;
  deployment.metadata.addAnnotation('nines.dev/depends-on', 'Deployment/search');
  expect(synth()).toEqual([]);
  (search.node.findChild('deployment') as ApiObject).metadata.addAnnotation('nines.dev/needed', '3');
  // Both are told, each by its own chart.
  expect(errors(synth())).toEqual([
    expect.stringMatching(/^ {2}\[data\] error: Deployment shop\/search /),
    expect.stringMatching(/^ {2}\[shop\] error: Deployment shop\/web /),
  ]);
});

test('an unknown dependency invalidates the promise', () => {
  const service = web(chartIn(app, 'shop'), 'web');
  (service.node.findChild('deployment') as ApiObject).metadata.addAnnotation('nines.dev/depends-on', 'Deployment/search');
  expect(synth().slice(1)).toEqual([
    '  [shop] hint: Deployment shop/web /metadata/annotations/nines.dev~1depends-on (made by shop/web/deployment)',
    expect.stringMatching(/^ {4}.+ \[dependency-exists\]$/),
    expect.stringMatching(/^ {4}\S/),
    '  [shop] error: Deployment shop/web (made by shop/web/deployment)',
    '    unknown (target 99.95%) [availability]',
    '    its dependency Deployment/shop/search is not judged (0.0397 minutes per year).',
    '    Omit the promise, or change the fields named above.',
  ]);
});

test('charts of different platforms are clusters of their own, with the same names in both', () => {
  web(chartIn(app, 'staging'), 'web', { platform: flat() });
  web(chartIn(app, 'production'), 'web', { platform: zoned() });
  expect(synth()).toEqual([]);
});

test('so are charts of one platform that repeat a workload: no cluster holds two of one name', () => {
  const platform = zoned();
  web(chartIn(app, 'staging'), 'web', { platform });
  web(chartIn(app, 'production'), 'web', { platform });
  web(chartIn(app, 'tools', 'tools'), 'tools', { platform });
  expect(synth()).toEqual([]);
});

test('only the weaker platform is reported', () => {
  web(chartIn(app, 'staging'), 'web', { platform: flat(), availability: '99.97%' });
  web(chartIn(app, 'production'), 'web', { platform: zoned(), availability: '99.97%' });
  const told = errors(synth());
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('  [staging] error: Deployment shop/web');
});

test('a chart that names no platform goes to the only one', () => {
  web(chartIn(app, 'shop'), 'web');
  configMap(chartIn(app, 'settings'));
  expect(synth()).toEqual([]);
});

test('a chart without a platform is refused if there are several, until it declares one', () => {
  web(chartIn(app, 'staging'), 'web', { platform: flat() });
  web(chartIn(app, 'production'), 'web', { platform: zoned() });
  const settings = chartIn(app, 'settings');
  configMap(settings);
  expect(synth()).toEqual([
    'Validation failed with the following errors:',
    "  [] error: 'settings': it names no platform, and the charts beside it run on different ones: digitalocean, aws; say where it runs: runsOn(chart, platform)",
  ]);
  runsOn(settings, zoned());
  expect(synth()).toEqual([]);
});

test('a chart in a chart runs where the outer one does', () => {
  const outer = chartIn(app, 'production');
  web(outer, 'web', { platform: zoned() });
  configMap(new Chart(outer, 'settings', { namespace: 'shop' }));
  web(chartIn(app, 'staging'), 'web', { platform: flat() });
  expect(synth()).toEqual([]);
});

test('one chart on two platforms is refused', () => {
  const chart = chartIn(app, 'shop');
  web(chart, 'web', { platform: flat() });
  web(chart, 'api', { platform: zoned() });
  expect(synth()).toEqual([
    'Validation failed with the following errors:',
    "  [shop] error: 'shop': its constructs run on different platforms: digitalocean, aws; use one platform for the whole chart",
  ]);
});

test('an app declares it for all its charts', () => {
  runsOn(app, zoned());
  const chart = chartIn(app, 'shop');
  configMap(chart);
  web(chart, 'web', { single: true });
  expect(errors(synth())[0]).toContain('  [shop] error: Deployment shop/web ');
});

test('what is added after the first construct is proved as well', () => {
  const chart = chartIn(app, 'shop');
  web(chart, 'web');
  web(chartIn(app, 'late', 'late'), 'late', { single: true });
  expect(errors(synth())[0]).toContain('  [late] error: Deployment late/late ');
});
