import Ajv from 'ajv';
import { stringify } from 'yaml';
import { parseYaml } from '../../src/manifests/yaml';
import { topologies } from '../../src/platform/topologies';
import { workload } from '../availability/manifests';
import schema from '../report/openslo.schema.json';
import { nines } from './run';

const isOpenSlo = new Ajv({ strict: false }).compile(schema);
const named = (name: string, target?: string) => {
  const object = workload(target === undefined ? {} : { annotations: { 'nines.dev/target': target } });
  return stringify({ ...object, metadata: { ...object.metadata, name } });
};
const long = `${'long-name.'.repeat(8)}end`;

test('each promise is an SLO of OpenSLO, and a service without one is none', async () => {
  const app = [named('web', '99.95%'), named(long, '99.9%'), named('worker')].join('---\n');
  const { code, out, error } = await nines(['slo', '@app.yaml'], { 'app.yaml': app });
  expect([code, error]).toEqual([0, '']);
  const documents = parseYaml(out, 'out').map(({ value }) => value as { metadata: { name: string }; spec: { service: string } });
  for (const document of documents) expect(isOpenSlo(document) ? [] : isOpenSlo.errors).toEqual([]);
  expect(documents[0]).toEqual({
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: { name: 'shop-web', displayName: 'web' },
    spec: {
      description: '99.95% of requests succeed in any 30 days: an error budget of 21.6 minutes.',
      service: 'web',
      indicatorRef: 'shop-web-requests',
      timeWindow: [{ duration: '30d', isRolling: true }],
      budgetingMethod: 'Occurrences',
      objectives: [{ displayName: 'requests that succeed', target: 0.9995 }],
    },
  });
  expect(documents.map(({ metadata }) => metadata.name)).toEqual(['shop-web', expect.stringMatching(/^shop-long-name-.*-[0-9a-f]{8}$/)]);
});

test('the budgets and the burn rates are data', async () => {
  const { out } = await nines(['slo', '@app.yaml', '--format', 'json'], { 'app.yaml': named('web', '99.9%') });
  expect(JSON.parse(out)).toEqual({
    objectives: [
      {
        kind: 'Deployment',
        namespace: 'shop',
        name: 'web',
        target: 0.999,
        window: '30d',
        budgetMinutes: 43.2,
        burnRates: [
          { severity: 'page', burnRate: 14.4, longWindow: '1h', shortWindow: '5m', errorRatio: 0.0144, budget: 0.02, budgetMinutes: 0.864 },
          { severity: 'page', burnRate: 6, longWindow: '6h', shortWindow: '30m', errorRatio: 0.006, budget: 0.05, budgetMinutes: 2.16 },
          { severity: 'ticket', burnRate: 3, longWindow: '1d', shortWindow: '2h', errorRatio: 0.003, budget: 0.1, budgetMinutes: 4.32 },
          { severity: 'ticket', burnRate: 1, longWindow: '3d', shortWindow: '6h', errorRatio: 0.001, budget: 0.1, budgetMinutes: 4.32 },
        ],
      },
    ],
  });
});

test('a topology and --target promise as well', async () => {
  const services = [{ kind: 'Deployment', namespace: 'shop', name: 'web', target: '99%' }];
  const files = {
    'app.yaml': [named('web'), named('worker')].join('---\n'),
    't.yaml': stringify({ ...topologies.get('aws-3x2'), services }),
  };
  const { out } = await nines(['slo', '@app.yaml', '--topology', '@t.yaml', '--target', '98'], files);
  expect(
    parseYaml(out, 'out').map(({ value }) => (value as { spec: { objectives: { target: number }[] } }).spec.objectives[0]?.target),
  ).toEqual([0.99, 0.98]);
});

test.each([
  [named('web'), "nothing is promised; annotate a workload with nines.dev/target: '99.95%', or name a topology that promises, or --target"],
  [named('web', '100%'), 'Deployment/shop/web promises 100%, which leaves no error budget; promise less, such as 99.99%'],
  [
    named('web', '0.9995'),
    "Deployment 'shop/web': annotation nines.dev/target: '0.9995' is a fraction, must be a percentage; write 99.95%",
  ],
])('unusable input %# is refused', async (app, message) => {
  expect(await nines(['slo', '@app.yaml'], { 'app.yaml': app })).toEqual({ code: 2, out: '', error: `nines: ${message}\n` });
});

test('files that cannot be read are refused, each with its place', async () => {
  const { code, error } = await nines(['slo', '@a.yaml', '@b.yaml'], { 'a.yaml': 'a: [', 'b.yaml': 'b: [' });
  expect(code).toBe(2);
  expect(error).toMatch(/^nines: @a\.yaml:\d+:\d+: .*\nnines: @b\.yaml:\d+:\d+: .*\n$/);
});

test('an unknown format is refused', async () => {
  const { error } = await nines(['slo', '@app.yaml', '--format', 'sarif'], { 'app.yaml': named('web', '99%') });
  expect(error).toBe("nines: unknown format 'sarif'; write openslo or json\n");
});
