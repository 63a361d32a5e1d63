import Ajv from 'ajv';
import { stringify } from 'yaml';
import { parseYaml } from '../../src/manifests/yaml';
import { topologies } from '../../src/platform/topologies';
import sloSchema from '../../src/report/slo.schema.json';
import { spread, workload } from '../availability/manifests';
import schema from '../report/openslo.schema.json';
import { nines } from './run';

const isOpenSlo = new Ajv({ strict: false }).compile(schema);
const isObjectives = new Ajv({ strict: false }).compile(sloSchema);
const NOT_JUDGED = 'nines: nothing says whether these promises are kept: without a topology they are not judged; add --topology\n';

const named = (name: string, target?: string) => {
  const object = workload(target === undefined ? {} : { annotations: { 'nines.dev/target': target } });
  return stringify({ ...object, metadata: { ...object.metadata, name } });
};
const long = `${'long-name.'.repeat(8)}end`;

test('each promise is an SLO of OpenSLO, and a service without one is none', async () => {
  const app = [named('web', '99.95%'), named(long, '99.9%'), named('worker')].join('---\n');
  const { code, out, error } = await nines(['slo', '@app.yaml'], { 'app.yaml': app });
  expect([code, error]).toEqual([0, NOT_JUDGED]);
  const documents = parseYaml(out, 'out').map(({ value }) => value as { metadata: { name: string }; spec: { service: string } });
  for (const document of documents) expect(isOpenSlo(document) ? [] : isOpenSlo.errors).toEqual([]);
  expect(documents[0]).toEqual({
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: { name: 'shop-web', displayName: 'web' },
    spec: {
      description: '99.95% of requests succeed: an error budget of 21.6 minutes in 30 days. Whether it is kept was not judged.',
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
  expect(isObjectives(JSON.parse(out)) ? [] : isObjectives.errors).toEqual([]);
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

const budget = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'web' } } },
};
const topologySpreadConstraints = [spread('zone', { matchLabelKeys: ['pod-template-hash'] })];

/** A workload that is proved on three zones. */
function promised(target: string): string {
  return [workload({ annotations: { 'nines.dev/target': target }, pod: { topologySpreadConstraints } }), budget]
    .map((it) => stringify(it))
    .join('---\n');
}

test('with a topology each promise is judged as check judges it', async () => {
  const { code, out, error } = await nines(['slo', '@app.yaml', '-t', 'aws-3x2', '--format', 'json'], { 'app.yaml': promised('99.9%') });
  expect([code, error]).toEqual([0, '']);
  const document = JSON.parse(out) as { objectives: { judged: { minutesPerYear: { value: number } } }[] };
  expect(isObjectives(document) ? [] : isObjectives.errors).toEqual([]);
  const checked = JSON.parse(
    (await nines(['check', '@app.yaml', '-t', 'aws-3x2', '--format', 'json'], { 'app.yaml': promised('99.9%') })).out,
  );
  expect(document.objectives[0]?.judged).toEqual({
    structure: 'proved',
    budget: 'kept',
    minutesPerYear: checked.services[0].downtime.sum,
    allowedPerYear: 525.96,
  });
  const { out: text } = await nines(['slo', '@app.yaml', '-t', 'aws-3x2'], { 'app.yaml': promised('99.9%') });
  expect(text).toMatch(
    /99\.9% of requests succeed: an error budget of 43\.2 minutes in 30 days\. Structure: proved\. Error budget of a year: kept, since a year is expected to cost \S+ \(\S+ to \S+\) of the 526 minutes that it allows; one failure can spend the 30 days that hold it\./,
  );
});

test('a promise that is not kept is printed, told, and fails as in check', async () => {
  const files = {
    'app.yaml': promised('99.999%'),
    'late.yaml': 'accept: [{ rule: error-budget, object: Deployment/*, because: promised by contract }]',
  };
  const broken = 'nines: Deployment/shop/web promises 99.999%, structure proved, error budget missed; nines check says why\n';
  const { code, out, error } = await nines(['slo', '@app.yaml', '-t', 'aws-3x2'], files);
  expect([code, error]).toEqual([1, broken]);
  expect(out).toMatch(/^---\napiVersion: openslo\/v1\n/);
  // What is accepted there is accepted here.
  const accepted = await nines(['slo', '@app.yaml', '-t', 'aws-3x2', '--config', '@late.yaml'], files);
  expect([accepted.code, accepted.error]).toEqual([0, '']);
});

test('the configuration is that of check', async () => {
  const services = [{ kind: 'Deployment', namespace: 'shop', name: 'web', target: '98%' }];
  const files = { 'app.yaml': named('web'), 'own.yaml': stringify({ topology: 'aws-3x2', services }) };
  const { out } = await nines(['slo', '@app.yaml', '--config', '@own.yaml', '--format', 'json'], files);
  expect(JSON.parse(out).objectives).toMatchObject([{ name: 'web', target: 0.98, judged: { budget: 'kept' } }]);
  const { code, error } = await nines(['slo', '@app.yaml', '--config', '@own.yaml', '--namespace', 'shpo'], files);
  expect([code, error]).toEqual([2, "nines: --namespace no object is in namespace 'shpo'; write 'shop'\n"]);
});

test('each environment of a folder has objectives of its own', async () => {
  const app = { 'dist/staging/app.yaml': named('web', '99%'), 'dist/production/app.yaml': named('web', '99.9%') };
  const { out, error } = await nines(['slo', '@dist', '-t', 'aws-3x2'], app);
  const found = parseYaml(out, 'out').map(({ value }) => value as { metadata: object; spec: { service: string; indicatorRef: string } });
  expect(found.map(({ metadata, spec }) => [metadata, spec.service, spec.indicatorRef])).toEqual([
    [{ name: 'production-shop-web', displayName: 'web (production)' }, 'production-web', 'production-shop-web-requests'],
    [{ name: 'staging-shop-web', displayName: 'web (staging)' }, 'staging-web', 'staging-shop-web-requests'],
  ]);
  for (const document of found) expect(isOpenSlo(document) ? [] : isOpenSlo.errors).toEqual([]);
  expect(error).toMatch(
    /dist\/production: Deployment\/shop\/web promises 99\.9%, structure refuted, .*\n.*dist\/staging: Deployment\/shop\/web promises 99%, /,
  );
});

test('workloads of one name have objectives of different names', async () => {
  const set = workload({ kind: 'StatefulSet', annotations: { 'nines.dev/target': '99%' } });
  const { out } = await nines(['slo', '@app.yaml'], { 'app.yaml': [named('web', '99%'), stringify(set)].join('---\n') });
  const names = parseYaml(out, 'out').map(({ value }) => (value as { metadata: { name: string } }).metadata.name);
  expect(names).toEqual([
    expect.stringMatching(/^shop-web-deployment-[0-9a-f]{8}$/),
    expect.stringMatching(/^shop-web-statefulset-[0-9a-f]{8}$/),
  ]);
});

test.each([
  [named('web'), "nothing is promised; annotate a workload with nines.dev/target: '99.95%', or name a topology that promises, or --target"],
  [named('web', '100%'), 'Deployment/shop/web promises 100%, which leaves no error budget; promise less, such as 99.99%'],
  [
    named('web', '0.9995'),
    "@app.yaml:7:23: Deployment shop/web /metadata/annotations/nines.dev~1target: '0.9995' is a fraction, must be a percentage; write 99.95%",
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
