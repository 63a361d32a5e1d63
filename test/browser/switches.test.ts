import { stringify } from 'yaml';
import { switched, unchanged } from '../../src/page/switches';
import { spread, workload, zones } from '../availability/manifests';
import { nines } from '../cli/run';
import { eventually } from './eventually';
import { figuresOn, type Opened, Pages, pageFor } from './open-page';

const crash = { mtbf: '720h', mttr: '90s', source: 'test' };
const topology = zones([2, 2, 2], { pods: { crash } });
const web = workload({ annotations: { 'nines.dev/target': '99.9%' }, pod: { topologySpreadConstraints: [spread('zone')] } });
const data = workload({ name: 'data', kind: 'StatefulSet', annotations: { 'nines.dev/needed': 'majority' } });
const scaler = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'data', namespace: 'shop' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'none' }, minReplicas: 1, maxReplicas: 2 },
};
const objects = [web, data, scaler];

let pages: Pages;
let opened: Opened;
beforeAll(async () => {
  pages = await Pages.start();
});
beforeEach(async () => {
  opened = await pages.open(pageFor('web', objects, topology));
});
afterAll(() => pages.end());

/** What the command says of other manifests, written as files. */
async function checked(documents: readonly unknown[], on: unknown) {
  const { out } = await nines(['check', '@app.yaml', '-t', '@topology.yaml', '--format', 'json', '--no-config'], {
    'app.yaml': documents.map((it) => stringify(it, { aliasDuplicateObjects: false })).join('---\n'),
    'topology.yaml': stringify(on, { aliasDuplicateObjects: false }),
  });
  const { services } = JSON.parse(out) as {
    services: readonly { service: string; downtime: { sum: { value: number } }; nines: number | null; verdict: string }[];
  };
  return services.map(({ service, downtime, nines: proved, verdict }) => ({
    service,
    minutes: downtime.sum.value,
    nines: proved,
    verdict,
  }));
}

/** What is typed last is computed last, so the figures settle on it. */
async function expectFigures(figures: Awaited<ReturnType<typeof checked>>): Promise<void> {
  await eventually(async () => expect(await figuresOn(opened.page)).toEqual(figures));
}

test('a page says what nines check says of its manifests', async () => {
  await expectFigures(await checked(objects, topology));
});

test('more replicas give the figures of nines check', async () => {
  await opened.page.getByLabel('Replicas of web').fill('5');
  await opened.page.getByLabel('Replicas of web').press('Tab');
  const more = { ...web, spec: { ...web.spec, replicas: 5 } };
  await expectFigures(await checked([more, data, scaler], topology));
  await opened.page.getByRole('button', { name: 'Back to the manifests' }).click();
  await expectFigures(await checked(objects, topology));
  expect(opened.complaints).toEqual([]);
});

test('so do fewer zones, smaller pools and other rates', async () => {
  await opened.page.getByLabel('Zones', { exact: true }).fill('2');
  await opened.page.getByLabel('Zones', { exact: true }).press('Tab');
  await opened.page.getByLabel('Nodes in each pool').fill('3');
  await opened.page.getByLabel('Nodes in each pool').press('Tab');
  await opened.page.getByLabel('Nodes fail').selectOption('5');
  const faster = { mtbf: `${(3130 * 3600) / 5}s`, mttr: '15m', source: 'test' };
  const fewer = zones([3, 3], { pods: { crash } });
  const changed = {
    ...fewer,
    zones: fewer.zones.map((zone) => ({ ...zone, pools: zone.pools.map((pool) => ({ ...pool, rate: faster })) })),
  };
  await expectFigures(await checked(objects, changed));
});

test('and another target', async () => {
  await opened.page.getByLabel('Target of web').fill('99.9999%');
  await opened.page.getByLabel('Target of web').press('Tab');
  const stricter = { ...web, metadata: { ...web.metadata, annotations: { 'nines.dev/target': '99.9999%' } } };
  await expectFigures(await checked([stricter, data, scaler], topology));
  await opened.page.locator('h1').filter({ hasText: 'web breaks a promise' }).waitFor();
});

test('every switch is written as somebody would write it', () => {
  const { documents } = switched({ documents: objects, topology }, { ...unchanged, replicas: { 'Deployment/shop/none': 3 } });
  expect(documents[2]).toMatchObject({ spec: { minReplicas: 3, maxReplicas: 3 } });
});
